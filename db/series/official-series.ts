/** Totals of a group of instances over time, by the same carry rule as the network's. Reads daily rows only. */
import { NETWORK_FIGURES, type Domain, type NetworkFigure } from '../model.ts';
import type { Database } from '../open.ts';
import type { Period } from './periods.ts';
import { inPeriods, type DailyTotal, type NetworkPoint } from './network-series.ts';
import { dayStart } from '../time.ts';
import { prepared } from '../prepared.ts';
import { CARRY_DAYS } from '../totals/counted.ts';
import { groupHistories } from '../totals/histories.ts';
import { add, addChange, makeCells, sumsOf, type Kind, type Sums } from '../totals/tally.ts';
import { walk } from '../totals/walk.ts';

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
  const measured = measuredSpan(db, first, last);
  const points: DailyTotal[] = [];
  for (let day = first; day <= last; day += 1) {
    const own = sumsOf(cells, day - first, 'own');
    const kind = own.instances > 0 || measured.has(day) ? 'own' : 'imported';
    const sums = kind === 'own' ? own : sumsOf(cells, day - first, kind);
    if (sums.fresh > 0) points.push(pointOf(sums, { day, kind, figure }));
  }
  return points;
}

/**
 * Days whose totals are of measured figures, judged by the whole network as its own totals are (`kindOf`): what others
 * published of a group gives way wherever anybody was measured, be it outside the group.
 */
function measuredSpan(db: Database, first: number, last: number): ReadonlySet<number> {
  const days = prepared<{ day: number }>(
    db,
    `SELECT day
     FROM networkDay
     WHERE dimension = 'all' AND value = '' AND measured > 0 AND day BETWEEN ? AND ?`,
  ).all(first - CARRY_DAYS, last);
  return new Set(
    days.flatMap(({ day }) => Array.from({ length: CARRY_DAYS + 1 }, (_, later) => day + later)),
  );
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
