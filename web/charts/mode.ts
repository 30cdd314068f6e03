/** Turns totals into changes per day, week or month. Pure; a change is known only where both its ends are. */
import { lastOfEach, nextPeriod, startsBetween, type Period } from '../../db/series/periods.ts';
import type { ChartPoint, Mode } from './points.ts';

type Dated = { readonly at: number; readonly value: number | null };

/**
 * Each point minus the one of the period right before it; `null` where either is missing. The first point has no change and goes.
 * @param points in time order, at period starts
 * @param isComparable whether the two ends count the same thing
 */
export function differences<T extends Dated>(
  points: readonly T[],
  period: Period,
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

/** The last known point of each week or month, moved to its first day; those without one become gaps. */
function lasts(points: readonly ChartPoint[], period: Period): readonly ChartPoint[] {
  const found = lastOfEach(period, points);
  return found.flatMap((point, index) => {
    const before = found[index - 1];
    const missing = before === undefined ? [] : startsBetween(period, before.at, point.at);
    return [
      ...missing.map((at): ChartPoint => ({ at, value: null, standing: 'measured', coverage: null })),
      point,
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
  const totals = mode === 'day' ? points : lasts(points, mode);
  const changes = differences(totals, mode, isSum ? isOfOneSet : undefined);
  // A share of instances belongs to a total, not to a change.
  return changes.map((point) => ({ ...point, coverage: null }));
}
