/** Periods of a series: where an hour, a day, an ISO week and a month start, and which come in between. Pure, UTC. */
import { DAY, WEEK } from '../time.ts';

export type Period = 'hour' | 'day' | 'week' | 'month';

const HOUR = 3_600;

/** 1970-01-01 was a Thursday: the Monday before it is 3 days earlier. */
const EPOCH_WEEKDAY_SECONDS = 3 * DAY;

/** Unix seconds of the start of the period that `at` lies in; weeks start on Monday. */
export function periodStart(period: Period, at: number): number {
  if (period === 'hour') return at - (((at % HOUR) + HOUR) % HOUR);
  if (period === 'day') return at - (((at % DAY) + DAY) % DAY);
  if (period === 'week') return at - ((((at + EPOCH_WEEKDAY_SECONDS) % WEEK) + WEEK) % WEEK);
  const date = new Date(at * 1000);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1) / 1000;
}

/** Start of the period after the one that starts at `start`. */
export function nextPeriod(period: Period, start: number): number {
  if (period === 'hour') return start + HOUR;
  if (period === 'day') return start + DAY;
  if (period === 'week') return start + WEEK;
  const date = new Date(start * 1000);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1) / 1000;
}

/**
 * One point per period out of points in time order: the last of each that has a value, or the last of it where none has.
 * The period's start becomes the point's time.
 */
export function lastOfEach<T extends { readonly at: number; readonly value: number | null }>(
  period: Period,
  points: readonly T[],
): T[] {
  const kept: T[] = [];
  for (const point of points) {
    const at = periodStart(period, point.at);
    const before = kept.at(-1);
    if (before?.at !== at) kept.push({ ...point, at });
    else if (point.value !== null || before.value === null) kept[kept.length - 1] = { ...point, at };
  }
  return kept;
}

/** The starts of the periods strictly between two starts. */
export function startsBetween(period: Period, from: number, until: number): number[] {
  const starts: number[] = [];
  for (let at = nextPeriod(period, from); at < until; at = nextPeriod(period, at)) starts.push(at);
  return starts;
}
