/**
 * Rebuilds `networkDay`, the totals per day, from the daily rows and the dated profiles. Idempotent: a day can be rebuilt
 * at any time. What an instance counts with is decided in db/totals/counted.ts, under which keys in db/totals/dimensions.ts.
 *
 * A total is of measured figures (that day's, or carried up to 7 days) wherever there are any; figures that somebody else
 * published make a total of their own where there are none.
 */
import { NETWORK_FIGURES } from '../model.ts';
import type { Database } from '../open.ts';
import { prepared } from '../prepared.ts';
import { hold, makeHoldings, saveConcentration, type Holdings } from '../totals/concentration.ts';
import { CARRY_DAYS } from '../totals/counted.ts';
import { OTHER, partsOf, UNKNOWN, VALUES_KEPT } from '../totals/dimensions.ts';
import { histories } from '../totals/histories.ts';
import {
  add,
  addChange,
  kindOf,
  makeCells,
  summed,
  sumsOf,
  type Cells,
  type Kind,
  type Sums,
} from '../totals/tally.ts';
import { walk } from '../totals/walk.ts';

/** Days added up at once: each key takes some 10 KB meanwhile, and each span reads 8 days more than it tells. */
const SPAN_DAYS = 31;

/**
 * The sum of whoever happens to be in a small list is a fact about the list, and beside fuller days it would look like a
 * fall: imported totals are made where the lists of a day tell of at least so many instances, or of this share of a small register.
 */
const IMPORTED_LEAST = 150;
const IMPORTED_SHARE = 1 / 5;

const COLUMNS = NETWORK_FIGURES.flatMap((figure) => [
  figure,
  `${figure}Of`,
  `${figure}Measured`,
  `${figure}Same`,
]).concat('tellingBoth', 'usersOfBoth', 'activeMonthOfBoth');
const INSERT = `
  INSERT INTO networkDay (dimension, value, day, instances, measured, carried, imported, ${COLUMNS.join(', ')})
  VALUES (?, ?, ?, ?, ?, ?, ?, ${COLUMNS.map(() => '?').join(', ')})`;

/** Rebuilds the totals of all days that anything is known of. @returns how many days have a total */
export function rebuildAllNetworkDays(db: Database): number {
  const span = prepared<{ first: number | null; last: number | null }>(
    db,
    'SELECT min(day) AS first, max(day) AS last FROM day',
  ).get();
  if (span === undefined || span.first === null || span.last === null) return 0;
  prepared(db, 'DELETE FROM networkDay WHERE day NOT BETWEEN ? AND ?').run(span.first, span.last);
  rebuildNetworkDays(db, span.first, span.last);
  return (
    prepared<{ n: number }>(db, `SELECT count(*) AS n FROM networkDay WHERE dimension = 'all'`).get()?.n ?? 0
  );
}

/**
 * Rebuilds the totals of a span of days, both included. Days on which nothing was observed get no total: a gap.
 * The day after the span is made anew too, because it says how far the same instances moved since.
 * @param fromDay days since 1970-01-01 UTC
 */
export function rebuildNetworkDays(db: Database, fromDay: number, untilDay: number): void {
  const hasNext = prepared(
    db,
    `SELECT 1 FROM networkDay WHERE dimension = 'all' AND value = '' AND day = ?`,
  ).get(untilDay + 1);
  const last = hasNext === undefined ? untilDay : untilDay + 1;
  for (let day = fromDay; day <= last; day += SPAN_DAYS) {
    rebuildSpan(db, day, Math.min(day + SPAN_DAYS - 1, last));
  }
}

/** Rebuilds the totals of one day. */
export function rebuildNetworkDay(db: Database, day: number): void {
  rebuildNetworkDays(db, day, day);
}

