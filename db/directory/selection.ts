/** Decides which listed instances a filter lets through: the one pass that lists, counts and facets share. Pure. */
import { FACETS, readValue } from './filter.ts';
import type { DirectoryFilter, FacetName } from './filter.ts';
import { NOBODY } from './listing.ts';
import type { Column, FacetColumn, Listing } from './listing.ts';

/** A facet that the filter asks about: for each code, whether it fits. */
type Asked = {
  readonly name: FacetName;
  readonly column: FacetColumn;
  readonly fits: readonly boolean[];
  /** Of the guesses; `null` where guesses do not count. */
  readonly guessFits: readonly boolean[] | null;
};

/** Fits everything; or everything but one facet; or is out. */
export type Verdict = 'in' | 'out' | FacetName;

/** @param found row ids that the words let through; `null`: no words */
export function judge(
  listing: Listing,
  filter: DirectoryFilter,
  found: ReadonlySet<number> | null,
): (position: number) => Verdict {
  const asked = askedOf(listing, filter);
  const hasSize = sizeTest(listing, filter);
  return (position) => {
    const id = listing.ids[position] ?? NOBODY;
    if (id === NOBODY || (found !== null && !found.has(id))) return 'out';
    if (!hasSize(position)) return 'out';
    let failed: FacetName | null = null;
    for (const one of asked) {
      if (isFitting(one, position)) continue;
      if (failed !== null) return 'out';
      failed = one.name;
    }
    return failed ?? 'in';
  };
}

function isFitting({ column, fits, guessFits }: Asked, position: number): boolean {
  if (fits[column.codes[position] ?? 0] === true) return true;
  return guessFits !== null && guessFits[column.guesses?.codes[position] ?? 0] === true;
}

function askedOf(listing: Listing, filter: DirectoryFilter): readonly Asked[] {
  return FACETS.flatMap((name) => {
    const values = (filter[name] ?? []).map((value) => readValue(name, value) ?? value);
    if (values.length === 0) return [];
    const column = listing.facets[name];
    const guessFits =
      column.guesses === null || filter.guesses !== true ? null : fitting(column.guesses, values);
    return [{ name, column, fits: fitting(column, values), guessFits }];
  });
}

function fitting(column: Column, asked: readonly string[]): readonly boolean[] {
  const wanted = new Set(asked);
  return column.values.map((values) => values.some((value) => wanted.has(value)));
}

function sizeTest(
  { figures }: Listing,
  { minUsers, maxUsers }: DirectoryFilter,
): (position: number) => boolean {
  if (minUsers === undefined && maxUsers === undefined) return () => true;
  const [least, most] = [minUsers ?? 0, maxUsers ?? Number.POSITIVE_INFINITY];
  return (position) => {
    const users = figures.users[position] ?? null;
    return users !== null && users >= least && users <= most;
  };
}
