/** `npm run backup -- [folder]`: a verified copy of the database, while it is in use. Older copies are rotated. */
import { parseArgs } from 'node:util';
import { readCrawlerSettings } from '../crawler/settings.ts';
import { makeBackup } from '../db/backup/backup.ts';
import { backupFolderOf, rotateBackups } from '../db/backup/backup-files.ts';
import { runCommand, TERMINAL, wallClock, type Terminal } from './command.ts';

const USAGE = `npm run backup -- [folder]
Copies the database while it is in use, into the folder named, or BACKUP_FOLDER: read through, counted, rotated.`;

/** @returns the exit code; rejects when no backup was made */
export async function backup(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  { say }: Terminal,
): Promise<number> {
  const { positionals } = parseArgs({ args: [...args], options: {}, allowPositionals: true });
  const { databasePath, backups } = readCrawlerSettings(env);
  const folder = positionals[0] ?? backups.folder ?? backupFolderOf(databasePath);
  const made = await makeBackup(databasePath, folder, wallClock());
  say(`${made.path}: ${made.rows} rows in ${made.bytes} bytes, read through and counted.`);
  for (const path of rotateBackups(folder, backups)) say(`${path} was removed: newer ones stand for it.`);
  return 0;
}

if (import.meta.main) runCommand(USAGE, () => backup(process.argv.slice(2), process.env, TERMINAL));
