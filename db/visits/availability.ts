/** How often an instance answered when it was asked, from the visit log. Our own trouble is nobody's absence. */
import type { Domain } from '../model.ts';
import type { Database } from '../open.ts';
import { prepared } from '../prepared.ts';
import { DAY } from '../time.ts';

/**
 * Visits that say something about whether an instance is up: not those that our own side failed, nor those that it asks
 * not to be made. Name servers that fail are its own: the crawler records that only while others are well.
 */
export const SAYS_SOMETHING = `(failureKind IS NULL OR failureKind NOT IN ('own-side', 'withheld'))`;

export const AVAILABILITY_DAYS = [7, 30, 90] as const;
export type AvailabilityDays = (typeof AVAILABILITY_DAYS)[number];
/** `answered` of `visits`, both counts; `share` is 0 to 1, `null` below 20 visits. */
export type Availability = {
  readonly days: AvailabilityDays;
  readonly visits: number;
  readonly answered: number;
  readonly share: number | null;
};

/** Fewer visits than these (five days of four) tell chance rather than habit: no share is told of them anywhere. */
export const VISITS_NEEDED = 20;

/** 0 to 1; `null`: too few visits to say. */
export function answeredShare(visits: number, answered: number): number | null {
  return visits < VISITS_NEEDED ? null : answered / visits;
}

/** Over the last 7, 30 and 90 days before its newest visit. `null` when the domain is not known. */
export function availability(db: Database, domain: Domain): readonly Availability[] | null {
  const instance = prepared<{ id: number; lastVisitAt: number | null }>(
    db,
    'SELECT id, lastVisitAt FROM instance WHERE domain = ?',
  ).get(domain);
  if (instance === undefined) return null;
  const { id, lastVisitAt } = instance;
  return AVAILABILITY_DAYS.map((days) => {
    const since = (lastVisitAt ?? 0) - days * DAY;
    const counts = prepared<{ visits: number; answered: number }>(
      db,
      `SELECT count(*) AS visits, count(*) FILTER (WHERE failureKind IS NULL) AS answered
       FROM attempt
       WHERE instance = ? AND at > ? AND ${SAYS_SOMETHING}`,
    ).get(id, since) ?? { visits: 0, answered: 0 };
    const { visits, answered } = counts;
    return { days, visits, answered, share: answeredShare(visits, answered) };
  });
}
