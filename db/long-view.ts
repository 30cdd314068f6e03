/** Makes `longView`, what only months of days and visits can tell of an instance. Writes in short pieces, judges nothing. */
import { setImmediate } from 'node:timers/promises';
import { SAYS_SOMETHING } from './availability.ts';
import type { Database } from './open.ts';
import { prepared } from './prepared.ts';
import { DAY } from './time.ts';

/** Days of visits that availability looks back on. */
const AVAILABILITY_DAYS = 90;
/** Instances of one transaction: with 400 visits each, a pause of some tens of milliseconds. */
const PIECE = 200;

const VISITS = `FROM attempt WHERE instance = l.instance AND at >= @now - ${AVAILABILITY_DAYS * DAY}`;

/** Compared is like with like: measured figures with measured ones, imported with those of the same source. */
const MAKE = `
  INSERT OR REPLACE INTO longView (instance, firstDay, usersBefore, visits, answered)
  SELECT l.instance,
    (SELECT min(day) FROM day WHERE instance = l.instance),
    (SELECT users FROM day
     WHERE instance = l.instance AND day BETWEEN l.at / ${DAY} - 37 AND l.at / ${DAY} - 30
       AND source IS l.source AND users IS NOT NULL
     ORDER BY day DESC
     LIMIT 1),
    (SELECT count(*) ${VISITS} AND ${SAYS_SOMETHING}),
    (SELECT count(*) ${VISITS} AND failureKind IS NULL)
  FROM latest AS l
  WHERE l.instance > @after
  ORDER BY l.instance
  LIMIT ${PIECE}
  RETURNING instance`;

/**
 * Makes it anew for every instance with figures, at most once a day.
 * @param now Unix seconds
 * @returns how many instances were looked at; 0 when it was done within the last day
 */
export async function refreshLongView(db: Database, now: number): Promise<number> {
  const last = prepared<{ at: number }>(db, `SELECT at FROM upkeep WHERE what = 'longView'`).get()?.at;
  // A last time in the future is a clock that stepped back.
  if (last !== undefined && last <= now && now - last < DAY) return 0;
  let made = 0;
  for (let after = 0; ;) {
    const piece = prepared<{ instance: number }>(db, MAKE).all({ now, after });
    made += piece.length;
    if (piece.length < PIECE) break;
    after = Math.max(...piece.map(({ instance }) => instance));
    await setImmediate();
  }
  prepared(db, `INSERT OR REPLACE INTO upkeep (what, at) VALUES ('longView', ?)`).run(now);
  return made;
}
