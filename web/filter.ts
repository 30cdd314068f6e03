/** Reads the directory's filters, order and place out of an address, and writes them back. What is not understood is left out and told. */
import { parseDay } from '../db/time.ts';
import type { DirectoryFilter } from '../db/directory/directory.ts';
import { FACETS, readValue, type FacetName } from '../db/directory/filter.ts';
import { DIRECTORY_SORTS, naturalOrder, type DirectorySort } from '../db/directory/sorting.ts';

export type Listing = {
  /** 'YYYY-MM-DD': as of that past day; left out: now. */
  readonly on?: string;
  readonly filter: DirectoryFilter;
  readonly sort: DirectorySort;
  readonly order: 'asc' | 'desc';
  /** Of the fair order; `null`: today's. */
  readonly seed: string | null;
  readonly after: string | null;
  /** Filters that were asked for and do not exist. */
  readonly strange: readonly StrangeTerm[];
  /** Whether all of the address was understood. */
  readonly isUnderstood: boolean;
};
/** Something asked for that means nothing here, as it stood in the address. */
export type StrangeTerm = { readonly name: string; readonly value: string };

/** Longest text a filter may be; longer is no honest search. */
const MAX_TEXT = 100;
/** Values one filter may list. */
const MAX_VALUES = 40;
/** What a seed looks like. */
export const SEED = /^[A-Za-z0-9-]{1,40}$/;

/** `language=fr&language=de` (a form) and `language=fr,de` (a hand) mean the same. */
function listed(query: URLSearchParams, name: string): readonly string[] {
  const values = query.getAll(name).flatMap((text) => text.split(','));
  return [...new Set(values.map((value) => value.trim()).filter((value) => value !== ''))].slice(
    0,
    MAX_VALUES,
  );
}

/** A whole number from 0 up; `null` when empty, `undefined` when it is something else. */
function count(text: string | null): number | null | undefined {
  if (text === null || text.trim() === '') return null;
  return /^\d{1,12}$/.test(text.trim()) ? Number(text) : undefined;
}

/** By how well it answers where there are words to answer, else by size. */
export function usualSort({ q }: DirectoryFilter): DirectorySort {
  return q === undefined ? 'users' : 'relevance';
}

type ReadFilter = { readonly filter: DirectoryFilter; readonly strange: readonly StrangeTerm[] };

function readFilter(query: URLSearchParams): ReadFilter {
  const lists: { [Name in FacetName]?: readonly string[] } = {};
  const strange: StrangeTerm[] = [];
  for (const name of FACETS) {
    const asked = listed(query, name);
    const known = asked.flatMap((value) => readValue(name, value) ?? []);
    if (known.length > 0) lists[name] = [...new Set(known)];
    for (const value of asked) if (readValue(name, value) === null) strange.push({ name, value });
  }
  const q = (query.get('q') ?? '').trim().slice(0, MAX_TEXT);
  const sizes: { minUsers?: number; maxUsers?: number } = {};
  for (const name of ['minUsers', 'maxUsers'] as const) {
    const users = count(query.get(name));
    if (typeof users === 'number') sizes[name] = users;
    else if (users === undefined) strange.push({ name, value: query.get(name) ?? '' });
  }
  const guesses = query.get('guesses') ?? '';
  if (guesses !== '' && guesses !== 'yes') strange.push({ name: 'guesses', value: guesses });
  const filter = {
    ...(q === '' ? {} : { q }),
    ...lists,
    ...sizes,
    ...(guesses === 'yes' ? { guesses: true } : {}),
  };
  return { filter, strange };
}

/** What an address of the directory may hold. */
const PARAMETERS: ReadonlySet<string> = new Set([
  'q',
  ...FACETS,
  'minUsers',
  'maxUsers',
  'guesses',
  'sort',
  'order',
  'seed',
  'on',
  'after',
]);
/** More of what is not understood need not be told. */
const MAX_STRANGE = 10;

/** Parameters that do not exist here, and orders that do not. */
function strangeTerms(query: URLSearchParams): readonly StrangeTerm[] {
  const unknown = [...query].filter(([name]) => !PARAMETERS.has(name));
  const sort = query.get('sort') ?? '';
  const isKnown = sort === '' || DIRECTORY_SORTS.some((name) => name === sort);
  return [...(isKnown ? [] : [['sort', sort] as const]), ...unknown].map(([name, value]) => ({
    name,
    value,
  }));
}

/** A day that exists; anything else is the present. */
function pastDay(text: string | null): { readonly on?: string } {
  return text === null || parseDay(text) === null ? {} : { on: text };
}

export function readListing(query: URLSearchParams): Listing {
  const { filter, strange: strangeValues } = readFilter(query);
  const strange = [...strangeValues, ...strangeTerms(query)]
    .slice(0, MAX_STRANGE)
    .map(({ name, value }) => ({ name: name.slice(0, MAX_TEXT), value: value.slice(0, MAX_TEXT) }));
  const [asked, turn, seed] = [query.get('sort'), query.get('order'), query.get('seed')];
  const named = DIRECTORY_SORTS.find((candidate) => candidate === asked);
  const sort = named ?? usualSort(filter);
  return {
    filter,
    sort,
    order: turn === 'asc' || turn === 'desc' ? turn : naturalOrder(sort),
    seed: sort === 'fair' && seed !== null && SEED.test(seed) ? seed : null,
    after: query.get('after'),
    ...pastDay(query.get('on')),
    strange,
    isUnderstood: strange.length === 0,
  };
}

/** The shortest address of a listing: lists joined by commas, defaults left out. */
export function writeListing({
  filter,
  sort,
  order,
  seed = null,
  on,
}: Pick<Listing, 'filter' | 'sort' | 'order'> & Partial<Pick<Listing, 'seed' | 'on'>>): URLSearchParams {
  const query = new URLSearchParams();
  if (on !== undefined) query.set('on', on);
  if (filter.q !== undefined) query.set('q', filter.q);
  for (const name of FACETS) {
    const values = filter[name];
    if (values !== undefined && values.length > 0) query.set(name, values.join(','));
  }
  if (filter.minUsers !== undefined) query.set('minUsers', String(filter.minUsers));
  if (filter.maxUsers !== undefined) query.set('maxUsers', String(filter.maxUsers));
  if (filter.guesses === true) query.set('guesses', 'yes');
  if (sort !== usualSort(filter)) query.set('sort', sort);
  if (order !== naturalOrder(sort)) query.set('order', order);
  if (sort === 'fair' && seed !== null) query.set('seed', seed);
  return query;
}

/** One thing a listing is filtered by. */
export type Term = { readonly name: keyof DirectoryFilter; readonly value: string };

/** Everything a listing is filtered by, one term for each value. */
export function termsOf(filter: DirectoryFilter): readonly Term[] {
  const single = (['q', 'minUsers', 'maxUsers'] as const).flatMap((name) => {
    const value = filter[name];
    return value === undefined ? [] : [{ name, value: String(value) }];
  });
  return [
    ...single,
    ...FACETS.flatMap((name) => (filter[name] ?? []).map((value) => ({ name, value }))),
    ...(filter.guesses === true ? [{ name: 'guesses' as const, value: 'yes' }] : []),
  ];
}

/** The filter with one term taken out. */
export function withoutTerm(filter: DirectoryFilter, term: Term): DirectoryFilter {
  const { [term.name]: _dropped, ...rest } = filter;
  const name = FACETS.find((candidate) => candidate === term.name);
  if (name === undefined) return rest;
  const values = (filter[name] ?? []).filter((value) => value !== term.value);
  return values.length === 0 ? rest : { ...rest, [name]: values };
}
