/**
 * Rebuilds `networkDay`, the totals per day, from the daily rows. Idempotent: a day can be rebuilt at any time.
 *
 * The carry rule: an instance that did not answer on a day counts with its last figure, up to 7 days old, so that
 * a failed visit or a blind crawler makes no dip. Each total says how many of its instances were measured that day,
 * how many were carried, and how many figures somebody else published. Figures published by somebody else are only
 * counted on days on which we measured nobody: what they name and what we measure are different herds.
 */
import { NETWORK_FIGURES } from './model.ts';
import type { Database } from './open.ts';
import { prepared } from './prepared.ts';

/** How long the last known figure of an instance stands in for a missing one. */
export const CARRY_DAYS = 7;

const COUNTED = '(source IS NULL OR NOT @isMeasured)';

/** The newest figure of instance `i` in the carry window: that of its newest day `n`, or where it lacks there, an older one. */
const CARRIED = NETWORK_FIGURES.map(
  (figure) => `
    coalesce(n.${figure},
      (SELECT ${figure} FROM day
       WHERE instance = i.id AND day BETWEEN @from AND n.day - 1 AND ${figure} IS NOT NULL AND ${COUNTED}
       ORDER BY day DESC
       LIMIT 1)) AS ${figure}`,
).join(',');

const SUMS = NETWORK_FIGURES.map((figure) => `sum(${figure})`).join(', ');
const COUNTS = `count(*),
  sum(newest = @day AND source IS NULL),
  sum(newest < @day AND source IS NULL),
  sum(source IS NOT NULL)`;

/** Profiles are dated: an instance counts for the software that it ran on that day. */
const INSERT = `
  WITH counted AS MATERIALIZED (
    SELECT n.day AS newest, n.source,
      coalesce(
        (SELECT softwareName FROM profile
         WHERE instance = i.id AND fromAt < (@day + 1) * 86400
         ORDER BY fromAt DESC
         LIMIT 1),
        '') AS software,
      ${CARRIED}
    FROM instance i
    JOIN day n ON n.instance = i.id
      AND n.day = (SELECT max(day) FROM day WHERE instance = i.id AND day BETWEEN @from AND @day AND ${COUNTED})
  )
  INSERT INTO networkDay (dimension, value, day, ${NETWORK_FIGURES.join(', ')}, instances, measured, carried, imported)
  SELECT 'all', '', @day, ${SUMS}, ${COUNTS} FROM counted HAVING count(*) > 0
  UNION ALL
  SELECT 'software', software, @day, ${SUMS}, ${COUNTS} FROM counted GROUP BY software`;

/** By instance, because that is how the days are kept: on a measured day the first few find one. */
const FIND_MEASURED = `
  SELECT 1
  FROM instance AS i
  CROSS JOIN day AS d ON d.instance = i.id AND d.day = ? AND d.source IS NULL
  LIMIT 1`;

/**
 * Rebuilds the totals of a span of days, both included. Days on which nothing was observed get no total: a gap.
 * @param fromDay days since 1970-01-01 UTC
 */
export function rebuildNetworkDays(db: Database, fromDay: number, untilDay: number): void {
  const observed = db
    .prepare<[number, number], { day: number }>(
      'SELECT DISTINCT day FROM day WHERE day BETWEEN ? AND ? ORDER BY day',
    )
    .all(fromDay, untilDay);
  for (const { day } of observed) rebuildNetworkDay(db, day);
}

/** Rebuilds the totals of one day. */
export function rebuildNetworkDay(db: Database, day: number): void {
  db.transaction(() => {
    prepared(db, 'DELETE FROM networkDay WHERE day = ?').run(day);
    const isMeasured = prepared(db, FIND_MEASURED).get(day) === undefined ? 0 : 1;
    prepared(db, INSERT).run({ day, from: day - CARRY_DAYS, isMeasured });
  }).immediate();
}
