/** Reads the directory's filters, order and place out of an address, and writes them back. What is not understood is left out and told. */
import { DIRECTORY_SORTS, type DirectoryFilter, type DirectorySort } from '../db/directory.ts';
import { REGISTRATIONS, STATES } from '../db/model.ts';

export const LIST_FILTERS = ['language', 'software', 'registrations', 'state'] as const;
export type ListFilter = (typeof LIST_FILTERS)[number];

export type Listing = {
  readonly filter: DirectoryFilter;
  readonly sort: DirectorySort;
  readonly order: 'asc' | 'desc';
  readonly after: string | null;
  /** Whether all of the address was understood. */
  readonly isUnderstood: boolean;
};

/** Longest text a filter may be; longer is no honest search. */
const MAX_TEXT = 100;
/** Values one filter may list. */
const MAX_VALUES = 40;

/** `language=fr&language=de` (a form) and `language=fr,de` (a hand) mean the same. */
function listed(query: URLSearchParams, name: string): readonly string[] {
  const values = query.getAll(name).flatMap((text) => text.split(','));
  return [...new Set(values.map((value) => value.trim().toLowerCase()).filter((value) => value !== ''))];
}

function among<Value extends string>(values: readonly string[], known: readonly Value[]): readonly Value[] {
  return known.filter((value) => values.includes(value));
}

/** A whole number from 0 up; `null` when empty, `undefined` when it is something else. */
function count(text: string | null): number | null | undefined {
  if (text === null || text.trim() === '') return null;
  return /^\d{1,12}$/.test(text.trim()) ? Number(text) : undefined;
}

/** By name from A, by figures from the largest. */
export function naturalOrder(sort: DirectorySort): 'asc' | 'desc' {
  return sort === 'domain' ? 'asc' : 'desc';
}

export function readListing(query: URLSearchParams): Listing {
  const q = (query.get('q') ?? '').trim().slice(0, MAX_TEXT);
  const lists = {
    language: listed(query, 'language').slice(0, MAX_VALUES),
    software: listed(query, 'software').slice(0, MAX_VALUES),
  };
  const told = { registrations: listed(query, 'registrations'), state: listed(query, 'state') };
  const registrations = among(told.registrations, REGISTRATIONS);
  const state = among(told.state, STATES);
  const [minUsers, maxUsers] = [count(query.get('minUsers')), count(query.get('maxUsers'))];
  const sort = DIRECTORY_SORTS.find((candidate) => candidate === query.get('sort'));
  const asked = query.get('order');
  const order = asked === 'asc' || asked === 'desc' ? asked : naturalOrder(sort ?? 'users');
  return {
    filter: {
      ...(q === '' ? {} : { q }),
      ...(lists.language.length === 0 ? {} : { language: lists.language }),
      ...(lists.software.length === 0 ? {} : { software: lists.software }),
      ...(registrations.length === 0 ? {} : { registrations }),
      ...(state.length === 0 ? {} : { state }),
      ...(typeof minUsers === 'number' ? { minUsers } : {}),
      ...(typeof maxUsers === 'number' ? { maxUsers } : {}),
    },
    sort: sort ?? 'users',
    order,
    after: query.get('after'),
    isUnderstood:
      registrations.length === told.registrations.length &&
      state.length === told.state.length &&
      minUsers !== undefined &&
      maxUsers !== undefined &&
      (sort !== undefined || !query.get('sort')),
  };
}

/** The shortest address of a listing: lists joined by commas, defaults left out. */
export function writeListing({
  filter,
  sort,
  order,
}: Pick<Listing, 'filter' | 'sort' | 'order'>): URLSearchParams {
  const query = new URLSearchParams();
  if (filter.q !== undefined) query.set('q', filter.q);
  for (const name of LIST_FILTERS) {
    const values = filter[name];
    if (values !== undefined) query.set(name, values.join(','));
  }
  if (filter.minUsers !== undefined) query.set('minUsers', String(filter.minUsers));
  if (filter.maxUsers !== undefined) query.set('maxUsers', String(filter.maxUsers));
  if (sort !== 'users') query.set('sort', sort);
  if (order !== naturalOrder(sort)) query.set('order', order);
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
    ...LIST_FILTERS.flatMap((name) => (filter[name] ?? []).map((value) => ({ name, value }))),
  ];
}

/** The filter with one term taken out. */
export function withoutTerm(filter: DirectoryFilter, term: Term): DirectoryFilter {
  const { [term.name]: _dropped, ...rest } = filter;
  const name = LIST_FILTERS.find((candidate) => candidate === term.name);
  if (name === undefined) return rest;
  const values = (filter[name] ?? []).filter((value) => value !== term.value);
  return values.length === 0 ? rest : { ...rest, [name]: values };
}
