/** Looks at a database file without changing it: whether it can be used, what it weighs, when it was last crawled into. */
import { existsSync, statSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { latestVersion } from './open.ts';
import { lastLook, latestRun, liveOwner, type Lease, type Run } from './runs.ts';

export type Checkup = {
  /** Of its schema, and the one that this release makes. */
  readonly version: number;
  readonly latest: number;
  /** What SQLite finds wrong with the file; `null`: nothing. */
  readonly damage: string | null;
  readonly bytes: number;
  /** Of them, in pages that are free to be filled again. */
  readonly freeBytes: number;
  /** Of the write-ahead log. */
  readonly walBytes: number;
  /** `null` where there is none, or the schema is another one. */
  readonly lastRun: Run | null;
  /** Unix seconds, when the crawler last looked for due instances; `null`: never, or not to be told. */
  readonly lastLook: number | null;
  /** Whether a run is under way, and gives signs of life. */
  readonly isCrawling: boolean;
};

/** @returns `null` where there is no file @throws what SQLite says of one that it cannot open */
export function checkUp(path: string, lease: Lease): Checkup | null {
  if (!existsSync(path)) return null;
  const db = new Sqlite(path, { readonly: true, fileMustExist: true });
  try {
    const pragma = (name: string): unknown => db.pragma(name, { simple: true });
    const version = Number(pragma('user_version'));
    const latest = latestVersion();
    const found = String(pragma('quick_check(1)'));
    const isUsable = version === latest && found === 'ok';
    return {
      version,
      latest,
      damage: found === 'ok' ? null : found,
      bytes: statSync(path).size,
      freeBytes: Number(pragma('freelist_count')) * Number(pragma('page_size')),
      walBytes: statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0,
      lastRun: isUsable ? latestRun(db) : null,
      lastLook: isUsable ? lastLook(db) : null,
      isCrawling: isUsable && liveOwner(db, lease) !== null,
    };
  } finally {
    db.close();
  }
}
