/** When the database was last written to, by the times of its files. Reads no row. */
import { statSync } from 'node:fs';
import { databaseVersion } from './memo.ts';
import type { Database } from './open.ts';

type Known = { readonly version: string; readonly at: number | null };
const known = new WeakMap<Database, Known>();

/**
 * Everything read at or after this moment is as new as any other answer until something is written again: a write within
 * the same second would look alike, so it is the whole second after the last one.
 * @returns Unix seconds; `null`: no file, or none that can be looked at
 */
export function lastWrittenAt(db: Database): number | null {
  const version = databaseVersion(db);
  const before = known.get(db);
  if (before?.version === version) return before.at;
  const at = newestFile(db.name);
  known.set(db, { version, at });
  return at;
}

/** The file and its write-ahead log: whichever was touched last. */
function newestFile(path: string): number | null {
  const times = [path, `${path}-wal`].flatMap(
    (name) => statSync(name, { throwIfNoEntry: false })?.mtimeMs ?? [],
  );
  return times.length === 0 ? null : Math.ceil(Math.max(...times) / 1_000);
}
