/** Makes a backup once a day, in a thread of its own, so that no visit waits for it. Never in the way of a pass. */
import type { Backup } from '../db/backup/backup.ts';
import { rotateBackups } from '../db/backup/backup-files.ts';
import type { Database } from '../db/open.ts';
import { isUpkeepDue, noteUpkeep } from '../db/retention.ts';
import { DAY, HOUR } from '../db/time.ts';
import type { BackupSettings } from './settings.ts';
import { inThread } from './thread.ts';

/** After one that failed. */
const PAUSE_SECONDS = HOUR;

export type BackupThread = { readonly databasePath: string; readonly folder: string; readonly at: number };

export type Backups = {
  /** Makes a backup if the last one is a day old. Failures are said, not thrown: the crawl is worth more. */
  keep(): Promise<void>;
};

/** @param now Unix seconds @param say gets a line for each failure, and the first backup after one */
export function makeBackups(
  db: Database,
  databasePath: string,
  { folder, ...kept }: BackupSettings,
  now: () => number,
  say: (line: string) => void,
): Backups {
  let notBefore = 0;
  return {
    async keep() {
      if (folder === null || now() < notBefore || !isUpkeepDue(db, 'backup', now(), DAY)) return;
      const task: BackupThread = { databasePath, folder, at: now() };
      const told = await inThread<Backup>(new URL('./backup-thread.ts', import.meta.url), task);
      if ('failed' in told) {
        say(`No backup was made: ${told.failed}`);
        notBefore = now() + PAUSE_SECONDS;
        return;
      }
      if (notBefore > 0) say(`A backup was made: ${told.made.path}`);
      notBefore = 0;
      noteUpkeep(db, 'backup', now());
      rotateBackups(folder, kept);
    },
  };
}
