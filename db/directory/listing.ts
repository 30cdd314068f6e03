/**
 * The listed instances in memory, column by column: what filters, counts and sorts read. A pass over 30,000 of them takes a
 * millisecond or two however many filters are set, where SQLite takes tens. Only mirrors rows; asks the database nothing.
 */
import { answeredShare } from '../visits/availability.ts';
import { ageClass, availabilityClass, growthClass, sizeClass } from './classes.ts';
import { OVER_STATES } from './directory-rows.ts';
import { hashOf } from './fair.ts';
import { byFacet, FACETS, isGuessed } from './filter.ts';
import type { FacetName } from './filter.ts';
import { guessCountry, guessLanguage, guessTopics } from '../catalogue/guesses.ts';
import { branchOf, upkeepOf } from '../catalogue/upkeep.ts';

/**
 * The values of one facet. Instances with the same values share a code: a filter is decided once for each code, and to
 * count, one number is added for each instance.
 */
export type Column = {
  /** By position. */
  readonly codes: number[];
  /** By code: the values; none where nothing is known. */
  readonly values: (readonly string[])[];
  readonly known: Map<string, number>;
};
/** `guesses` has values only for instances of which nothing better is known; `null`: this facet is never guessed. */
export type FacetColumn = Column & { readonly guesses: Column | null };

export const SORTED_FIGURES = ['users', 'activeMonth', 'statuses', 'connections', 'users7'] as const;
type SortedFigure = (typeof SORTED_FIGURES)[number];

export type Listing = {
  /** By position, in no order, as all columns. */
  readonly ids: number[];
  readonly domains: string[];
  /** Title and operator, without accents and capitals. */
  readonly headings: string[];
  /** What the fair order draws lots by. */
  readonly lots: number[];
  readonly figures: Readonly<Record<SortedFigure, (number | null)[]>>;
  /** Gone or moved: behind all others in every order but that of the names. */
  readonly areOver: boolean[];
  /** First day it is known of. */
  readonly firstDays: (number | null)[];
  readonly facets: Readonly<Record<FacetName, FacetColumn>>;
  readonly positions: Map<number, number>;
  /** Newest day with figures: what ages and ends of support are counted to. */
  newestDay: number;
};

/** One instance as it is read for the listing. */
export type ListedRow = Readonly<Record<SortedFigure, number | null>> & {
  readonly id: number;
  readonly domain: string;
  readonly state: string;
  readonly softwareName: string | null;
  readonly softwareVersion: string | null;
  readonly title: string | null;
  /** Read only where a language has to be guessed from it. */
  readonly description: string | null;
  /** JSON; `null`: no profile. */
  readonly languages: string | null;
  readonly registrations: string | null;
  readonly minimumAge: number | null;
  readonly limitedFederation: number | null;
  /** JSON; `null`: not in the catalogue. */
  readonly topics: string | null;
  readonly country: string | null;
  readonly region: string | null;
  readonly operatorType: string | null;
  readonly operator: string | null;
  readonly since: number | null;
  readonly firstDay: number | null;
  readonly usersBefore: number | null;
  readonly visits: number | null;
  readonly answered: number | null;
};

export function emptyListing(newestDay: number): Listing {
  return {
    ids: [],
    domains: [],
    headings: [],
    lots: [],
    figures: { users: [], activeMonth: [], statuses: [], connections: [], users7: [] },
    areOver: [],
    firstDays: [],
    facets: byFacet((name) => ({ ...emptyColumn(), guesses: isGuessed(name) ? emptyColumn() : null })),
    positions: new Map(),
    newestDay,
  };
}

function emptyColumn(): Column {
  return { codes: [], values: [], known: new Map() };
}

/** Row id of a position that is not in use any more. */
export const NOBODY = 0;

export function drop(listing: Listing, id: number): void {
  const position = listing.positions.get(id);
  if (position === undefined) return;
  listing.positions.delete(id);
  listing.ids[position] = NOBODY;
}

