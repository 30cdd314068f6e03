/**
 * What one instance counts with on a day: the carry rule. Pure.
 *
 * A figure counts with its newest value up to 7 days old, so that a failed visit or a blind crawler makes no dip. Figures
 * measured by us and figures that others published are kept apart: no total mixes them.
 */
import { NETWORK_FIGURES } from '../model.ts';

/** How long the last known figure of an instance stands in for a missing one. */
export const CARRY_DAYS = 7;

const FIGURES = NETWORK_FIGURES.length;

/** A daily row: day, source (`null`: ours), then the figures in the order of `NETWORK_FIGURES`. */
export type DayRow = readonly [day: number, source: number | null, ...figures: (number | null)[]];

/** What an instance counts with on one day, of one kind (ours or imported). */
export type Counted = {
  /** Day of its newest row, and its source; it counts as an instance while that is no older than the carry. */
  newest: number;
  newestSource: number | null;
  /** By figure: the value; `null`: unknown. */
  readonly values: (number | null)[];
  /** By figure: day and source the value is of. */
  readonly days: number[];
  readonly sources: (number | null)[];
};

const NEVER = -1_000_000;

export function nothingCounted(): Counted {
  return {
    newest: NEVER,
    newestSource: null,
    values: Array.from({ length: FIGURES }, () => null),
    days: Array.from({ length: FIGURES }, () => NEVER),
    sources: Array.from({ length: FIGURES }, () => null),
  };
}

/** Takes over a later row of the same kind. */
export function advance(counted: Counted, row: DayRow): void {
  counted.newest = row[0];
  counted.newestSource = row[1];
  for (let figure = 0; figure < FIGURES; figure += 1) {
    const value = row[figure + 2] ?? null;
    if (value === null) continue;
    counted.values[figure] = value;
    counted.days[figure] = row[0];
    counted.sources[figure] = row[1];
  }
}

/** Forgets what is too old to count on a day. */
export function expire(counted: Counted, day: number): void {
  for (let figure = 0; figure < FIGURES; figure += 1) {
    if ((counted.days[figure] ?? NEVER) < day - CARRY_DAYS) counted.values[figure] = null;
  }
}

/**
 * Whether it counts on a day. An instance missing in a list of others is carried like one that does not answer; a list
 * that does not go on is not: its last day would stand beside another list's for a week, and then fall away at once.
 */
export function isCounted({ newest, newestSource }: Counted, day: number, isListed: IsListed): boolean {
  if (newest === day) return true;
  return newest >= day - CARRY_DAYS && (newestSource === null || isListed(newestSource, day));
}

/** Whether a publication told of a day at all. */
export type IsListed = (source: number, day: number) => boolean;

/** Overwrites one with the other: what was today's becomes what was yesterday's, without a new object for each day. */
export function copyInto(target: Counted, from: Counted): void {
  target.newest = from.newest;
  target.newestSource = from.newestSource;
  for (let figure = 0; figure < FIGURES; figure += 1) {
    target.values[figure] = from.values[figure] ?? null;
    target.days[figure] = from.days[figure] ?? NEVER;
    target.sources[figure] = from.sources[figure] ?? null;
  }
}
