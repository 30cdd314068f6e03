/** Takes totals into `published`: those a publication tells itself, and the sums of the lists of instances it gives. */
import { NETWORK_FIGURES } from '../model.ts';
import type { Database } from '../open.ts';
import { prepared } from '../prepared.ts';
import { savePublished, type Claim, type PublishedFigure } from '../network/published.ts';
import type { Tally } from './days.ts';

/** A sum over fewer instances tells of those instances, not of a network. */
const FEWEST_INSTANCES = 20;

type Total = Omit<Claim, 'domain' | 'source' | 'isAround'>;

/** Every staged total: told ones as they are, then one sum per day and figure over the instances listed that day, without those that are not believed. */
function stagedTotals(db: Database): readonly Total[] {
  const told = prepared<Total>(
    db,
    `SELECT day, figure, value, NULL AS instances
     FROM temp.stagedTotal
     ORDER BY day, figure`,
  ).all();
  type Sums = Readonly<Record<PublishedFigure, number | null>> & {
    readonly day: number;
    readonly instances: number;
  };
  const sums = prepared<Sums>(
    db,
    `SELECT s.day, count(*) AS instances, ${NETWORK_FIGURES.map((figure) => `sum(s.${figure}) AS ${figure}`).join(', ')}
     FROM temp.stagedDay AS s
     LEFT JOIN instance AS i ON i.domain = s.domain
     LEFT JOIN refusedDay AS r ON r.instance = i.id AND r.day = s.day AND r.figure = 'users' AND r.isAccepted = 0
     WHERE r.day IS NULL
     GROUP BY s.day
     HAVING count(*) >= ${FEWEST_INSTANCES}
     ORDER BY s.day`,
  ).all();
  const summed = sums.flatMap((row) =>
    [...NETWORK_FIGURES, 'instances' as const].flatMap((figure): Total[] => {
      const value = row[figure];
      return value === null ? [] : [{ day: row.day, figure, value, instances: row.instances }];
    }),
  );
  return [...told, ...summed];
}

/** Weighs the staged totals against what is stored. @param source id of the publication; `null`: not known yet */
export function weighTotals(db: Database, source: number | null): Tally {
  const tally = { fresh: 0, changed: 0, same: 0, measured: 0, other: 0 };
  const find = prepared<{ value: number; instances: number | null }>(
    db,
    `SELECT value, instances
     FROM published
     WHERE domain = '' AND figure = ? AND source = ? AND day = ?`,
  );
  for (const { figure, day, value, instances } of stagedTotals(db)) {
    const stored = find.get(figure, source, day);
    if (stored === undefined) tally.fresh += 1;
    else if (stored.value === value && stored.instances === instances) tally.same += 1;
    else if ((instances ?? 0) < (stored.instances ?? 0)) tally.other += 1;
    else tally.changed += 1;
  }
  return tally;
}

/**
 * Takes all staged totals.
 * @param changed days on which somebody's figures are refused, or believed again: their sums are made anew, unless a fuller list made them
 */
export function takeTotals(db: Database, source: number, changed: ReadonlySet<number>): void {
  const drop = prepared(
    db,
    `DELETE FROM published WHERE domain = '' AND source = ? AND day = ? AND instances IS NOT NULL
       AND instances <= (SELECT count(*) FROM temp.stagedDay AS s WHERE s.day = published.day)`,
  );
  for (const day of changed) drop.run(source, day);
  for (const total of stagedTotals(db)) {
    savePublished(db, { ...total, domain: '', source, isAround: false });
  }
}
