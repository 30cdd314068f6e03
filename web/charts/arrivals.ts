/** Finds the days on which a total moved by more than its instances did: arrivals and departures, not growth. Pure. */
import { DAY } from '../../db/time.ts';
import type { ChartPoint } from './points.ts';

export type Step = {
  /** Start of the day, Unix seconds. */
  readonly at: number;
  /** Change of the total since the day before. */
  readonly change: number;
  /** Of it, in the instances counted on both days. */
  readonly same: number;
};

/** Smaller ones are everyday life: some instances come and go each day. */
const LEAST_SHARE = 0.01;
const MOST = 6;

/** The largest steps from a moment on, in time order. @param points a point a day, oldest first */
export function stepsSince(points: readonly ChartPoint[], from: number): readonly Step[] {
  const steps = points.flatMap((now, index) => {
    const before = points[index - 1];
    return before === undefined || now.at < from ? [] : stepBetween(before, now);
  });
  return steps
    .toSorted((a, b) => Math.abs(b.change - b.same) - Math.abs(a.change - a.same))
    .slice(0, MOST)
    .toSorted((a, b) => a.at - b.at);
}

function stepBetween(before: ChartPoint, now: ChartPoint): readonly Step[] {
  if (before.at !== now.at - DAY || before.value === null || now.value === null) return [];
  if (before.same === undefined || before.same === null || now.same === undefined || now.same === null)
    return [];
  const change = now.value - before.value;
  // The line of the same instances began anew: nobody was counted on both days.
  const same = now.same === now.value && before.same !== before.value ? 0 : now.same - before.same;
  return Math.abs(change - same) < before.value * LEAST_SHARE ? [] : [{ at: now.at, change, same }];
}
