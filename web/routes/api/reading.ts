/** How a series is asked for: totals, or changes per day or week, and over which span. Nothing here touches the database. */
import { Type } from 'typebox';
import type { Interval } from '../../../db/model.ts';
import { periodStart } from '../../../db/series/periods.ts';
import { differences } from '../../charts/mode.ts';
import { MODES, type Mode } from '../../charts/points.ts';
import { RequestError } from '../../failure.ts';
import { OneOf } from './schemas.ts';

export const ModeParameter = Type.Optional(
  OneOf(MODES, {
    description:
      'total by default; day, week, month: the change from the one before, in place of the total; interval then is the same or left out.',
  }),
);

/** @throws RequestError where mode and interval contradict each other */
export function readMode<T extends Interval>({
  mode = 'total',
  interval,
}: {
  readonly mode?: Mode;
  readonly interval?: T;
}): { readonly mode: Mode; readonly interval: T | Exclude<Mode, 'total'> } {
  if (mode === 'total') return { mode, interval: interval ?? 'day' };
  if (interval !== undefined && interval !== mode)
    throw new RequestError(
      400,
      'invalid-parameter',
      `interval has to be ${mode}, or left out, where mode is ${mode}.`,
    );
  return { mode, interval: mode };
}

type SpanAsked = { readonly from?: number; readonly until?: number };
/** Whether all there is was asked for: what many ask for alike. */
export function isWhole({ from, until }: SpanAsked): boolean {
  return from === undefined && until === undefined;
}

type Dated = { readonly at: number; readonly value: number | null };

/**
 * Reads totals and turns them into changes, where those are asked for. The first change of a span is to the period before it.
 * @param read the totals of a span, by the interval that the mode goes by
 * @param isComparable whether two totals count the same thing
 */
export function inSpan<T extends Dated>(
  mode: Mode,
  { from, until }: SpanAsked,
  read: (from: number | undefined, until: number | undefined) => readonly T[],
  isComparable?: (before: T, after: T) => boolean,
): readonly (T & Dated)[] {
  if (mode === 'total') return read(from, until);
  if (from === undefined) return differences(read(from, until), mode, isComparable);
  const start = periodStart(mode, from);
  const points = read(periodStart(mode, start - 1), until);
  const changes = differences(points, mode, isComparable);
  const [first] = points;
  // What stands first is either the total before the span, or has none before it: then its change is unknown.
  return first !== undefined && first.at >= start ? [{ ...first, value: null }, ...changes] : changes;
}
