/** What SQLite alone needs to store a pass, without any of our code between: the benchmark's yardstick. The crawler never uses it. */
import { FIGURES } from './model.ts';
import type { Database } from './open.ts';
import { dayOf } from './time.ts';

const COLUMNS = FIGURES.join(', ');
const COUNTS = FIGURES.map((_, index) => `n * 97 + ${index}`).join(', ');

/**
 * Stores invented observations as fast as the engine can: one statement, no values passed.
 * @param at a time of which there are none yet
 */
export function writeObservations(db: Database, count: number, at: number): void {
  db.prepare(
    `WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < @count)
     INSERT INTO observation (at, instance, ${COLUMNS})
     SELECT @at, n, ${COUNTS}
     FROM numbers`,
  ).run({ at, count });
}

/** Writes a row of each table that a visit writes, for every instance, one statement a table, in one transaction. */
export function writePass(db: Database, at: number): void {
  const row = { at, day: dayOf(at) };
  const counts = COUNTS.replaceAll('n *', 'id *');
  db.transaction(() => {
    db.prepare('UPDATE instance SET lastVisitAt = @at, lastAnswerAt = @at, nextProbeAt = @at + 21600').run(
      row,
    );
    db.prepare(
      `INSERT INTO attempt (at, instance, durationMs, requests)
       SELECT @at, id, 900, 5
       FROM instance`,
    ).run(row);
    db.prepare(
      `INSERT INTO observation (at, instance, ${COLUMNS})
       SELECT @at, id, ${counts}
       FROM instance`,
    ).run(row);
    db.prepare(
      `INSERT OR REPLACE INTO day (instance, day, ${COLUMNS})
       SELECT id, @day, ${counts}
       FROM instance`,
    ).run(row);
    db.prepare(
      `INSERT OR REPLACE INTO latest (instance, at, ${COLUMNS})
       SELECT id, @at, ${counts}
       FROM instance`,
    ).run(row);
  }).immediate();
}

/**
 * Gives every instance a row for each of these days, the way a year of measuring leaves them.
 * @returns rows written
 */
export function fillDays(db: Database, fromDay: number, days: number): number {
  const counts = COUNTS.replaceAll('n *', 'id *').replaceAll(' + ', ' + n + ');
  return db
    .prepare(
      `WITH RECURSIVE numbers (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n < @days - 1)
       INSERT INTO day (instance, day, ${COLUMNS})
       SELECT id, @fromDay + n, ${counts}
       FROM instance
       CROSS JOIN numbers
       ORDER BY id, n`,
    )
    .run({ fromDay, days }).changes;
}

/** The network's accounts through all days, added up from the rows each time: what nobody should have to wait for. */
export function scanDays(db: Database): number {
  return db.prepare('SELECT day, sum(users), count(users) FROM day GROUP BY day').all().length;
}
