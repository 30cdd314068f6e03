/** Where the marks of an axis stand: round numbers and calendar dates (UTC). Pure. */
import { DAY } from '../../db/time.ts';
import type { Formats } from '../format.ts';

export type Tick = { readonly at: number; readonly label: string };
export type ValueScale = { readonly low: number; readonly high: number; readonly ticks: readonly number[] };

/** Value lines a graph has at most, besides the lowest. */
const VALUE_STEPS = 4;
/** Below this share of the highest value the lowest one pulls the scale down to zero. */
const NEAR_ZERO = 0.5;

/** The smallest 1, 2 or 5 times a power of ten that is not below `rough`, nor below `least`. */
function roundStep(rough: number, least: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(rough, least)));
  const factor = [1, 2, 5].find((candidate) => candidate * power >= rough) ?? 10;
  return Math.max(least, factor * power);
}

/** Without what adding up fractions leaves behind: 0.3, not 0.30000000000000004. */
function clean(value: number, step: number): number {
  return step >= 1 ? value : Number(value.toPrecision(12));
}

/**
 * A scale with round marks around the values; it begins at zero unless they differ and all lie far above it.
 * @param least distance of two marks: counts have no fractions
 */
export function valueScale(values: readonly number[], least = 1): ValueScale {
  let [lowest, most] = [Infinity, -Infinity];
  for (const value of values) [lowest, most] = [Math.min(lowest, value), Math.max(most, value)];
  if (lowest > most) [lowest, most] = [0, 1];
  const floor = lowest >= 0 && (lowest < most * NEAR_ZERO || lowest === most) ? 0 : lowest;
  const ceiling = most <= 0 && lowest < 0 ? 0 : most;
  const step = roundStep((ceiling - floor) / VALUE_STEPS, least);
  const low = clean(Math.floor(floor / step) * step, step);
  const high = clean(Math.max(Math.ceil(ceiling / step - (least < 1 ? 1e-9 : 0)) * step, low + step), step);
  return {
    low,
    high,
    ticks: Array.from({ length: Math.round((high - low) / step) + 1 }, (_, index) =>
      clean(low + index * step, step),
    ),
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

/** Months between the marks of an axis of ages, from fine to coarse. */
const AGE_STEPS = [1, 2, 3, 6, 12, 24, 60];
/** A twelfth of a year. */
export const MONTH_SECONDS = 30.4375 * DAY;

/** At most `most` marks between birth and an age (seconds), at whole months or years. @param label for a number of months */
export function ageTicks(until: number, label: (months: number) => string, most = 8): readonly Tick[] {
  const oldest = until / MONTH_SECONDS;
  const step = AGE_STEPS.find((one) => oldest / one <= most) ?? 120;
  return Array.from({ length: Math.floor(oldest / step) + 1 }, (_, index) => index * step).map((count) => ({
    at: count * MONTH_SECONDS,
    label: label(count),
  }));
}
