/** `npm run restore -- <file>`: puts a backup in the place of the database. */
import { parseArgs } from 'node:util';
import { processLease } from '../crawler/lease.ts';
import { readCrawlerSettings } from '../crawler/settings.ts';
import { backupFolderOf, listBackups } from '../db/backup/backup-files.ts';
import { restoreBackup } from '../db/backup/restore.ts';
import { runCommand, TERMINAL, timeText, type Terminal } from './command.ts';

const USAGE = `npm run restore -- <file>
Puts a backup in the place of the database. Stop Herdbook first; the database that was there is kept beside the backups.`;

/** @returns the exit code */
export function restore(args: readonly string[], env: NodeJS.ProcessEnv, terminal: Terminal): number {
  const { positionals } = parseArgs({ args: [...args], options: {}, allowPositionals: true });
  const { databasePath, backups } = readCrawlerSettings(env);
  const folder = backups.folder ?? backupFolderOf(databasePath);
  const [file] = positionals;
  if (file === undefined || positionals.length > 1) {
    terminal.complain(USAGE);
    for (const { path, at } of listBackups(folder)) terminal.complain(`  ${path}  ${timeText(at)}`);
    return 1;
  }
  const { replaced } = restoreBackup(file, databasePath, folder, processLease());
  terminal.say(`${databasePath} is what ${file} holds.`);
  if (replaced !== null) terminal.say(`The database that was there is kept as ${replaced}.`);
  return 0;
}

if (import.meta.main) runCommand(USAGE, () => restore(process.argv.slice(2), process.env, TERMINAL));
