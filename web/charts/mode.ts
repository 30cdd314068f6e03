/** Turns totals into changes per day or per week. Pure; a change is known only where both its ends are. */
import { lastOfEach, nextPeriod, startsBetween } from '../../db/periods.ts';
import type { ChartPoint, Mode } from './points.ts';

type Dated = { readonly at: number; readonly value: number | null };

/**
 * Each point minus the one of the period right before it; `null` where either is missing. The first point has no change and goes.
 * @param points in time order, at period starts
 * @param isComparable whether the two ends count the same thing
 */
export function differences<T extends Dated>(
  points: readonly T[],
  period: 'day' | 'week',
  isComparable: (before: T, after: T) => boolean = () => true,
): readonly (T & Dated)[] {
  const ends = new Map(points.map((point) => [nextPeriod(period, point.at), point]));
  return points.slice(1).map((point) => {
    const before = ends.get(point.at);
    const isKnown = before !== undefined && isComparable(before, point);
    const value =
      isKnown && before.value !== null && point.value !== null ? point.value - before.value : null;
    return { ...point, value };
  });
}

/** The last known point of each week, moved to the week's Monday; weeks without one become gaps. */
function weekly(points: readonly ChartPoint[]): readonly ChartPoint[] {
  const weeks = lastOfEach('week', points);
  return weeks.flatMap((week, index) => {
    const before = weeks[index - 1];
    const missing = before === undefined ? [] : startsBetween('week', before.at, week.at);
    return [
      ...missing.map((at): ChartPoint => ({ at, value: null, standing: 'measured', coverage: null })),
      week,
    ];
  });
}

/** Sums of imported figures are over whatever instances the source listed: their differences say nothing. */
function isOfOneSet(before: ChartPoint, after: ChartPoint): boolean {
  return before.standing !== 'imported' && after.standing !== 'imported';
}

/**
 * @param points daily points in time order, at day starts
 * @param isSum whether they are sums over many instances
 */
export function inMode(points: readonly ChartPoint[], mode: Mode, isSum = false): readonly ChartPoint[] {
  if (mode === 'total') return points;
  const totals = mode === 'day' ? points : weekly(points);
  const changes = differences(totals, mode, isSum ? isOfOneSet : undefined);
  // A share of instances belongs to a total, not to a change.
  return changes.map((point) => ({ ...point, coverage: null }));
}
