/** `npm run erase -- [--from-totals] <domain …>`: erases all that is stored of an instance, and shows that it is gone. */
import { parseArgs } from 'node:util';
import { readCrawlerSettings } from '../crawler/settings.ts';
import { countInFiles, eraseInstance, holdersOf, rewriteFile } from '../db/erase.ts';
import type { Domain } from '../db/model.ts';
import { openWriter, type Database } from '../db/open.ts';
import { readDomains, runCommand, TERMINAL, type Terminal } from './command.ts';

const USAGE = `npm run erase -- [--from-totals] <domain …>
Erases every row of these instances. With --from-totals the totals of their days are made again without them.
It may be named again and come back: "npm run optout" erases for good.`;

/** @returns the exit code: 1 when something of a name is left */
export function erase(args: readonly string[], env: NodeJS.ProcessEnv, terminal: Terminal): number {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { 'from-totals': { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const { databasePath, allowedSuffixes } = readCrawlerSettings(env);
  const domains = readDomains(positionals, allowedSuffixes, terminal);
  if (domains === null) return 1;
  if (domains.length === 0) {
    terminal.complain(USAGE);
    return 1;
  }
  const db = openWriter(databasePath);
  try {
    return eraseAll(db, databasePath, domains, values['from-totals'], terminal);
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
  say('Backups made before are not touched: they have to be renewed by hand.');
  return code;
}

if (import.meta.main) runCommand(() => erase(process.argv.slice(2), process.env, TERMINAL));
