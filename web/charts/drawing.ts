/** A graph worked out but not yet drawn: the same numbers feed the SVG, the script's canvas and the words beside them. Pure. */
import type { PublishedSeries } from '../../db/published.ts';
import { DAY, WEEK } from '../../db/time.ts';
import type { Formats } from '../format.ts';
import { thinned } from './lttb.ts';
import { inMode } from './mode.ts';
import { isKnown, rangeStart, type ChartPoint, type KnownPoint, type Mode, type Range } from './points.ts';
import { timeTicks, valueScale, type Tick, type ValueScale } from './ticks.ts';

export type Reading = { readonly mode: Mode; readonly range: Range };

export type Drawing = Reading & {
  /** All points of the period, for tables and summaries. */
  readonly points: readonly ChartPoint[];
  /** Thinned to what a screen can show. */
  readonly drawn: readonly ChartPoint[];
  readonly from: number;
  readonly until: number;
  readonly scale: ValueScale;
  readonly xTicks: readonly Tick[];
  readonly yTicks: readonly Tick[];
  /** Whether the last point belongs to the day or week that is still going on. */
  readonly isRunning: boolean;
  /** Whether the points are sums over many instances: imported ones are then never joined by a line. */
  readonly isSum: boolean;
  /** What others told in the period, beside our own line; nothing where changes are read. */
  readonly others: readonly PublishedSeries[];
};

const LENGTH: Readonly<Record<Mode, number>> = { total: DAY, day: DAY, week: WEEK };

export function known(points: readonly ChartPoint[]): readonly KnownPoint[] {
  return points.filter(isKnown);
}

/** Leaves out unknown points before the first and after the last known one: they are no gaps. */
function trimmed(points: readonly ChartPoint[]): readonly ChartPoint[] {
  const first = points.findIndex(isKnown);
  return first === -1 ? [] : points.slice(first, points.findLastIndex(isKnown) + 1);
}

/** The part of each series from a moment on; sums of lists are in the points already, as imported ones. */
function since(published: readonly PublishedSeries[], start: number): readonly PublishedSeries[] {
  return published
    .filter(({ isSummed }) => !isSummed)
    .map((series) => ({ ...series, points: series.points.filter(({ at }) => at >= start) }))
    .filter(({ points }) => points.length > 0);
}

/** The line of the same instances begins where the total does, whatever the period. */
function rebased(points: readonly ChartPoint[], mode: Mode): readonly ChartPoint[] {
  const first = points.find(({ value, same = null }) => value !== null && same !== null);
  if (first === undefined && !points.some(({ same = null }) => same !== null)) return points;
  const offset = (first?.value ?? 0) - (first?.same ?? 0);
  return points.map(({ same = null, ...point }) => ({
    ...point,
    same: mode !== 'total' || same === null ? null : same + offset,
  }));
}

/** Shortened, unless that would give two marks the same label. */
function valueTicks({ ticks }: ValueScale, f: Formats): readonly Tick[] {
  const isClear = new Set(ticks.map(f.compact)).size === ticks.length;
  return ticks.map((at) => ({ at, label: isClear ? f.compact(at) : f.full(at) }));
}

/**
 * @param daily points in time order, at day starts
 * @param now Unix seconds; only used to tell whether the last period is over
 * @param isSum whether they are sums over many instances
 */
export function drawing(
  daily: readonly ChartPoint[],
  reading: Reading,
  f: Formats,
  now: number,
  isSum = false,
  published: readonly PublishedSeries[] = [],
): Drawing {
  const all = trimmed(daily);
  const last =
    all.at(-1)?.at ?? Math.max(0, ...published.flatMap(({ points }) => points.map(({ at }) => at)));
  const start = rangeStart(reading.range, last);
  const points = rebased(
    trimmed(inMode(all, reading.mode, isSum).filter(({ at }) => at >= start)),
    reading.mode,
  );
  const others = reading.mode === 'total' ? since(published, start) : [];
  const told = others.flatMap((series) => series.points);
  const times = [...points, ...told].map(({ at }) => at);
  const [from, until] = times.length === 0 ? [0, 0] : [Math.min(...times), Math.max(...times)];
  const same = points.flatMap((point) => point.same ?? []);
  const scale = valueScale([...[...known(points), ...told].map(({ value }) => value), ...same]);
  return {
    ...reading,
    points,
    drawn: thinned(points),
    from,
    until,
    scale,
    xTicks: timeTicks(from, until, f),
    yTicks: valueTicks(scale, f),
    isSum,
    others,
    isRunning: points.length > 0 && now < (points.at(-1)?.at ?? 0) + LENGTH[reading.mode],
  };
}
