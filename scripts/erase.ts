/** `npm run erase -- [--from-totals] <domain …>`: erases all that is stored of an instance, and shows that it is gone. */
import { parseArgs } from 'node:util';
import { readCrawlerSettings } from '../crawler/settings.ts';
import { backupFolderOf } from '../db/backup/backup-files.ts';
import { bundleFolderOf, dropBundles } from '../db/bundle/files.ts';
import { eraseInBackups } from '../db/backup/erase-backups.ts';
import { countInFiles, eraseInstance, holdersOf, rewriteFile } from '../db/erase.ts';
import type { Domain } from '../db/model.ts';
import { openExisting, type Database } from '../db/open.ts';
import { dropSuggestion, suggestionFolder } from '../db/suggestions.ts';
import { readDomains, runCommand, TERMINAL, type Terminal } from './command.ts';

const USAGE = `npm run erase -- [--from-totals] <domain …>
Erases every row of these instances. With --from-totals the totals of their days are made again without them.
Bundles made before are removed. Backups in BACKUP_FOLDER are rewritten too, and --backups <folder> names another one. It may be named again and come back: "npm run optout" erases for good.`;

/** @returns the exit code: 1 when something of a name is left */
export function erase(args: readonly string[], env: NodeJS.ProcessEnv, terminal: Terminal): number {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: {
      'from-totals': { type: 'boolean', default: false },
      backups: { type: 'string', multiple: true, default: [] },
    },
    allowPositionals: true,
  });
  const { databasePath, allowedSuffixes, backups, bundles } = readCrawlerSettings(env);
  const domains = readDomains(positionals, allowedSuffixes, terminal);
  if (domains === null) return 1;
  if (domains.length === 0) {
    terminal.complain(USAGE);
    return 1;
  }
  const folders = [backups.folder ?? backupFolderOf(databasePath), ...values.backups];
  const isFromTotals = values['from-totals'];
  const db = openExisting(databasePath);
  try {
    const code = eraseAll(db, databasePath, domains, isFromTotals, terminal);
    eraseBundles(bundles.folder ?? bundleFolderOf(databasePath), terminal);
    return Math.max(code, eraseBackups(folders, domains, isFromTotals, terminal));
  } finally {
    db.close();
  }
}

/** Erases, rewrites the file and looks through its bytes. @returns the exit code */
export function eraseAll(
  db: Database,
  path: string,
  domains: readonly Domain[],
  isFromTotals: boolean,
  { say, complain }: Terminal,
): number {
  for (const domain of domains) {
    const erased = eraseInstance(db, domain, isFromTotals);
    if (erased === null) say(`${domain}: nothing of that name was stored.`);
    else say(`${domain}: ${erased.rows} rows erased, and its name in ${erased.mentions} rows of others.`);
  }
  rewriteFile(db);
  let code = 0;
  for (const domain of domains) {
    const holders = holdersOf(db, domain);
    const found = countInFiles(path, domain);
    if (found === 0) say(`${domain}: the name is nowhere in the database's files any more.`);
    else if (holders.length > 0) {
      const where = holders.map(({ table, column, rows }) => `${table}.${column} (${rows} rows)`).join(', ');
      say(`${domain}: its letters still stand in other instances' names or words: ${where}.`);
    } else {
      complain(`${domain}: its letters still stand ${found} times in the files of ${path}.`);
      code = 1;
    }
  }
  const folder = suggestionFolder(path);
  if (folder !== null) for (const domain of domains) dropSuggestion(folder, domain);
  return code;
}

/**
 * Does the same in the backups of some folders.
 * @param also what a restored database has to know beside it
 * @returns the exit code: 1 when something of a name is left, or a backup could not be rewritten
 */
export function eraseBackups(
  folders: readonly string[],
  domains: readonly Domain[],
  isFromTotals: boolean,
  { say, complain }: Terminal,
  also: (db: Database) => void = () => undefined,
): number {
  const all = folders.flatMap((folder) => eraseInBackups(folder, domains, isFromTotals, also));
  for (const { path, left, refused } of all) {
    if (refused !== null) complain(`${path}: nothing was erased in this backup (${refused}). Remove it.`);
    else if (left.length > 0) complain(`${path}: letters of ${left.join(', ')} still stand in it.`);
    else say(`${path}: erased in this backup too, read through to the last byte.`);
  }
  if (all.length === 0) say(`There are no backups in ${folders.join(', ')}.`);
  say('Copies that were taken elsewhere (another disk, another machine) have to be renewed by hand.');
  return all.every(({ left, refused }) => refused === null && left.length === 0) ? 0 : 1;
}

/** Bundles to take away hold the rows in packed form: they go, and the next night makes one without. */
export function eraseBundles(folder: string, { say }: Terminal): void {
  const count = dropBundles(folder);
  if (count > 0) say(`${folder}: bundles made before (${count}) are removed; the next is made without it.`);
}

if (import.meta.main) runCommand(USAGE, () => erase(process.argv.slice(2), process.env, TERMINAL));
