/** How long each instance has been known of, and whether it has ended: what survival is reckoned from. */
import { sizeClass, type SizeClass } from '../directory/classes.ts';
import type { Database } from '../open.ts';
import { prepared } from '../prepared.ts';
import { newestDay } from '../series/series.ts';
import { DAY, dayStart } from '../time.ts';

export type Life = {
  /** Year of the first day with a figure, whoever published it. */
  readonly cohort: number;
  /** By the accounts of that first day: a size that came later is itself a mark of survival. `null`: not told. */
  readonly size: SizeClass | null;
  /** Days from the first figure to the last one. */
  readonly days: number;
  /**
   * Gone, or silent for 30 days. Else it goes on, or nobody can say (moved, asks not to be read, not visited yet): then it
   * was watched up to its last figure and counts as alive so long, and not at all afterwards.
   */
  readonly hasEnded: boolean;
};

type Row = {
  readonly firstDay: number;
  readonly lastDay: number;
  readonly users: number | null;
  readonly hasEnded: number;
};

/** As the crawler has it: gone after so many days of silence. */
const GONE_DAYS = 30;

/** One for each instance that anybody ever told a figure of. */
export function livesOf(db: Database): readonly Life[] {
  const silentAt = dayStart((newestDay(db) ?? 0) - GONE_DAYS);
  return prepared<Row>(
    db,
    `SELECT k.firstDay, k.lastDay, d.users, k.hasEnded
     FROM (
       SELECT l.instance, l.at / ${DAY} AS lastDay,
         coalesce(v.firstDay, (SELECT min(day) FROM day WHERE instance = l.instance), l.at / ${DAY}) AS firstDay,
         i.state = 'gone' OR (i.state = 'discovered' AND i.failingSince <= ?) AS hasEnded
       FROM latest AS l
       CROSS JOIN instance AS i ON i.id = l.instance
       LEFT JOIN longView AS v ON v.instance = l.instance) AS k
     LEFT JOIN day AS d ON d.instance = k.instance AND d.day = k.firstDay`,
  )
    .all(silentAt)
    .map(({ firstDay, lastDay, users, hasEnded }) => ({
      cohort: new Date(dayStart(firstDay) * 1000).getUTCFullYear(),
      size: sizeClass(users),
      days: lastDay - firstDay,
      hasEnded: hasEnded === 1,
    }));
}
