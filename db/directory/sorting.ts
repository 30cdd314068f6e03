/** The orders of the directory: what each one compares, and the first so many of a list without sorting the rest. Pure. */
import type { CursorPlace } from './cursor.ts';
import { fairDraw } from './fair.ts';
import type { DirectoryFilter } from './filter.ts';
import type { Listing } from './listing.ts';
import { relevanceOf } from './search.ts';

/**
 * relevance: how well it answers `q`; without one, like users · activity: share of accounts active in a month ·
 * growth: change of users over 7 days · age: days it has been known for · fair: by lot, with a chance that size hardly raises.
 */
export const DIRECTORY_SORTS = [
  'relevance',
  'users',
  'activeMonth',
  'activity',
  'statuses',
  'connections',
  'growth',
  'age',
  'domain',
  'fair',
] as const;
export type DirectorySort = (typeof DIRECTORY_SORTS)[number];

export type Order = {
  readonly sort: DirectorySort;
  readonly order: 'asc' | 'desc';
  /** What the lots of the fair order are drawn with. */
  readonly seed: string;
};

/** By name from A, by lot from the first, by figures from the largest. */
export function naturalOrder(sort: DirectorySort): 'asc' | 'desc' {
  return sort === 'domain' || sort === 'fair' ? 'asc' : 'desc';
}

/** More than any value that is sorted by, and small enough to stay exact when added to one. */
const BEHIND = 2 ** 51;

/**
 * What an order compares: a whole number for each instance, `null` where it is not known, and for all of them by domain.
 * Instances that are gone or have moved stand behind those that are there, in either order.
 */
export function valuesBy(
  listing: Listing,
  order: Order,
  filter: DirectoryFilter,
): (position: number) => number | null {
  const valueOf = ownValuesBy(listing, order, filter);
  const behind = order.order === 'desc' ? -BEHIND : BEHIND;
  return (position) => {
    const value = valueOf(position);
    return value !== null && listing.areOver[position] === true ? value + behind : value;
  };
}

function ownValuesBy(
  listing: Listing,
  { sort, seed }: Order,
  { q }: DirectoryFilter,
): (position: number) => number | null {
  const { figures, lots, firstDays, newestDay } = listing;
  const at = (column: readonly (number | null)[]) => (position: number) => column[position] ?? null;
  switch (sort) {
    case 'domain':
      return () => null;
    case 'relevance':
      return q === undefined ? at(figures.users) : relevanceOf(listing, q);
    case 'activity':
      return (position) => activity(figures.users[position] ?? null, figures.activeMonth[position] ?? null);
    case 'growth':
      return at(figures.users7);
    case 'age':
      return (position) => {
        const firstDay = firstDays[position] ?? null;
        return firstDay === null ? null : newestDay - firstDay;
      };
    case 'fair': {
      const draw = fairDraw(seed);
      return (position) => draw(lots[position] ?? 0, figures.users[position] ?? null);
    }
    default:
      return at(figures[sort]);
  }
}

/** Normal quantile of 95 % confidence. */
const Z = 1.96;
const PER_MILLION = 1_000_000;

/**
 * Share of accounts that were active, in millionths: the lower end of what the numbers allow (Wilson's interval), so that
 * the one account of an instance of one does not outrank the crowd of another.
 */
export function activity(users: number | null, activeMonth: number | null): number | null {
  if (users === null || activeMonth === null || users === 0) return null;
  const share = Math.min(1, activeMonth / users);
  const middle = share + Z ** 2 / (2 * users);
  const spread = Z * Math.sqrt((share * (1 - share) + Z ** 2 / (4 * users)) / users);
  return Math.floor(((middle - spread) / (1 + Z ** 2 / users)) * PER_MILLION);
}

/** A place in a list: a sort value and a domain. */
type Ranked = CursorPlace & { readonly position: number };

/** Unknown values come last in either order, ties by domain from a to z; by domain alone, the order decides. */
export function comparison({ sort, order }: Order): (a: CursorPlace, b: CursorPlace) => number {
  const sign = order === 'desc' ? -1 : 1;
  const byDomain = (a: CursorPlace, b: CursorPlace): number =>
    a.domain === b.domain ? 0 : a.domain < b.domain ? -1 : 1;
  if (sort === 'domain') return (a, b) => sign * byDomain(a, b);
  return (a, b) => {
    if (a.value === b.value) return byDomain(a, b);
    if (a.value === null || b.value === null) return a.value === null ? 1 : -1;
    return sign * (a.value - b.value);
  };
}

/** Collects the first `limit` of what it is given, whatever the order it comes in. */
export function firstOf(
  limit: number,
  compare: (a: CursorPlace, b: CursorPlace) => number,
): { readonly rows: readonly Ranked[]; readonly take: (one: Ranked) => void } {
  const rows: Ranked[] = [];
  return {
    rows,
    take: (one) => {
      const last = rows.at(-1);
      if (rows.length === limit && last !== undefined && compare(one, last) >= 0) return;
      rows.splice(placeIn(rows, one, compare), 0, one);
      if (rows.length > limit) rows.pop();
    },
  };
}

function placeIn(
  rows: readonly Ranked[],
  one: Ranked,
  compare: (a: CursorPlace, b: CursorPlace) => number,
): number {
  let [from, until] = [0, rows.length];
  while (from < until) {
    const middle = (from + until) >> 1;
    const row = rows[middle];
    if (row !== undefined && compare(row, one) <= 0) from = middle + 1;
    else until = middle;
  }
  return from;
}
