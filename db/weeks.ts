/** The weekly logs of an instance (registrations, logins, posts), as it keeps them itself. Reads only; `db/record.ts` and `db/imports/` write them. */
import type { Domain } from './model.ts';
import type { Database } from './open.ts';
import { prepared } from './prepared.ts';

export type LoggedWeek = {
  /** Monday 00:00 UTC, Unix seconds. */
  readonly at: number;
  readonly registrations: number | null;
  readonly logins: number | null;
  readonly statuses: number | null;
  /** Whether the week was over when it was read. */
  readonly isComplete: boolean;
  /** Name of the publication it was imported from; `null`: told by the instance itself. */
  readonly source: string | null;
};

type StoredWeek = Omit<LoggedWeek, 'isComplete'> & { readonly isComplete: number };

/** @param from Unix seconds, both ends included. @returns the weeks that begin in the span, oldest first */
export function instanceWeeks(
  db: Database,
  domain: Domain,
  from: number = 0,
  until: number = Number.MAX_SAFE_INTEGER,
): readonly LoggedWeek[] {
  return prepared<StoredWeek>(
    db,
    `SELECT w.weekAt AS at, w.registrations, w.logins, w.statuses, w.isComplete, s.name AS source
     FROM activityWeek AS w
     LEFT JOIN source AS s ON s.id = w.source
     WHERE w.instance = (SELECT id FROM instance WHERE domain = ?) AND w.weekAt BETWEEN ? AND ?
     ORDER BY w.weekAt`,
  )
    .all(domain, from, until)
    .map((week) => ({ ...week, isComplete: week.isComplete === 1 }));
}
