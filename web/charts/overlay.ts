/** Several lines in one graph, worked out but not yet drawn: absolute, indexed to 100, or per week; linear or logarithmic; over time or age. Pure. */
import type { Formats } from '../format.ts';
import { thinned } from './lttb.ts';
import { inMode } from './mode.ts';
import { logScale } from './log-scale.ts';
import { isKnown, rangeStart, type ChartPoint, type KnownPoint, type Range } from './points.ts';
import { ageTicks, timeTicks, valueScale, type Tick, type ValueScale } from './ticks.ts';
import { LEAST_STEP, writtenAs, type Unit } from './units.ts';

export const OVERLAY_READINGS = ['absolute', 'indexed', 'week'] as const;
export type OverlayReading = (typeof OVERLAY_READINGS)[number];
export const OVERLAY_SCALES = ['linear', 'log'] as const;
export type OverlayScale = (typeof OVERLAY_SCALES)[number];

/** Eight lines differ in colour and dash; the colours begin again with the seventh, the dashes do not. */
export const LINE_STYLES = [
  { hue: 1, dash: [] },
  { hue: 2, dash: [8, 4] },
  { hue: 3, dash: [2, 4] },
  { hue: 4, dash: [10, 3, 2, 3] },
  { hue: 5, dash: [16, 4] },
  { hue: 6, dash: [5, 3, 5, 8] },
  { hue: 1, dash: [1, 6] },
  { hue: 2, dash: [12, 3, 2, 3, 2, 3] },
] as const;
export type LineStyle = { readonly hue: number; readonly dash: readonly number[] };

export type OverlaySettings = {
  readonly reading: OverlayReading;
  readonly range: Range;
  readonly scale: OverlayScale;
};
export type OverlayLine = {
  readonly name: string;
  /** A to H. */
  readonly letter: string;
  readonly style: LineStyle;
  /** Of the period, as read: totals, index or changes per week. */
  readonly points: readonly ChartPoint[];
  /** The same, thinned to what a screen can show; what a logarithm cannot show is left out. */
  readonly drawn: readonly ChartPoint[];
};
/** What the values are, and what they are drawn over. */
export type OverlayKind = {
  readonly unit: Unit;
  /** What the moments are told as: dates, or ages in seconds by this word for a number of months. */
  readonly age: ((months: number) => string) | null;
  /** Whether a value holds until the next one. */
  readonly isStepped: boolean;
  /** Whether each value is over many instances: imported ones are then never joined by a line. */
  readonly isSum: boolean;
  /** Values that the axis has to reach. */
  readonly reach: readonly number[];
};
const COUNTS: OverlayKind = { unit: 'count', age: null, isStepped: false, isSum: false, reach: [] };

export type Overlay = OverlaySettings & {
  readonly kind: OverlayKind;
  readonly lines: readonly OverlayLine[];
  readonly from: number;
  readonly until: number;
  /** In the place of the values: their logarithms where the scale is one. */
  readonly axis: ValueScale;
  readonly xTicks: readonly Tick[];
  readonly yTicks: readonly Tick[];
  /** The day that counts as 100, Unix seconds; `null` unless indexed. */
  readonly baseAt: number | null;
  /** Whether values of 0 or less had to be left out of a logarithmic graph. */
  readonly hasUndrawable: boolean;
};

/** Points drawn of each line. */
const DRAWN_POINTS = 300;

type Named = { readonly name: string; readonly points: readonly ChartPoint[] };

/** Where a value stands on the axis. */
export function placed(scale: OverlayScale, value: number): number {
  return scale === 'log' ? Math.log10(value) : value;
}

function known(points: readonly ChartPoint[]): readonly KnownPoint[] {
  return points.filter(isKnown);
}

function newest(lines: readonly Named[]): number {
  return Math.max(0, ...lines.map(({ points }) => points.findLast(isKnown)?.at ?? 0));
}

/** The first day on which every line that begins in the period has begun. */
function commonStart(lines: readonly Named[]): number {
  return Math.max(0, ...lines.map(({ points }) => points.find(isKnown)?.at ?? 0));
}

