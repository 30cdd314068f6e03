/** Opens the database: the writer migrates it, readers only read. No query lives here. */
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';

export type Database = Sqlite.Database;

const MIGRATIONS = new URL('./migrations/', import.meta.url);
/** How long a statement waits for another connection's lock. Better-sqlite3 blocks the event loop while it waits, so: short. */
const BUSY_MS = 5_000;
/** A write-ahead log that grew past this is cut back at the next checkpoint. */
const WAL_LIMIT_BYTES = 64 * 1024 * 1024;

/** An existing database that this release cannot use; the file was not touched. */
export class SchemaError extends Error {
  override readonly name = 'SchemaError';
}

/**
 * Opens the database for its one writing process and brings its schema up to date.
 * @param path a file, made with its folder when missing; or ':memory:'
 * @throws SchemaError when the file is of a newer release, or no database of Herdbook's
 */
export function openWriter(path: string): Database {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
  const db = openFile(path, {});
  try {
    assertUsable(db, path);
    db.pragma('journal_mode = WAL');
    // NORMAL loses at most the last commits at power loss, never integrity; FULL costs about 20 times the commits.
    db.pragma('synchronous = NORMAL');
    db.pragma(`journal_size_limit = ${WAL_LIMIT_BYTES}`);
    db.pragma('foreign_keys = ON');
    // Visits on their way into the tables (db/staged.ts) need no file of their own.
    db.pragma('temp_store = MEMORY');
    migrate(db);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/**
 * Opens it for writing where it has to be there already: a mistyped path is no reason to make an empty one.
 * @throws SchemaError when the file is missing, of a newer release, or no database of Herdbook's
 */
export function openExisting(path: string): Database {
  assertThere(path);
  return openWriter(path);
}

function assertThere(path: string): void {
  if (!existsSync(path))
    throw new SchemaError(`There is no database at ${path} yet: the crawler makes it when it first starts.`);
}

/**
 * Moves what the write-ahead log holds into the file and empties the log, if no reader is in the way; waits for nobody.
 * @returns whether the log is empty now
 */
export function emptyLog(db: Database): boolean {
  db.pragma('busy_timeout = 0');
  try {
    return db.prepare<[], { busy: number }>('PRAGMA wal_checkpoint(TRUNCATE)').get()?.busy === 0;
  } finally {
    db.pragma(`busy_timeout = ${BUSY_MS}`);
  }
}

/**
 * Opens the database for reading only.
 * @throws SchemaError when the file is missing, of another release, or no database of Herdbook's
 */
export function openReader(path: string): Database {
  assertThere(path);
  const db = openFile(path, { readonly: true, fileMustExist: true });
  try {
    const version = assertUsable(db, path);
    if (version < latestVersion()) {
      throw new SchemaError(
        `${path} has schema ${version}, this release needs ${latestVersion()}: start the crawler once.`,
      );
    }
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function openFile(path: string, options: Sqlite.Options): Database {
  try {
    const db = new Sqlite(path, { timeout: BUSY_MS, ...options });
    db.pragma(`busy_timeout = ${BUSY_MS}`);
    return db;
  } catch (error) {
    throw new SchemaError(
      `${path} cannot be opened: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** The schema version found; throws for a newer one, or for a file that is somebody else's. */
function assertUsable(db: Database, path: string): number {
  let version: number;
  try {
    version = schemaVersion(db);
  } catch (error) {
    throw new SchemaError(
      `${path} is not a readable database (${error instanceof Error ? error.message : String(error)}). It was left as it is; restore a backup or choose another DATABASE_PATH.`,
    );
  }
  if (version > latestVersion()) {
    throw new SchemaError(
      `${path} has schema ${version}, made by a newer release (this one knows ${latestVersion()}). It was left as it is.`,
    );
  }
  if (version === 0 && db.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() !== undefined) {
    throw new SchemaError(`${path} is a database of another program. It was left as it is.`);
  }
  return version;
}

function schemaVersion(db: Database): number {
  return Number(db.pragma('user_version', { simple: true }));
}

/** Each step and its version number are one transaction: an interrupted migration leaves the step before. */
function migrate(db: Database): void {
  for (const { version, file } of migrations()) {
    if (version <= schemaVersion(db)) continue;
    const sql = readFileSync(new URL(file, MIGRATIONS), 'utf8');
    db.transaction(() => {
      db.exec(sql);
      db.pragma(`user_version = ${version}`);
    }).immediate();
  }
}

function migrations(): { version: number; file: string }[] {
  return readdirSync(MIGRATIONS)
    .filter((file) => /^\d{4}-.*\.sql$/.test(file))
    .map((file) => ({ version: Number(file.slice(0, 4)), file }))
    .sort((a, b) => a.version - b.version);
}

/** The schema that this release makes. */
export function latestVersion(): number {
  return migrations().at(-1)?.version ?? 0;
}
