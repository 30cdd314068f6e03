/** Counts of the directory's filters: how many instances each choice would show. */
import { byFacet, type DirectoryFilter, type FacetName } from './filter.ts';
import { currentListing } from './listed.ts';
import type { Column, Listing } from './listing.ts';
import { remembered } from '../memo.ts';
import type { Database } from '../open.ts';
import { findByWords } from './search.ts';
import { judge } from './selection.ts';

export type Facet = {
  readonly value: string;
  /** Instances that choosing this value would show. */
  readonly count: number;
  /** Instances of which this value is only a guess; in `count` when the filter lets guesses count. */
  readonly guessed: number;
};
export type Facets = Readonly<Record<FacetName, readonly Facet[]>>;

const facetsOnce = remembered<Facets>();

/** Each facet counted with every filter but its own; the most frequent values first, then by name. Unknown is no value. */
export function facets(db: Database, filter: DirectoryFilter): Facets {
  return facetsOnce(db, JSON.stringify(filter), () => {
    const listing = currentListing(db);
    return countFacets(listing, filter, filter.q === undefined ? null : findByWords(db, filter.q));
  });
}

function countFacets(listing: Listing, filter: DirectoryFilter, found: ReadonlySet<number> | null): Facets {
  const { fitting, missing } = positionsOf(listing, filter, found);
  return byFacet((name) => {
    const { guesses, ...known } = listing.facets[name];
    const sets = [fitting, missing[name]];
    const guessed = guesses === null ? new Map<string, number>() : countValues(guesses, sets);
    return facetOf(countValues(known, sets), guessed, filter.guesses === true);
  });
}

/** Positions that fit the whole filter, and those that fit all of it but one facet. */
function positionsOf(
  listing: Listing,
  filter: DirectoryFilter,
  found: ReadonlySet<number> | null,
): { fitting: readonly number[]; missing: Readonly<Record<FacetName, number[]>> } {
  const verdictOn = judge(listing, filter, found);
  const fitting: number[] = [];
  const missing = byFacet((): number[] => []);
  for (let position = 0; position < listing.ids.length; position += 1) {
    const verdict = verdictOn(position);
    if (verdict === 'in') fitting.push(position);
    else if (verdict !== 'out') missing[verdict].push(position);
  }
  return { fitting, missing };
}

/** How many of the positions have each value. */
function countValues({ codes, values }: Column, sets: readonly (readonly number[])[]): Map<string, number> {
  const counts = new Uint32Array(values.length);
  for (const positions of sets) {
    for (const position of positions) {
      const code = codes[position] ?? 0;
      counts[code] = (counts[code] ?? 0) + 1;
    }
  }
  const found = new Map<string, number>();
  for (const [code, instances] of counts.entries()) {
    if (instances === 0) continue;
    for (const value of values[code] ?? []) found.set(value, (found.get(value) ?? 0) + instances);
  }
  return found;
}

function facetOf(
  known: ReadonlyMap<string, number>,
  guessed: ReadonlyMap<string, number>,
  isGuessCounted: boolean,
): Facet[] {
  return [...new Set([...known.keys(), ...guessed.keys()])]
    .map((value) => {
      const guesses = guessed.get(value) ?? 0;
      return { value, count: (known.get(value) ?? 0) + (isGuessCounted ? guesses : 0), guessed: guesses };
    })
    .sort((a, b) => b.count - a.count || b.guessed - a.guessed || (a.value < b.value ? -1 : 1));
}
