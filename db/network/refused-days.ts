/** What was told on a day and kept out of its totals, with the rule. Explains; decides nothing. */
import type { Domain, NetworkFigure } from '../model.ts';
import type { Database } from '../open.ts';
import { prepared } from '../prepared.ts';

export type RefusedFigure = {
  readonly domain: Domain;
  readonly title: string | null;
  /** The count as told. */
  readonly value: number;
  readonly rule: string;
};

/** The largest counts of a figure that were told on a day and are in no total of it. */
export function refusedOn(
  db: Database,
  figure: NetworkFigure,
  day: number,
  limit: number,
): readonly RefusedFigure[] {
  return prepared<RefusedFigure>(
    db,
    `SELECT i.domain, p.title, r.value, r.rule
     FROM refusedDay AS r
     JOIN instance AS i ON i.id = r.instance AND i.blockedAt IS NULL
     LEFT JOIN profile AS p ON p.instance = i.id AND p.untilAt IS NULL
     WHERE r.day = ? AND r.figure = ? AND r.isAccepted = 0
     ORDER BY r.value DESC, i.domain
     LIMIT ?`,
  ).all(day, figure, limit);
}
