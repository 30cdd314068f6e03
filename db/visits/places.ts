/** Rows of `place`: from which networks an instance was reached at its last visit, where more than one had to look. */
import type { Domain, FailureKind } from '../model.ts';
import type { Database } from '../open.ts';
import { prepared } from '../prepared.ts';

export type PlaceOutcome = {
  /** The vantage point's name, given by the operator. */
  readonly place: string;
  /** `null`: it was reached from there. */
  readonly failureKind: FailureKind | null;
};

/** Replaces what was known of an earlier visit. @param at of the visit, Unix seconds */
export function savePlaces(
  db: Database,
  instance: number,
  at: number,
  outcomes: readonly PlaceOutcome[],
): void {
  prepared(db, 'DELETE FROM place WHERE instance = ?').run(instance);
  for (const { place, failureKind } of outcomes)
    prepared(db, 'INSERT INTO place (instance, place, at, failureKind) VALUES (?, ?, ?, ?)').run(
      instance,
      place,
      at,
      failureKind,
    );
}

/** @returns of how many places the last visit was made from, and how many reached it; `null`: one place sufficed */
export function reachedFrom(db: Database, domain: Domain): { reached: number; asked: number } | null {
  const row = prepared<{ reached: number; asked: number }>(
    db,
    `SELECT count(*) FILTER (WHERE p.failureKind IS NULL) AS reached, count(*) AS asked
     FROM place AS p
     JOIN instance AS i ON i.id = p.instance
     WHERE i.domain = ? AND p.at = i.lastVisitAt`,
  ).get(domain);
  return row === undefined || row.asked < 2 ? null : row;
}