/** Takes an instance up, or takes over what changed of it. */
export function put(listing: Listing, row: ListedRow): void {
  const position = listing.positions.get(row.id) ?? listing.ids.length;
  listing.positions.set(row.id, position);
  listing.ids[position] = row.id;
  listing.domains[position] = row.domain;
  listing.headings[position] = folded(`${row.title ?? ''} ${row.operator ?? ''}`);
  listing.lots[position] = hashOf(row.domain);
  for (const figure of SORTED_FIGURES) listing.figures[figure][position] = row[figure];
  listing.areOver[position] = OVER_STATES.some((state) => state === row.state);
  const firstDay = earlier(row.firstDay, row.since);
  listing.firstDays[position] = firstDay;
  const values = valuesOf(row, firstDay, listing.newestDay);
  const guesses = guessesOf(row, values);
  for (const name of FACETS) {
    const column = listing.facets[name];
    column.codes[position] = codeOf(column, values[name]);
    if (column.guesses !== null && isGuessed(name)) {
      column.guesses.codes[position] = codeOf(column.guesses, guesses[name]);
    }
  }
}

function codeOf(column: Column, values: readonly string[]): number {
  const key = values.length === 1 ? (values[0] ?? '') : values.join('\n');
  const known = column.known.get(key);
  if (known !== undefined) return known;
  column.known.set(key, column.values.length);
  return column.values.push(values) - 1;
}

type Values = Readonly<Record<FacetName, readonly string[]>>;

function valuesOf(row: ListedRow, firstDay: number | null, today: number): Values {
  const { users, softwareName, softwareVersion } = row;
  return {
    language: languagesIn(row.languages ?? '[]'),
    registrations: some(row.registrations),
    size: some(sizeClass(users)),
    topic: listIn(row.topics ?? '[]'),
    country: some(row.country),
    region: some(row.region),
    operatorType: some(row.operatorType),
    software: some(softwareName),
    version: some(branchOf(softwareVersion)),
    upkeep: some(upkeepOf(softwareName, softwareVersion, today)),
    growth: some(growthClass(users, row.usersBefore)),
    age: some(ageClass(firstDay === null ? null : today - firstDay)),
    availability: some(availabilityClass(answeredShare(row.visits ?? 0, row.answered ?? 0))),
    minimumAge: some(row.minimumAge === null ? null : String(row.minimumAge)),
    limitedFederation: some(
      row.limitedFederation === null ? null : row.limitedFederation === 1 ? 'yes' : 'no',
    ),
    state: [row.state],
  };
}

function guessesOf(
  row: ListedRow,
  known: Values,
): { language: string[]; topic: string[]; country: string[] } {
  return {
    language: known.language.length > 0 ? [] : some(guessLanguage(row)),
    topic: known.topic.length > 0 ? [] : [...guessTopics(row)],
    country: known.country.length > 0 ? [] : some(guessCountry(row)),
  };
}

function some(value: string | null): string[] {
  return value === null ? [] : [value];
}

function earlier(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.min(a, b);
}

/** 'fr' of 'fr-CA'. */
export function primarySubtag(tag: string): string {
  return (tag.split('-', 1)[0] ?? '').toLowerCase();
}

const NO_VALUES: readonly string[] = [];

function listIn(json: string): readonly string[] {
  return json === '[]' ? NO_VALUES : JSON.parse(json);
}

function languagesIn(json: string): readonly string[] {
  return [...new Set(listIn(json).map(primarySubtag))];
}

/** Without accents and capitals, as the search finds it. */
export function folded(text: string): string {
  const small = text.toLowerCase();
  // Most texts are plain ASCII, and taking letters apart costs several times as much as looking.
  return /^[\0-\x7f]*$/.test(small) ? small : small.normalize('NFD').replaceAll(/\p{M}/gu, '');
}
