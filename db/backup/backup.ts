/** Copies the database while it is written to, and believes a copy only after reading it. Never touches the original. */
import { closeSync, fsyncSync, openSync, renameSync, rmSync, statfsSync, statSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { backupPath } from './backup-files.ts';
import { openReader, type Database } from '../open.ts';

/** Room that must be left on the disk beside the copy. */
const SPARE_BYTES = 64 * 1024 * 1024;

export type Backup = {
  readonly path: string;
  readonly bytes: number;
  /** Rows of all tables together. */
  readonly rows: number;
};

/** A backup that was not made or is not to be trusted; the message is for the operator. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
}

/**
 * Makes a backup: the database as it was at one moment, in one file that appears under its name only once it was read
 * through and holds as many rows of each table as the original did at that moment.
 * @param at Unix seconds, for its name
 * @throws BackupError for too little room or a copy that is not right; SchemaError for a database that cannot be read
 */
export async function makeBackup(databasePath: string, folder: string, at: number): Promise<Backup> {
  const path = backupPath(folder, at);
  const part = `${path}.part`;
  assertRoom(databasePath, folder);
  const source = openReader(databasePath);
  try {
    // One read transaction around counts and copy: what others write meanwhile is in neither.
    source.exec('BEGIN');
    const counts = countRows(source);
    await source.backup(part);
    source.exec('COMMIT');
    leaveWal(part);
    assertSound(part, counts);
    syncFile(part);
    renameSync(part, path);
    syncFile(folder);
    return { path, bytes: statSync(path).size, rows: [...counts.values()].reduce((sum, n) => sum + n, 0) };
  } finally {
    source.close();
    for (const ending of ['', '-wal', '-shm', '-journal']) rmSync(`${part}${ending}`, { force: true });
  }
}

function assertRoom(databasePath: string, folder: string): void {
  const { bavail, bsize } = statfsSync(folder);
  const needed = statSync(databasePath, { throwIfNoEntry: false })?.size ?? 0;
  if (bavail * bsize >= needed + SPARE_BYTES) return;
  throw new BackupError(
    `${folder} has ${megabytes(bavail * bsize)} MB of room, a backup takes ${megabytes(needed + SPARE_BYTES)} MB: make room, or set BACKUP_FOLDER to another disk.`,
  );
}

/** The copy would otherwise want files of its own beside it whenever it is read. */
export function leaveWal(path: string): void {
  const db = new Sqlite(path);
  try {
    db.pragma('journal_mode = DELETE');
  } finally {
    db.close();
  }
}

/**
 * Reads a database file through.
 * @param counts rows that each table has to have; default: any
 * @throws BackupError with what is wrong
 */
export function assertSound(path: string, counts: ReadonlyMap<string, number> | null = null): void {
  let db: Database;
  try {
    db = new Sqlite(path, { readonly: true, fileMustExist: true });
  } catch (error) {
    throw new BackupError(`${path} cannot be opened: ${inWords(error)}`);
  }
  try {
    const found = db.pragma('integrity_check(1)', { simple: true });
    if (found !== 'ok') throw new BackupError(`${path} is damaged: ${String(found)}`);
    if (counts === null) return;
    const copied = countRows(db);
    const wrong = [...counts].filter(([table, count]) => copied.get(table) !== count);
    if (wrong.length > 0)
      throw new BackupError(`${path} is not whole: ${wrong.map(([table]) => table).join(', ')} differ.`);
  } catch (error) {
    throw error instanceof BackupError ? error : new BackupError(`${path} is damaged: ${inWords(error)}`);
  } finally {
    db.close();
  }
}

/** Rows of every table, by its name. */
function countRows(db: Database): ReadonlyMap<string, number> {
  const tables = db
    .prepare<[], { name: string }>(
      `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'`,
    )
    .all();
  return new Map(
    tables.map(({ name }) => [name, Number(db.prepare(`SELECT count(*) FROM "${name}"`).pluck().get())]),
  );
}

/** To the disk itself: a name that survives a power cut while its content does not is worse than none. */
export function syncFile(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function megabytes(bytes: number): number {
  return Math.ceil(bytes / 1_048_576);
}

function inWords(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
