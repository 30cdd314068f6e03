/** Puts a backup in the place of the database. The former one is kept aside, never removed. */
import { constants, copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import { assertSound, BackupError, leaveWal, syncFile } from './backup.ts';
import { backupPath } from './backup-files.ts';
import { openWriter, SchemaError } from '../open.ts';
import { cutOffRuns, liveOwner, type Lease } from '../runs.ts';

export type Restored = {
  /** Where the former database lies now; `null`: there was none. */
  readonly replaced: string | null;
};

/**
 * Restores a backup, bringing its schema up to date on a copy first.
 * @param folder where the former database is kept
 * @throws BackupError when the backup is damaged, or somebody has the database open; or of a newer release. Nothing was changed then.
 */
export function restoreBackup(
  backup: string,
  databasePath: string,
  folder: string,
  lease: Pick<Lease, 'wallAt' | 'isGone'>,
): Restored {
  if (!existsSync(backup)) throw new BackupError(`There is no file ${backup}.`);
  mkdirSync(dirname(databasePath), { recursive: true });
  const fresh = `${databasePath}.restoring`;
  try {
    copyFileSync(backup, fresh, constants.COPYFILE_FICLONE);
    bringUpToDate(fresh, backup);
    leaveWal(fresh);
    syncFile(fresh);
    const replaced = existsSync(databasePath) ? backupPath(folder, lease.wallAt, true) : null;
    if (replaced !== null) {
      assertUnused(databasePath, lease);
      putAside(databasePath, replaced);
    }
    renameSync(fresh, databasePath);
    syncFile(dirname(databasePath));
    return { replaced };
  } finally {
    for (const ending of ENDINGS) rmSync(`${fresh}${ending}`, { force: true });
  }
}

/** The copy is nobody's but ours: what is wrong with it is said of the file that was named. */
function bringUpToDate(fresh: string, backup: string): void {
  try {
    assertSound(fresh);
    const db = openWriter(fresh);
    cutOffRuns(db);
    db.close();
  } catch (error) {
    if (!(error instanceof BackupError || error instanceof SchemaError)) throw error;
    throw new BackupError(error.message.replaceAll(fresh, backup), { cause: error });
  }
}

const ENDINGS = ['', '-wal', '-shm', '-journal'] as const;

/** A damaged database is what backups are for: only one that can be read can be in use. */
function assertUnused(path: string, lease: Pick<Lease, 'wallAt' | 'isGone'>): void {
  let db;
  try {
    db = new Sqlite(path, { timeout: 500 });
  } catch {
    return;
  }
  try {
    const owner = liveOwner(db, lease);
    if (owner !== null)
      throw new BackupError(`A crawl is under way (${owner}): stop Herdbook before you restore.`);
    // Leaving the write-ahead log needs the file to oneself, so it finds out whoever else has it open.
    db.pragma('journal_mode = DELETE');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (error instanceof BackupError) throw error;
    if (/^SQLITE_(?:BUSY|LOCKED)/.test(code))
      throw new BackupError(`${path} is open in another program: stop Herdbook before you restore.`);
  } finally {
    db.close();
  }
}

/** With its log, which would be taken for the new file's. */
function putAside(path: string, aside: string): void {
  for (const ending of ENDINGS) {
    if (!existsSync(`${path}${ending}`)) continue;
    try {
      renameSync(`${path}${ending}`, `${aside}${ending}`);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EXDEV')) throw error;
      copyFileSync(`${path}${ending}`, `${aside}${ending}`);
      rmSync(`${path}${ending}`);
    }
  }
}
