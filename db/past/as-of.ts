/** How far a connection looks: to now, or to the end of a past day. What is kept with its date is read up to there. Holds no query. */
import type { Database } from '../open.ts';
import { dayStart } from '../time.ts';

type Look = {
  /** Days since 1970-01-01 UTC. */
  readonly day: number;
  /** The same file as of now, where there is a connection to it. */
  readonly present: Database | null;
};

const looks = new WeakMap<Database, Look>();

/** From now on this connection shows the register as of that day. */
export function lookFrom(db: Database, look: Look): void {
  looks.set(db, look);
}

/** The past day that it shows; `null`: the present. */
export function asOfDay(db: Database): number | null {
  return looks.get(db)?.day ?? null;
}

/** Unix seconds: what is dated before this is seen; later than any date in the present. */
export function seenBefore(db: Database): number {
  const day = asOfDay(db);
  return day === null ? Number.MAX_SAFE_INTEGER : dayStart(day + 1);
}

/** Where to ask what is dear and the same for all days, so that it is read once for all of them. */
export function sharedBy(db: Database): Database {
  return looks.get(db)?.present ?? db;
}