/** Each value as a share of the line's last value up to the base day, times 100, to one decimal. */
function indexed(points: readonly ChartPoint[], baseAt: number): readonly ChartPoint[] {
  const base = known(points).findLast(({ at }) => at <= baseAt)?.value ?? 0;
  return points.map((point) => ({
    ...point,
    value: point.value === null || base === 0 ? null : Math.round((point.value / base) * 1_000) / 10,
  }));
}

function inPeriod(lines: readonly Named[], { reading, range }: OverlaySettings): readonly Named[] {
  const start = rangeStart(range, newest(lines));
  const read = lines.map(({ name, points }) => ({
    name,
    points: (reading === 'week' ? inMode(points, 'week') : points).filter(({ at }) => at >= start),
  }));
  const baseAt = commonStart(read);
  return reading === 'indexed'
    ? read.map(({ name, points }) => ({ name, points: indexed(points, baseAt) }))
    : read;
}

function drawable(points: readonly ChartPoint[], scale: OverlayScale): readonly ChartPoint[] {
  if (scale === 'linear') return thinned(points, DRAWN_POINTS);
  const kept = points.map((point) =>
    point.value !== null && point.value <= 0 ? { ...point, value: null } : point,
  );
  return thinned(kept, DRAWN_POINTS);
}

function valueTicks({ ticks }: ValueScale, scale: OverlayScale, unit: Unit, f: Formats): readonly Tick[] {
  const values = ticks.map((at) => (scale === 'log' ? Math.round(10 ** at) : at));
  const { full, short } = writtenAs(unit, f);
  const isClear = new Set(values.map(short)).size === values.length;
  return ticks.map((at, index) => ({
    at,
    label: (isClear ? short : full)(values[index] ?? 0),
  }));
}

/**
 * @param lines daily points in time order, at most as many as there are styles
 * @param kind what they are; counts over time unless told otherwise
 */
export function overlay(
  lines: readonly Named[],
  settings: OverlaySettings,
  f: Formats,
  kind: OverlayKind = COUNTS,
): Overlay {
  const { scale, reading } = settings;
  const read = inPeriod(lines, settings);
  const drawn = read.map(({ points }) => drawable(points, scale));
  const values = drawn.flatMap(known).map(({ value }) => value);
  const times = read.flatMap(({ points }) => known(points)).map(({ at }) => at);
  const axis =
    scale === 'log' ? logScale(values) : valueScale([...values, ...kind.reach], LEAST_STEP[kind.unit]);
  const [from, until] = times.length === 0 ? [0, 0] : [Math.min(...times), Math.max(...times)];
  return {
    ...settings,
    kind,
    lines: read.map(({ name, points }, index) => ({
      name,
      points,
      letter: String.fromCodePoint(65 + index),
      style: LINE_STYLES[index % LINE_STYLES.length] ?? LINE_STYLES[0],
      drawn: drawn[index] ?? [],
    })),
    from,
    until,
    axis,
    xTicks: kind.age === null ? timeTicks(from, until, f, 5) : ageTicks(until, kind.age),
    yTicks: valueTicks(axis, scale, kind.unit, f),
    baseAt: reading === 'indexed' ? commonStart(read) : null,
    hasUndrawable:
      scale === 'log' && read.some(({ points }) => known(points).some(({ value }) => value <= 0)),
  };
}

export type OverlayRow = { readonly at: number; readonly values: readonly (number | null)[] };

/** Every time that any line has a point for, with each line's value then; oldest first. */
export function overlayRows({ lines }: Pick<Overlay, 'lines'>): readonly OverlayRow[] {
  const times = [...new Set(lines.flatMap(({ points }) => points.map(({ at }) => at)))].sort((a, b) => a - b);
  const values = lines.map(({ points }) => new Map(points.map(({ at, value }) => [at, value])));
  return times.map((at) => ({ at, values: values.map((ofLine) => ofLine.get(at) ?? null) }));
}
