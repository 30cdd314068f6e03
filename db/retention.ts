/** Removes what has been kept long enough: raw observations, the visit log, old runs. Daily rows stay for ever. */
import { pruneDiscoveries } from './discoveries.ts';
import type { Database } from './open.ts';
import { prepared } from './prepared.ts';
import { DAY } from './time.ts';

/** What each table is good for: raw graphs of a quarter, availability over 90 days, a year of runs. */
const KEPT_SECONDS = {
  observation: 90 * DAY,
  attempt: 100 * DAY,
  run: 400 * DAY,
} as const;
/** Rows of one transaction: a pause of some tens of milliseconds. */
const ROWS = 20_000;

export type Removed = {
  readonly observations: number;
  readonly attempts: number;
  readonly runs: number;
  readonly discoveries: number;
};

/**
 * Does the upkeep, at most once a day.
 * @param now Unix seconds
 * @returns what was removed; `null` when it was done within the last day
 */
export function keepUp(db: Database, now: number): Removed | null {
  if (!isUpkeepDue(db, 'retention', now, DAY)) return null;
  const removed = {
    observations: removeOld(db, 'observation', 'at', now - KEPT_SECONDS.observation),
    attempts: removeOld(db, 'attempt', 'at', now - KEPT_SECONDS.attempt),
    runs: prepared(db, `DELETE FROM run WHERE startedAt < ? AND state <> 'running'`).run(
      now - KEPT_SECONDS.run,
    ).changes,
    discoveries: pruneDiscoveries(db, now),
  };
  noteUpkeep(db, 'retention', now);
  return removed;
}

/** Pieces of upkeep that are done at most so often. */
export type Upkeep = 'retention' | 'backup' | 'bundle' | 'longView';

/** @param now Unix seconds @param seconds that lie between two times at least */
export function isUpkeepDue(db: Database, what: Upkeep, now: number, seconds: number): boolean {
  const last = prepared<{ at: number }>(db, `SELECT at FROM upkeep WHERE what = ?`).get(what)?.at;
  // A last time in the future is a clock that stepped back.
  return last === undefined || last > now || now - last >= seconds;
}

export function noteUpkeep(db: Database, what: Upkeep, now: number): void {
  prepared(db, `INSERT OR REPLACE INTO upkeep (what, at) VALUES (?, ?)`).run(what, now);
}

/** Keyed by time first, the oldest rows lie together at the table's beginning. */
function removeOld(db: Database, table: 'observation' | 'attempt', column: 'at', before: number): number {
  const remove = prepared(
    db,
    `DELETE FROM ${table}
     WHERE (${column}, instance) IN (
       SELECT ${column}, instance FROM ${table} WHERE ${column} < ? ORDER BY ${column} LIMIT ${ROWS})`,
  );
  let removed = 0;
  for (;;) {
    const { changes } = remove.run(before);
    removed += changes;
    if (changes < ROWS) return removed;
  }
}
