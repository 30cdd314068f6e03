/** Where the marks of an axis stand: round numbers and calendar dates (UTC). Pure. */
import { DAY } from '../../db/time.ts';
import type { Formats } from '../format.ts';

export type Tick = { readonly at: number; readonly label: string };
export type ValueScale = { readonly low: number; readonly high: number; readonly ticks: readonly number[] };

/** Value lines a graph has at most, besides the lowest. */
const VALUE_STEPS = 4;
/** Below this share of the highest value the lowest one pulls the scale down to zero. */
const NEAR_ZERO = 0.5;

/** The smallest 1, 2 or 5 times a power of ten that is not below `rough`; counts have no fractions, so at least 1. */
function roundStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(rough, 1)));
  const factor = [1, 2, 5].find((candidate) => candidate * power >= rough) ?? 10;
  return Math.max(1, factor * power);
}

/** A scale with round marks around the values; it begins at zero unless they differ and all lie far above it. */
export function valueScale(values: readonly number[]): ValueScale {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) [least, most] = [Math.min(least, value), Math.max(most, value)];
  if (least > most) [least, most] = [0, 1];
  const floor = least >= 0 && (least < most * NEAR_ZERO || least === most) ? 0 : least;
  const ceiling = most <= 0 && least < 0 ? 0 : most;
  const step = roundStep((ceiling - floor) / VALUE_STEPS);
  const low = Math.floor(floor / step) * step;
  const high = Math.max(Math.ceil(ceiling / step) * step, low + step);
  return {
    low,
    high,
    ticks: Array.from({ length: Math.round((high - low) / step) + 1 }, (_, index) => low + index * step),
  };
}

type Calendar = {
  readonly unit: 'day' | 'month';
  readonly every: number;
  readonly label: 'dayMonth' | 'month' | 'year';
};
/** From fine to coarse. */
const CALENDARS: readonly Calendar[] = [
  { unit: 'day', every: 1, label: 'dayMonth' },
  { unit: 'day', every: 2, label: 'dayMonth' },
  { unit: 'day', every: 7, label: 'dayMonth' },
  { unit: 'day', every: 14, label: 'dayMonth' },
  { unit: 'month', every: 1, label: 'month' },
  { unit: 'month', every: 2, label: 'month' },
  { unit: 'month', every: 3, label: 'month' },
  { unit: 'month', every: 6, label: 'month' },
  { unit: 'month', every: 12, label: 'year' },
  { unit: 'month', every: 24, label: 'year' },
  { unit: 'month', every: 60, label: 'year' },
];

/** Days are counted from Monday 1970-01-05, so that steps of a week fall on Mondays. */
function days(from: number, until: number, every: number): readonly number[] {
  const step = every * DAY;
  const first = Math.ceil((from - 4 * DAY) / step) * step + 4 * DAY;
  return Array.from(
    { length: Math.max(0, Math.floor((until - first) / step) + 1) },
    (_, index) => first + index * step,
  );
}

function months(from: number, until: number, every: number): readonly number[] {
  const start = new Date(from * 1000);
  const month = start.getUTCFullYear() * 12 + start.getUTCMonth();
  const moments: number[] = [];
  for (let count = Math.floor(month / every) * every; moments.length < 100; count += every) {
    const at = Date.UTC(Math.floor(count / 12), count % 12) / 1000;
    if (at > until) break;
    if (at >= from) moments.push(at);
  }
  return moments;
}

/** At most `most` marks on calendar dates between two moments (Unix seconds). */
export function timeTicks(from: number, until: number, f: Formats, most = 6): readonly Tick[] {
  for (const { unit, every, label } of CALENDARS) {
    const step = every * DAY * (unit === 'month' ? 30.4 : 1);
    if ((until - from) / step > most) continue;
    const moments = unit === 'day' ? days(from, until, every) : months(from, until, every);
    return moments.map((at) => ({ at, label: f[label](at) }));
  }
  return [from, until].map((at) => ({ at, label: f.year(at) }));
}
