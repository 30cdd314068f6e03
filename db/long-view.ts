/** Makes `longView`, what only months of days and visits can tell of an instance. Writes in short pieces, judges nothing. */
import { setImmediate } from 'node:timers/promises';
import { SAYS_SOMETHING } from './visits/availability.ts';
import type { Database } from './open.ts';
import { prepared } from './prepared.ts';
import { isUpkeepDue, noteUpkeep } from './retention.ts';
import { DAY } from './time.ts';

/** Days of visits that availability looks back on, before the newest one, as on the instance's own page. */
const AVAILABILITY_DAYS = 90;
/** Instances of one transaction: with 400 visits each, a pause of some tens of milliseconds. */
const PIECE = 200;

const VISITS = `FROM attempt
     WHERE instance = l.instance AND at > i.lastVisitAt - ${AVAILABILITY_DAYS * DAY} AND ${SAYS_SOMETHING}`;

/** Compared is like with like: measured figures with measured ones, imported with those of the same source. */
const make = (which: string): string => `
  INSERT OR REPLACE INTO longView (instance, firstDay, usersBefore, visits, answered)
  SELECT l.instance,
    (SELECT min(day) FROM day WHERE instance = l.instance),
    (SELECT users FROM day
     WHERE instance = l.instance AND day BETWEEN l.at / ${DAY} - 37 AND l.at / ${DAY} - 30
       AND source IS l.source AND users IS NOT NULL
     ORDER BY day DESC
     LIMIT 1),
    (SELECT count(*) ${VISITS}),
    (SELECT count(*) ${VISITS} AND failureKind IS NULL)
  FROM latest AS l
  JOIN instance AS i ON i.id = l.instance
  WHERE l.instance > ? ${which}
  ORDER BY l.instance
  LIMIT ${PIECE}
  RETURNING instance`;
const MAKE = {
  all: make(''),
  missing: make('AND NOT EXISTS (SELECT 1 FROM longView AS v WHERE v.instance = l.instance)'),
};

/**
 * Makes it anew for every instance with figures.
 * @param now Unix seconds
 * @returns how many instances were looked at
 */
export async function makeLongView(db: Database, now: number): Promise<number> {
  const made = await makeFor(db, 'all');
  noteUpkeep(db, 'longView', now);
  return made;
}

/**
 * Belongs after whatever wrote figures: at most once a day for every instance with figures, in between for those that
 * have none yet.
 * @param now Unix seconds
 * @returns how many instances were looked at
 */
export async function refreshLongView(db: Database, now: number): Promise<number> {
  return isUpkeepDue(db, 'longView', now, DAY) ? await makeLongView(db, now) : await makeFor(db, 'missing');
}

async function makeFor(db: Database, which: keyof typeof MAKE): Promise<number> {
  let made = 0;
  for (let after = 0; ;) {
    const piece = prepared<{ instance: number }>(db, MAKE[which]).all(after);
    made += piece.length;
    if (piece.length < PIECE) return made;
    after = Math.max(...piece.map(({ instance }) => instance));
    await setImmediate();
  }
}
