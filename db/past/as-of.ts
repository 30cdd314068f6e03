/** How far a connection looks: to now, or to the end of a past day. What is kept with its date is read up to there. Holds no query. */
import type { Database } from '../open.ts';
import { dayStart } from '../time.ts';

const days = new WeakMap<Database, number>();

/** From now on this connection shows the register as of that day, days since 1970-01-01 UTC. */
export function lookFrom(db: Database, day: number): void {
  days.set(db, day);
}

/** The past day that it shows; `null`: the present. */
export function asOfDay(db: Database): number | null {
  return days.get(db) ?? null;
}

/** Unix seconds: what is dated before this is seen; later than any date in the present. */
export function seenBefore(db: Database): number {
  const day = asOfDay(db);
  return day === null ? Number.MAX_SAFE_INTEGER : dayStart(day + 1);
}
