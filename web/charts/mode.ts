/** Turns daily totals into changes per day or per week. Pure; a change is known only where both its ends are. */
import type { ChartPoint, Mode } from './points.ts';

const DAY = 86_400;
const WEEK = 7 * DAY;
/** 1970-01-05, the first Monday of Unix time. */
const FIRST_MONDAY = 4 * DAY;

/** Monday 00:00 UTC of the week a moment lies in. */
export function weekStart(at: number): number {
  return at - ((((at - FIRST_MONDAY) % WEEK) + WEEK) % WEEK);
}

/** Each point minus the one exactly `step` seconds before it; `null` where either is missing. The first point has no change and goes. */
function differences(points: readonly ChartPoint[], step: number): readonly ChartPoint[] {
  const before = new Map(points.map((point) => [point.at, point]));
  return points.slice(1).map((point) => {
    const value = before.get(point.at - step)?.value ?? null;
    return { ...point, value: value === null || point.value === null ? null : point.value - value };
  });
}

/** The last known point of each week, moved to the week's Monday; weeks without one become gaps. */
function weekly(points: readonly ChartPoint[]): readonly ChartPoint[] {
  const weeks = new Map<number, ChartPoint>();
  for (const point of points) {
    if (point.value !== null)
      weeks.set(weekStart(point.at), { ...point, at: weekStart(point.at), coverage: null });
  }
  const starts = [...weeks.keys()];
  const [first, last] = [starts[0], starts.at(-1)];
  if (first === undefined || last === undefined) return [];
  return Array.from({ length: (last - first) / WEEK + 1 }, (_, index) => {
    const at = first + index * WEEK;
    return weeks.get(at) ?? { at, value: null, standing: 'measured', coverage: null };
  });
}

/** @param points daily points in time order, at day starts */
export function inMode(points: readonly ChartPoint[], mode: Mode): readonly ChartPoint[] {
  if (mode === 'total') return points;
  return mode === 'day' ? differences(points, DAY) : differences(weekly(points), WEEK);
}
