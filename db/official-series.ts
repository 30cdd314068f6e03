/** Totals of a group of instances over time, by the same carry rule as the network's. Reads daily rows only. */
import { NETWORK_FIGURES, type Domain, type NetworkFigure } from './model.ts';
import type { Database } from './open.ts';
import type { Period } from './periods.ts';
import { inPeriods, type DailyTotal, type NetworkPoint } from './network-series.ts';
import { dayStart } from './time.ts';
import { groupHistories } from './totals/histories.ts';
import { add, addChange, kindOf, makeCells, sumsOf, type Kind, type Sums } from './totals/tally.ts';
import { walk } from './totals/walk.ts';

/**
 * The total of a figure over a group, oldest first. A day on which none of the group was observed is a gap;
 * an instance that was not read that day counts with its last figure, up to 7 days old. A week or month has its last total.
 */
export function groupSeries(
  db: Database,
  domains: readonly Domain[],
  figure: NetworkFigure | 'instances',
  interval: Period = 'day',
): readonly NetworkPoint[] {
  return inPeriods(interval, dailyTotals(db, domains, figure));
}

/** One point for each day on which any of the group was observed. */
function dailyTotals(
  db: Database,
  domains: readonly Domain[],
  figure: NetworkFigure | 'instances',
): readonly DailyTotal[] {
  const group = [...groupHistories(db, domains)];
  const days = group.flatMap(({ rows }) => rows.map(([day]) => day));
  const [first, last] = [Math.min(...days), Math.max(...days)];
  if (days.length === 0) return [];
  const cells = makeCells(last - first + 1);
  for (const history of group) {
    walk(history, first, last, ({ day, kind, now, before }) => {
      add(cells, day - first, kind, day, now);
      if (before !== null) addChange(cells, day - first, kind, before, now);
    });
  }
  const points: DailyTotal[] = [];
  for (let day = first; day <= last; day += 1) {
    const kind = kindOf(cells, day - first, 1);
    if (kind !== null) points.push(pointOf(sumsOf(cells, day - first, kind), { day, kind, figure }));
  }
  return points;
}

type Place = { readonly day: number; readonly kind: Kind; readonly figure: NetworkFigure | 'instances' };

function pointOf({ instances, fresh, figures }: Sums, { day, kind, figure }: Place): DailyTotal {
  const sum = figure === 'instances' ? undefined : figures[NETWORK_FIGURES.indexOf(figure)];
  const [of, told] = sum === undefined ? [instances, fresh] : [sum.of, sum.measured];
  const isOwn = kind === 'own';
  return {
    at: dayStart(day),
    value: sum === undefined ? instances : sum.sum,
    instances: of,
    measured: isOwn ? told : 0,
    carried: isOwn ? of - told : 0,
    imported: isOwn ? 0 : of,
    change: sum === undefined ? null : sum.same,
  };
}
