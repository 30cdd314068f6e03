/** Adds instances up by key and day, over a span of days. Pure; holds sums only, never who is in them. */
import { NETWORK_FIGURES } from '../model.ts';
import type { Counted } from './counted.ts';

const FIGURES = NETWORK_FIGURES.length;
/**
 * Of one kind and day: instances, and those with a row of that very day; then for each figure its sum, instances, measured,
 * change of the same, and how many those are; last, of instances that tell users and active accounts: how many, and both.
 */
const OF_FIGURE = 5;
const BOTH = 2 + FIGURES * OF_FIGURE;
const KIND = BOTH + 3;
const [USERS, ACTIVE] = [NETWORK_FIGURES.indexOf('users'), NETWORK_FIGURES.indexOf('activeMonth')];
/** Ours first, then imported. */
const CELL = 2 * KIND;

export type Kind = 'own' | 'imported';
const OFFSET: Readonly<Record<Kind, number>> = { own: 0, imported: KIND };

export type FigureSum = {
  readonly sum: number | null;
  readonly of: number;
  readonly measured: number;
  readonly same: number | null;
};
export type Sums = {
  readonly instances: number;
  /** With a row of that very day. */
  readonly fresh: number;
  readonly figures: readonly FigureSum[];
  /** Of the instances that tell users and active accounts. */
  readonly both: { readonly of: number; readonly users: number | null; readonly activeMonth: number | null };
};

/** Sums of one key: a cell for each day of the span. */
export type Cells = Float64Array;

export function makeCells(days: number): Cells {
  return new Float64Array(days * CELL);
}

/** Adds what an instance counts with on a day. */
export function add(cells: Cells, index: number, kind: Kind, day: number, counted: Counted): void {
  const at = index * CELL + OFFSET[kind];
  bump(cells, at, 1);
  if (counted.newest === day) bump(cells, at + 1, 1);
  for (let figure = 0; figure < FIGURES; figure += 1) {
    const value = counted.values[figure] ?? null;
    if (value === null) continue;
    const place = at + 2 + figure * OF_FIGURE;
    bump(cells, place, value);
    bump(cells, place + 1, 1);
    if (counted.days[figure] === day) bump(cells, place + 2, 1);
  }
  const [users, active] = [counted.values[USERS] ?? null, counted.values[ACTIVE] ?? null];
  if (users === null || active === null) return;
  bump(cells, at + BOTH, 1);
  bump(cells, at + BOTH + 1, users);
  bump(cells, at + BOTH + 2, active);
}

/** Adds the change of an instance that is under this key on both days. Figures of different sources are not compared. */
export function addChange(cells: Cells, index: number, kind: Kind, before: Counted, now: Counted): void {
  const at = index * CELL + OFFSET[kind];
  for (let figure = 0; figure < FIGURES; figure += 1) {
    const [first, last] = [before.values[figure] ?? null, now.values[figure] ?? null];
    if (first === null || last === null || before.sources[figure] !== now.sources[figure]) continue;
    const place = at + 2 + figure * OF_FIGURE;
    bump(cells, place + 3, last - first);
    bump(cells, place + 4, 1);
  }
}

function bump(cells: Cells, at: number, by: number): void {
  cells[at] = (cells[at] ?? 0) + by;
}

/** The sums of a key on a day. */
export function sumsOf(cells: Cells, index: number, kind: Kind): Sums {
  const at = index * CELL + OFFSET[kind];
  const read = (place: number): number => cells[place] ?? 0;
  return {
    instances: read(at),
    fresh: read(at + 1),
    figures: NETWORK_FIGURES.map((_, figure) => {
      const place = at + 2 + figure * OF_FIGURE;
      const of = read(place + 1);
      return {
        sum: of === 0 ? null : read(place),
        of,
        measured: kind === 'own' ? read(place + 2) : 0,
        same: read(place + 4) === 0 ? null : read(place + 3),
      };
    }),
    both: bothOf(read(at + BOTH), read(at + BOTH + 1), read(at + BOTH + 2)),
  };
}

function bothOf(of: number, users: number, activeMonth: number): Sums['both'] {
  return of === 0 ? { of, users: null, activeMonth: null } : { of, users, activeMonth };
}

/**
 * Which figures make the total of a day; `null`: it has none.
 * @param leastOfImported instances that it takes, in lists that tell of that day
 */
export function kindOf(all: Cells, index: number, leastOfImported: number): Kind | null {
  const own = sumsOf(all, index, 'own');
  if (own.instances > 0) return own.fresh > 0 ? 'own' : null;
  const { fresh, instances } = sumsOf(all, index, 'imported');
  return fresh > 0 && instances >= leastOfImported ? 'imported' : null;
}

/** The sums of several keys of one dimension and day, together. */
export function summed(list: readonly Sums[]): Sums {
  const total = (read: (sums: Sums) => number | null): number | null => {
    const known = list.map(read).filter((value) => value !== null);
    return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
  };
  return {
    instances: total(({ instances }) => instances) ?? 0,
    fresh: total(({ fresh }) => fresh) ?? 0,
    figures: NETWORK_FIGURES.map((_, figure) => ({
      sum: total(({ figures }) => figures[figure]?.sum ?? null),
      of: total(({ figures }) => figures[figure]?.of ?? 0) ?? 0,
      measured: total(({ figures }) => figures[figure]?.measured ?? 0) ?? 0,
      same: total(({ figures }) => figures[figure]?.same ?? null),
    })),
    both: bothOf(
      total(({ both }) => both.of) ?? 0,
      total(({ both }) => both.users) ?? 0,
      total(({ both }) => both.activeMonth) ?? 0,
    ),
  };
}
