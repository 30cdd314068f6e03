/** What the directory can be filtered by, and which values each filter knows. Runs no query. */
import { AGE_CLASSES, AVAILABILITY_CLASSES, GROWTH_CLASSES, SIZE_CLASSES } from './classes.ts';
import { REGISTRATIONS, STATES } from '../model.ts';
import { OPERATOR_TYPES, TOPICS } from '../catalogue/topics.ts';
import { UPKEEPS } from '../catalogue/upkeep.ts';

/** Whether it talks to chosen instances only. */
export const LIMITED_FEDERATION = ['yes', 'no'] as const;

/**
 * The filters that take a list of values, and are counted as facets. language: BCP 47 primary subtag, which stands for
 * all below it · country: ISO 3166-1 alpha-2, or 'EU' · region: as the catalogue spells it · software: NodeInfo name ·
 * version: major and minor number · growth: of accounts over 30 days · age: time it has been known for ·
 * availability: over 90 days · minimumAge: years, as the instance says · limitedFederation: talks to chosen instances only.
 */
export const FACETS = [
  'language',
  'registrations',
  'size',
  'topic',
  'country',
  'region',
  'operatorType',
  'software',
  'version',
  'upkeep',
  'growth',
  'age',
  'availability',
  'minimumAge',
  'limitedFederation',
  'state',
] as const;
export type FacetName = (typeof FACETS)[number];

/** One of something for each facet. */
export function byFacet<T>(make: (name: FacetName) => T): Readonly<Record<FacetName, T>> {
  return {
    language: make('language'),
    registrations: make('registrations'),
    size: make('size'),
    topic: make('topic'),
    country: make('country'),
    region: make('region'),
    operatorType: make('operatorType'),
    software: make('software'),
    version: make('version'),
    upkeep: make('upkeep'),
    growth: make('growth'),
    age: make('age'),
    availability: make('availability'),
    minimumAge: make('minimumAge'),
    limitedFederation: make('limitedFederation'),
    state: make('state'),
  };
}

/**
 * Which instances of the register to list: those that fit every filter given, and within a filter any of its values.
 * A filter left out, or an empty list, asks for nothing; what is unknown of an instance fits no value.
 */
export type DirectoryFilter = { readonly [Name in FacetName]?: readonly string[] } & {
  /** Words; an instance has to have every one of them in its domain, title, description, operator, topics or region. */
  readonly q?: string;
  /** Registered accounts, both ends included; instances of unknown size match neither. */
  readonly minUsers?: number;
  readonly maxUsers?: number;
  /** Whether guessed languages, countries and topics count where nothing better is known. */
  readonly guesses?: boolean;
};

/** The facets that are guessed where they are not known. */
export const GUESSED_FACETS = ['language', 'topic', 'country'] as const;
export type GuessedFacet = (typeof GUESSED_FACETS)[number];

export function isGuessed(name: FacetName): name is GuessedFacet {
  return GUESSED_FACETS.some((guessed) => guessed === name);
}

/** All values of the facets that have a closed list, in the order people are shown them. */
export const FACET_VALUES = {
  registrations: REGISTRATIONS,
  size: SIZE_CLASSES,
  topic: TOPICS,
  operatorType: OPERATOR_TYPES,
  upkeep: UPKEEPS,
  growth: GROWTH_CLASSES,
  age: AGE_CLASSES,
  availability: AVAILABILITY_CLASSES,
  limitedFederation: LIMITED_FEDERATION,
  state: STATES,
} as const satisfies Partial<Record<FacetName, readonly string[]>>;
export type ListedFacet = keyof typeof FACET_VALUES;

/** What values of the other facets look like, and how they are spelt. */
export const FACET_FORMS = {
  language: { form: /^[a-z]{2,8}$/, spell: (text: string) => text.split('-', 1)[0]?.toLowerCase() ?? '' },
  country: { form: /^[A-Z]{2}$/, spell: (text: string) => text.toUpperCase() },
  region: { form: /^[\p{L}\p{N}' ’().-]{1,60}$/u, spell: (text: string) => text },
  software: { form: /^[a-z0-9][a-z0-9 ._-]{0,40}$/, spell: (text: string) => text.toLowerCase() },
  version: { form: /^\d{1,6}\.\d{1,6}$/, spell: (text: string) => text },
  minimumAge: { form: /^\d{1,3}$/, spell: (text: string) => text },
} as const satisfies Partial<Record<FacetName, unknown>>;
export type FreeFacet = keyof typeof FACET_FORMS;

export function isListedFacet(name: FacetName): name is ListedFacet {
  return Object.hasOwn(FACET_VALUES, name);
}
export function isFreeFacet(name: FacetName): name is FreeFacet {
  return Object.hasOwn(FACET_FORMS, name);
}

/** A value as it is compared, or `null` where this filter knows no such value. */
export function readValue(name: FacetName, text: string): string | null {
  if (isFreeFacet(name)) {
    const { form, spell } = FACET_FORMS[name];
    const value = spell(text);
    return form.test(value) ? value : null;
  }
  const values: readonly string[] = FACET_VALUES[name];
  return values.find((value) => value === text.toLowerCase()) ?? null;
}
