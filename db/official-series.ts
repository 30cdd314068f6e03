/** Totals of a group of instances over time, by the same carry rule as the network's. Reads daily rows only. */
import type { Domain, NetworkFigure } from './model.ts';
import type { Database } from './open.ts';
import { lastOfEach, startsBetween } from './periods.ts';
import type { Period } from './periods.ts';
import { prepared } from './prepared.ts';
import { CARRY_DAYS } from './totals/counted.ts';
import type { NetworkPoint } from './series.ts';
import { dayStart } from './time.ts';

type StoredRow = [instance: number, day: number, value: number | null, source: number | null];
/** What an instance counts with on one day. */
type Counted = { readonly value: number | null; readonly kind: 'measured' | 'carried' | 'imported' };

/**
 * The total of a figure over a group, oldest first. A day on which none of the group was observed is a gap;
 * an instance that was not read that day counts with its last figure, up to 7 days old. A week or month has its last total.
 */
export function groupSeries(
  db: Database,
  domains: readonly Domain[],
  figure: NetworkFigure | 'instances',
  interval: Period = 'day',
): readonly NetworkPoint[] {
  const points = lastOfEach(interval, dailyTotals(db, domains, figure));
  return points.flatMap((point, index) => {
    const before = points[index - 1];
    const missing = before === undefined ? [] : startsBetween(interval, before.at, point.at);
    return [...missing.map((at) => ({ ...NOTHING_KNOWN, at })), point];
  });
}

const NOTHING_KNOWN = { value: null, instances: 0, measured: 0, carried: 0, imported: 0 } as const;

/** One point for each day on which any of the group was observed. */
function dailyTotals(
  db: Database,
  domains: readonly Domain[],
  figure: NetworkFigure | 'instances',
): readonly NetworkPoint[] {
  const rows = prepared<StoredRow>(
    db,
    `SELECT d.instance, d.day, ${figure === 'instances' ? 'NULL' : `d.${figure}`}, d.source
     FROM json_each(?) AS wanted
     CROSS JOIN instance AS i ON i.domain = wanted.value
     CROSS JOIN day AS d ON d.instance = i.id
     ORDER BY d.instance, d.day`,
  )
    .raw()
    .all(JSON.stringify([...new Set(domains)]));
  const observed = [...new Set(rows.map(([, day]) => day))].sort((a, b) => a - b);
  const last = observed.at(-1) ?? 0;
  const members = Map.groupBy(rows, ([instance]) => instance);
  const counts = [...members.values()].map((row) => countedDays(row, last));
  // As for the network: what others published counts only on days on which nobody was measured.
  const own = rows.filter(([, , , source]) => source === null);
  const measured = new Set(own.map(([, day]) => day));
  const ownMembers = Map.groupBy(own, ([instance]) => instance);
  const ownCounts = [...ownMembers.values()].map((row) => countedDays(row, last));
  return observed.map((day) => {
    const counted = (measured.has(day) ? ownCounts : counts).flatMap((days) => days.get(day) ?? []);
    return total(day, counted, figure === 'instances');
  });
}

/** Each day on which an instance counts, and with what. */
function countedDays(rows: readonly StoredRow[], last: number): ReadonlyMap<number, Counted> {
  const days = new Map<number, Counted>();
  for (const [index, [, day, , source]] of rows.entries()) {
    const until = Math.min(rows[index + 1]?.[1] ?? Infinity, day + CARRY_DAYS + 1, last + 1);
    for (let on = day; on < until; on += 1) {
      const kind = source !== null ? 'imported' : on === day ? 'measured' : 'carried';
      days.set(on, { value: lastKnown(rows, index, on), kind });
    }
  }
  return days;
}

/** The newest figure that is not older than the carry allows on a day. */
function lastKnown(rows: readonly StoredRow[], index: number, on: number): number | null {
  for (let back = index; back >= 0; back -= 1) {
    const [, day, value] = rows[back] ?? [0, -Infinity, null];
    if (day < on - CARRY_DAYS) return null;
    if (value !== null) return value;
  }
  return null;
}

function total(day: number, counted: readonly Counted[], isCount: boolean): NetworkPoint {
  const known = counted.flatMap(({ value }) => (value === null ? [] : [value]));
  const sum = known.length === 0 ? null : known.reduce((before, value) => before + value, 0);
  const count = (kind: Counted['kind']): number => counted.filter((one) => one.kind === kind).length;
  return {
    at: dayStart(day),
    value: isCount ? counted.length : sum,
    instances: counted.length,
    measured: count('measured'),
    carried: count('carried'),
    imported: count('imported'),
  };
}
