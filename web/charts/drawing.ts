/** A graph worked out but not yet drawn: the same numbers feed the SVG, the script's canvas and the words beside them. Pure. */
import { nextPeriod, type Period } from '../../db/series/periods.ts';
import type { PublishedSeries } from '../../db/network/published.ts';
import type { Formats } from '../format.ts';
import { MOST_BARS } from './bars.ts';
import { thinned } from './lttb.ts';
import { inMode } from './mode.ts';
import { isKnown, rangeStart, type ChartPoint, type KnownPoint, type Mode, type Range } from './points.ts';
import { timeTicks, valueScale, type Tick, type ValueScale } from './ticks.ts';
import { LEAST_STEP, writtenAs, type Unit } from './units.ts';

export type Reading = { readonly mode: Mode; readonly range: Range };

/** What the values are, and how they are drawn where they are few enough. */
export type Kind = {
  readonly unit: Unit;
  /** How long each point stands for. */
  readonly period: Period;
  readonly form: 'line' | 'bars';
};
const TOTALS: Kind = { unit: 'count', period: 'day', form: 'line' };

export type Drawing = Reading & {
  /** As it is drawn: bars that are too many become a line. */
  readonly kind: Kind;
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
export function valueTicks({ ticks }: ValueScale, unit: Unit, f: Formats): readonly Tick[] {
  const { full, short } = writtenAs(unit, f);
  const isClear = new Set(ticks.map(short)).size === ticks.length;
  return ticks.map((at) => ({ at, label: isClear ? short(at) : full(at) }));
}

/** Changes stand for a period each; totals are what they are said to be. */
function kindOf(mode: Mode, given: Kind, points: number): Kind {
  const kind: Kind = mode === 'total' ? given : { ...given, period: mode, form: 'bars' };
  return points > MOST_BARS ? { ...kind, form: 'line' } : kind;
}

/**
 * @param daily points in time order, at day starts
 * @param now Unix seconds; only used to tell whether the last period is over
 * @param isSum whether they are sums over many instances
 * @param given what the values are; daily totals unless told otherwise
 */
export function drawing(
  daily: readonly ChartPoint[],
  reading: Reading,
  f: Formats,
  now: number,
  isSum = false,
  published: readonly PublishedSeries[] = [],
  given: Kind = TOTALS,
): Drawing {
  const all = trimmed(daily);
  const newest =
    all.at(-1)?.at ?? Math.max(0, ...published.flatMap(({ points }) => points.map(({ at }) => at)));
  const start = rangeStart(reading.range, newest);
  const points = rebased(
    trimmed(inMode(all, reading.mode, isSum).filter(({ at }) => at >= start)),
    reading.mode,
  );
  const others = reading.mode === 'total' ? since(published, start) : [];
  const told = others.flatMap((series) => series.points);
  const times = [...points, ...told].map(({ at }) => at);
  const [from, last] = times.length === 0 ? [0, 0] : [Math.min(...times), Math.max(...times)];
  const kind = kindOf(reading.mode, given, points.length);
  const isBars = kind.form === 'bars' && points.length > 0;
  const until = isBars ? nextPeriod(kind.period, last) : last;
  const same = points.flatMap((point) => point.same ?? []);
  const scale = valueScale(
    [...[...known(points), ...told].map(({ value }) => value), ...same, ...(isBars ? [0] : [])],
    LEAST_STEP[kind.unit],
  );
  return {
    ...reading,
    kind,
    points,
    drawn: thinned(points),
    from,
    until,
    scale,
    xTicks: timeTicks(from, until, f),
    yTicks: valueTicks(scale, kind.unit, f),
    isSum,
    others,
    isRunning: points.length > 0 && now < nextPeriod(kind.period, points.at(-1)?.at ?? 0),
  };
}
