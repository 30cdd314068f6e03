/** `npm run optout -- <domain …>`: an instance does not want to be here. Erased at once, and never taken in again. */
import { parseArgs } from 'node:util';
import { readCrawlerSettings } from '../crawler/settings.ts';
import { backupFolderOf } from '../db/backup/backup-files.ts';
import { bundleFolderOf } from '../db/bundle/files.ts';
import { optIn, optOut } from '../db/consent.ts';
import { instancesBelow } from '../db/instances.ts';
import { openExisting, type Database } from '../db/open.ts';
import { readDomains, runCommand, TERMINAL, wallClock, type Terminal } from './command.ts';
import { eraseAll, eraseBackups, eraseBundles } from './erase.ts';

const USAGE = `npm run optout -- [--undo] [--keep-totals] [--reason <text>] <domain …>
Erases these instances and all names below them, and keeps only a salted hash of each name, so that they never come back.
With --keep-totals the sums they were part of stay as they are; --undo takes an opt-out back.`;

/** @returns the exit code */
export function optout(args: readonly string[], env: NodeJS.ProcessEnv, terminal: Terminal): number {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: {
      undo: { type: 'boolean', default: false },
      'keep-totals': { type: 'boolean', default: false },
      reason: { type: 'string', default: '' },
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
  const told = domains.find((domain) => values.reason.toLowerCase().includes(domain));
  if (told !== undefined) {
    terminal.complain(`The reason names ${told}: it would be readable in the list. Leave the name out.`);
    return 1;
  }
  const db = openExisting(databasePath);
  try {
    if (values.undo) {
      for (const domain of domains) {
        terminal.say(optIn(db, domain) ? `${domain} may come back.` : `${domain} had not opted out.`);
      }
      return 0;
    }
    const note = (store: Database): void => {
      for (const domain of domains) optOut(store, domain, values.reason, wallClock());
    };
    note(db);
    const erased = [...new Set(domains.flatMap((domain) => [domain, ...instancesBelow(db, domain)]))];
    const isFromTotals = !values['keep-totals'];
    const code = eraseAll(db, databasePath, erased, isFromTotals, terminal);
    eraseBundles(bundles.folder ?? bundleFolderOf(databasePath), terminal);
    // A restored backup has to know the opt-out as well.
    const folder = backups.folder ?? backupFolderOf(databasePath);
    return Math.max(code, eraseBackups([folder], erased, isFromTotals, terminal, note));
  } finally {
    db.close();
  }
}

if (import.meta.main) runCommand(USAGE, () => optout(process.argv.slice(2), process.env, TERMINAL));
