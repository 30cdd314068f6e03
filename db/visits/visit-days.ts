/** Visits of one instance by day: how many could have been answered, and how many were. Reads the visit log only. */
import { SAYS_SOMETHING } from './availability.ts';
import type { Domain } from '../model.ts';
import type { Database } from '../open.ts';
import { prepared } from '../prepared.ts';
import { newestDay } from '../series/series.ts';
import { DAY, dayOf, dayStart } from '../time.ts';

export type VisitDay = {
  /** Days since 1970-01-01 UTC. */
  readonly day: number;
  /** Visits that say something: not those that our own side failed, nor those that were not wanted. */
  readonly visits: number;
  readonly answered: number;
};

/** One entry for each of the last days, oldest first, up to the newest one with a visit of its own or with any figures. */
export function visitDays(db: Database, domain: Domain, days: number): readonly VisitDay[] {
  const last = prepared<{ at: number | null }>(
    db,
    'SELECT lastVisitAt AS at FROM instance WHERE domain = ?',
  ).get(domain);
  const until = Math.max(newestDay(db) ?? 0, dayOf(last?.at ?? 0));
  const from = until - days + 1;
  const found = prepared<VisitDay>(
    db,
    `SELECT at / ${DAY} AS day, count(*) AS visits, count(*) FILTER (WHERE failureKind IS NULL) AS answered
     FROM attempt
     WHERE instance = (SELECT id FROM instance WHERE domain = ?) AND at BETWEEN ? AND ?
       AND ${SAYS_SOMETHING}
     GROUP BY 1`,
  ).all(domain, dayStart(from), dayStart(until + 1) - 1);
  const byDay = new Map(found.map((one) => [one.day, one]));
  return Array.from(
    { length: days },
    (_, index) => byDay.get(from + index) ?? { day: from + index, visits: 0, answered: 0 },
  );
}
