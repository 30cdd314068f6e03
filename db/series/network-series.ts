/** Totals over time: of the network, or of one value of a dimension (a software, a country …). Reads the rollups only. */
import type { NetworkFigure } from '../model.ts';
import type { Database } from '../open.ts';
import { lastOfEach, startsBetween } from './periods.ts';
import type { Period } from './periods.ts';
import { prepared } from '../prepared.ts';
import { dayOf, dayStart } from '../time.ts';
import type { Dimension } from '../totals/dimensions.ts';

export type NetworkPoint = {
  /** Unix seconds, start of the period. */
  readonly at: number;
  readonly value: number | null;
  /** Instances that this figure rests on; of them told that very day, carried from the days before, imported. */
  readonly instances: number;
  readonly measured: number;
  readonly carried: number;
  readonly imported: number;
  /**
   * The total, had only the same instances been counted from one day to the next: it begins at the total, and from then on
   * moves by what the instances counted on both days gained or lost. Begins anew at the total where no two days can be held
   * against each other. `null`: unknown, and for the number of instances, where it says nothing.
   */
  readonly same: number | null;
};
/** A day's total with the change of the same instances since the day before. */
export type DailyTotal = Omit<NetworkPoint, 'same'> & { readonly change: number | null };

/** One value of one dimension; default: all instances. */
export type Slice = { readonly dimension: Dimension; readonly value: string };
export const WHOLE: Slice = { dimension: 'all', value: '' };

/** Bounds where none are given: earlier and later than anything stored. */
const EARLIEST = 0;
const LATEST = 253_402_300_799;

/**
 * Totals, oldest first: a point per period, the last known value of each; every missing period between two stored ones is `null`.
 * @param from Unix seconds, included, with the whole day it lies in; until the same
 */
export function networkSeries(
  db: Database,
  figure: NetworkFigure | 'instances',
  interval: Period,
  from: number = EARLIEST,
  until: number = LATEST,
  { dimension, value }: Slice = WHOLE,
): readonly NetworkPoint[] {
  const isCount = figure === 'instances';
  const [of, measured, change] = isCount
    ? ['instances', 'measured', 'NULL']
    : [`${figure}Of`, `${figure}Measured`, `${figure}Same`];
  const rows = prepared<Omit<DailyTotal, 'at'> & { day: number }>(
    db,
    `SELECT day, ${figure} AS value, ${of} AS instances, ${measured} AS measured,
       iif(imported > 0, 0, ${of} - ${measured}) AS carried, iif(imported > 0, ${of}, 0) AS imported, ${change} AS change
     FROM networkDay
     WHERE dimension = ? AND value = ? AND day BETWEEN ? AND ?
     ORDER BY day`,
  ).all(dimension, value, dayOf(from), dayOf(until));
  return inPeriods(
    interval,
    rows.map(({ day, ...total }) => ({ at: dayStart(day), ...total })),
  );
}

/** Daily totals in time order as points of an interval. */
export function inPeriods(interval: Period, totals: readonly DailyTotal[]): readonly NetworkPoint[] {
  const points = lastOfEach(interval, chained(totals));
  return points.flatMap((point, index) => {
    const before = points[index - 1];
    const missing = before === undefined ? [] : startsBetween(interval, before.at, point.at);
    return [...missing.map((at) => ({ ...NOTHING_KNOWN, at })), point];
  });
}

/** What a total rests on: figures of that very day, of the days before, or of somebody else. */
export function standingOf({
  measured,
  carried,
  imported,
}: Pick<NetworkPoint, 'measured' | 'carried' | 'imported'>): 'measured' | 'carried' | 'imported' {
  if (measured > 0) return 'measured';
  return imported > carried ? 'imported' : 'carried';
}

/** The first and the last day with a total, days since 1970-01-01 UTC; `null`: there are none. */
export function totalsSpan(db: Database): { readonly first: number; readonly last: number } | null {
  const { first, last } = prepared<{ first: number | null; last: number | null }>(
    db,
    `SELECT
       (SELECT min(day) FROM networkDay WHERE dimension = 'all' AND value = '') AS first,
       (SELECT max(day) FROM networkDay WHERE dimension = 'all' AND value = '') AS last`,
  ).get() ?? { first: null, last: null };
  return first === null || last === null ? null : { first, last };
}

const NOTHING_KNOWN = {
  value: null,
  instances: 0,
  measured: 0,
  carried: 0,
  imported: 0,
  same: null,
} as const;

function chained(totals: readonly DailyTotal[]): NetworkPoint[] {
  let line: number | null = null;
  return totals.map(({ change, ...total }, index) => {
    if (line === null || change === null || total.value === null) line = total.value;
    else line += change;
    // A single total is no line.
    const isLine = change !== null || (totals[index + 1]?.change ?? null) !== null;
    return { ...total, same: isLine ? line : null };
  });
}