function rebuildSpan(db: Database, fromDay: number, untilDay: number): void {
  db.transaction(() => {
    const held = {
      own: makeHoldings(untilDay - fromDay + 1),
      imported: makeHoldings(untilDay - fromDay + 1),
    };
    const tallies = tallyUp(db, fromDay, untilDay, held);
    for (const table of ['networkDay', 'concentrationDay'])
      prepared(db, `DELETE FROM ${table} WHERE day BETWEEN ? AND ?`).run(fromDay, untilDay);
    const all = tallies.get('all')?.get('');
    if (all === undefined) return;
    const least = leastImported(db);
    for (let day = fromDay; day <= untilDay; day += 1) {
      const kind = kindOf(all, day - fromDay, least);
      if (kind === null) continue;
      writeDay(db, tallies, { day, index: day - fromDay, kind });
      saveConcentration(db, day, held[kind][day - fromDay]);
    }
  }).immediate();
}

/** By dimension and value: the sums of each day. */
type Tallies = ReadonlyMap<string, ReadonlyMap<string, Cells>>;

function tallyUp(
  db: Database,
  fromDay: number,
  untilDay: number,
  held: Readonly<Record<Kind, Holdings>>,
): Tallies {
  const cells = new Map<string, Cells>();
  const cellsOf = (key: string): Cells => {
    const known = cells.get(key);
    if (known !== undefined) return known;
    const made = makeCells(untilDay - fromDay + 1);
    cells.set(key, made);
    return made;
  };
  // What counts on the day before the span was known up to the carry earlier.
  for (const history of histories(db, fromDay - 1 - CARRY_DAYS, untilDay)) {
    walk(history, fromDay, untilDay, ({ day, kind, now, before, keys, kept }) => {
      for (const key of keys) add(cellsOf(key), day - fromDay, kind, day, now);
      hold(held[kind], day - fromDay, history.instance, history.facts.operator, now.values[0] ?? null);
      if (before === null) return;
      for (const key of kept) addChange(cellsOf(key), day - fromDay, kind, before, now);
    });
  }
  const tallies = new Map<string, Map<string, Cells>>();
  for (const [key, sums] of cells) {
    const { dimension, value } = partsOf(key);
    const values = tallies.get(dimension) ?? new Map<string, Cells>();
    tallies.set(dimension, values.set(value, sums));
  }
  return tallies;
}

function leastImported(db: Database): number {
  const known = prepared<{ n: number }>(db, 'SELECT count(*) AS n FROM instance').get()?.n ?? 0;
  return Math.min(IMPORTED_LEAST, known * IMPORTED_SHARE);
}

type Place = { readonly day: number; readonly index: number; readonly kind: Kind };

function writeDay(db: Database, tallies: Tallies, place: Place): void {
  for (const [dimension, values] of tallies) {
    const [kept, rest] = mostFrequent(values, place);
    for (const { value, sums } of kept) write(db, dimension, value, place, sums);
    if (rest.length > 0) write(db, dimension, OTHER, place, summed(rest.map(({ sums }) => sums)));
  }
}

type Valued = { readonly value: string; readonly sums: Sums };

/** The values that most instances have, the unknown one always; and the rest. */
function mostFrequent(values: ReadonlyMap<string, Cells>, { index, kind }: Place): [Valued[], Valued[]] {
  const counted = [...values]
    .map(([value, cells]) => ({ value, sums: sumsOf(cells, index, kind) }))
    .filter(({ sums }) => sums.instances > 0)
    .sort(
      (a, b) =>
        Number(b.value === UNKNOWN) - Number(a.value === UNKNOWN) ||
        b.sums.instances - a.sums.instances ||
        (a.value < b.value ? -1 : 1),
    );
  return [counted.slice(0, VALUES_KEPT), counted.slice(VALUES_KEPT)];
}

function write(db: Database, dimension: string, value: string, { day, kind }: Place, sums: Sums): void {
  const measured = kind === 'own' ? sums.fresh : 0;
  const carried = kind === 'own' ? sums.instances - sums.fresh : 0;
  const imported = kind === 'own' ? 0 : sums.instances;
  const { both } = sums;
  const figures = sums.figures.flatMap((figure) => [figure.sum, figure.of, figure.measured, figure.same]);
  prepared(db, INSERT).run(
    dimension,
    value,
    day,
    sums.instances,
    measured,
    carried,
    imported,
    ...figures,
    both.of,
    both.users,
    both.activeMonth,
  );
}
