/** The directory as a plain filter and sort over rows: what the real one is held against. Knows nothing of columns, indexes and cursors. */
import fc from 'fast-check';
import { activity } from '../../db/directory/sorting.ts';
import type { DirectorySort } from '../../db/directory/sorting.ts';
import { fairDraw, hashOf } from '../../db/directory/fair.ts';
import type { DirectoryFilter } from '../../db/directory/filter.ts';
import { FACETS, type FacetName } from '../../db/directory/filter.ts';
import { guessCountry, guessLanguage, guessTopics } from '../../db/catalogue/guesses.ts';
import { REGISTRATIONS, STATES } from '../../db/model.ts';
import { openWriter } from '../../db/open.ts';
import type { Database } from '../../db/open.ts';
import { AT0, DAY0, insertInstance, insertLatest, insertProfile } from '../rows.ts';

const WORDS = [
  'cows',
  'Herd',
  'ÉCOLE',
  'tech',
  'l’art',
  '100%',
  'a_b',
  'back\\slash',
  'für',
  'les',
  'des',
  'une',
];
/** Few values, so that ties and nulls are common. */
const count = fc.option(fc.constantFrom(0, 1, 2, 10, 100, 1_000, 20_000), { nil: null });
const words = fc.array(fc.constantFrom(...WORDS), { maxLength: 3 }).map((all) => all.join(' '));
const maybe = <T>(values: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(values, { nil: null });

const PROFILE = fc.record({
  softwareName: maybe(fc.constantFrom('mastodon', 'lemmy', 'pixelfed')),
  softwareVersion: maybe(fc.constantFrom('4.7.1', '4.5.0+glitch', '4.1.2', 'v0.19.3', 'main')),
  title: maybe(words),
  description: maybe(words),
  languages: fc.uniqueArray(fc.constantFrom('fr', 'fr-CA', 'en', 'EN-gb', 'de'), { maxLength: 3 }),
  registrations: maybe(fc.constantFrom(...REGISTRATIONS)),
  minimumAge: maybe(fc.constantFrom(13, 16, 18)),
  limitedFederation: maybe(fc.boolean()),
});
const CURATED = fc.record({
  topics: fc.uniqueArray(fc.constantFrom('art', 'tech', 'books'), { maxLength: 2 }),
  country: maybe(fc.constantFrom('FR', 'DE', 'EU')),
  region: maybe(fc.constantFrom('Toulouse', 'Île-de-France')),
  operatorType: maybe(fc.constantFrom('state', 'association', 'isp')),
  operator: maybe(fc.constantFrom('Framasoft', 'École Normale')),
  since: maybe(fc.constantFrom(DAY0 - 2_500, DAY0 - 50)),
});
const LONG_VIEW = fc.record({
  firstDay: maybe(fc.constantFrom(DAY0, DAY0 - 100, DAY0 - 500, DAY0 - 1_500, DAY0 - 3_000)),
  usersBefore: count,
  visits: fc.constantFrom(0, 19, 20, 1_000),
  answered: fc.constantFrom(0, 0.79, 0.8, 0.95, 0.99, 0.996, 1),
});
const SAMPLE = fc.record({
  state: fc.constantFrom(...STATES),
  addedBy: fc.constantFrom('register', 'peer', 'visitor', 'operator'),
  hasAnswered: fc.boolean(),
  isBlocked: fc.constantFrom(false, false, false, true),
  profile: fc.option(PROFILE, { nil: null, freq: 8 }),
  latest: fc.option(
    fc.record({ users: count, activeMonth: count, statuses: count, connections: count, users7: count }),
    { nil: null, freq: 8 },
  ),
  curated: maybe(CURATED),
  longView: maybe(LONG_VIEW),
});
type Made = typeof SAMPLE extends fc.Arbitrary<infer T> ? T : never;
export type Sample = Made & { readonly domain: string };

/** The first has figures of the newest day, so that ages are counted to the same day in every sample. */
const ANCHOR: Sample = {
  domain: 'anchor.example.org',
  state: 'up',
  addedBy: 'register',
  hasAnswered: true,
  isBlocked: false,
  profile: null,
  latest: { users: 1, activeMonth: null, statuses: null, connections: null, users7: null },
  curated: null,
  longView: null,
};
const ENDINGS = ['example.org', 'beispiel.de', 'exemple-tech.fr'];

/** Who answered, or has figures, has a profile; others brought up by peers and visitors have nothing. */
function possible(one: Made): Made {
  const isFound = one.addedBy === 'peer' || one.addedBy === 'visitor';
  return isFound && one.profile === null ? { ...one, hasAnswered: false, latest: null } : one;
}

export const samples = fc.array(SAMPLE, { maxLength: 25, size: 'max' }).map((all) => [
  ANCHOR,
  ...all.map((one, index): Sample => ({
    ...possible(one),
    domain: `h${(index * 7) % 25}.${ENDINGS[index % ENDINGS.length]}`,
  })),
]);

export function store(rows: readonly Sample[]): Database {
  const db = openWriter(':memory:');
  const addCurated = db.prepare(
    `INSERT INTO catalogue (instance, topics, topicWords, country, region, operatorType, operator, since, source, verifiedOn)
     VALUES (?, ?, '', ?, ?, ?, ?, ?, 'https://example.org/', ${DAY0})`,
  );
  const addLongView = db.prepare(
    'INSERT INTO longView (instance, firstDay, usersBefore, visits, answered) VALUES (?, ?, ?, ?, ?)',
  );
  for (const { domain, state, addedBy, hasAnswered, isBlocked, profile, latest, curated, longView } of rows) {
    const id = insertInstance(db, domain, { state, addedBy, lastAnswerAt: hasAnswered ? AT0 : null });
    if (isBlocked) db.prepare('UPDATE instance SET blockedAt = 1 WHERE id = ?').run(id);
    if (profile !== null) {
      insertProfile(db, id, { fromAt: AT0 - 100, untilAt: AT0, softwareName: 'past', title: 'cows Herd' });
      insertProfile(db, id, profile);
    }
    if (latest !== null) insertLatest(db, id, latest);
    if (curated !== null) {
      const { topics, country, region, operatorType, operator, since } = curated;
      addCurated.run(id, JSON.stringify(topics), country, region, operatorType, operator, since);
    }
    if (longView !== null) {
      const { firstDay, usersBefore, visits, answered } = longView;
      addLongView.run(id, firstDay, usersBefore, visits, Math.floor(visits * answered));
    }
  }
  return db;
}

/** Nobody can join it, it grows no more, and it stands behind the others. */
function isOver({ state }: Sample): boolean {
  return state === 'gone' || state === 'moved';
}

function isListed({ hasAnswered, addedBy, latest, isBlocked }: Sample): boolean {
  const isKnown = hasAnswered || latest !== null || ['register', 'operator'].includes(addedBy);
  return isKnown && !isBlocked;
}

function step(value: number | null, steps: readonly (readonly [number, string])[]): string[] {
  if (value === null) return [];
  return steps
    .filter(([from]) => value >= from)
    .map(([, name]) => name)
    .slice(-1);
}

/** The day on which the sample is first known of. */
function firstDayOf({ longView, curated }: Sample): number | null {
  const days = [longView?.firstDay ?? null, curated?.since ?? null].filter((day) => day !== null);
  return days.length === 0 ? null : Math.min(...days);
}

const primary = (tag: string): string => tag.toLowerCase().replace(/-.*/, '');
const list = <T>(value: T | null | undefined): string[] =>
  value === null || value === undefined ? [] : [String(value)];
const BRANCHES: Readonly<Record<string, string>> = {
  '4.7.1': '4.7',
  '4.5.0+glitch': '4.5',
  '4.1.2': '4.1',
  'v0.19.3': '0.19',
};

function upkeep({ profile }: Sample): string[] {
  const branch = BRANCHES[profile?.softwareVersion ?? ''];
  if (branch === undefined) return [];
  if (profile?.softwareName === 'mastodon') {
    return [{ '4.7': 'current', '4.5': 'behind', '4.1': 'unsupported', '0.19': 'unsupported' }[branch] ?? ''];
  }
  if (profile?.softwareName === 'lemmy') return ['current'];
  return profile?.softwareName === 'pixelfed' ? ['current'] : [];
}

function growth({ latest, longView }: Sample): string[] {
  const [now, before] = [latest?.users ?? null, longView?.usersBefore ?? null];
  if (now === null || before === null || before === 0) return [];
  const share = (now - before) / before;
  if (share < -0.02) return ['shrinking'];
  return share < 0.02 ? ['steady'] : share < 0.1 ? ['growing'] : ['fast'];
}

/** What the sample has for each facet. */
export function valuesOf(row: Sample): Readonly<Record<FacetName, readonly string[]>> {
  const { profile, curated, longView, state } = row;
  const firstDay = firstDayOf(row);
  const limited = profile?.limitedFederation ?? null;
  const visits = longView?.visits ?? 0;
  return {
    language: [...new Set((profile?.languages ?? []).map(primary))],
    registrations: isOver(row) ? [] : list(profile?.registrations),
    size: step(row.latest?.users ?? null, [
      [0, 'tiny'],
      [10, 'small'],
      [100, 'medium'],
      [1_000, 'large'],
      [10_000, 'huge'],
    ]),
    topic: curated?.topics ?? [],
    country: list(curated?.country),
    region: list(curated?.region),
    operatorType: list(curated?.operatorType),
    software: list(profile?.softwareName),
    version: list(BRANCHES[profile?.softwareVersion ?? '']),
    upkeep: upkeep(row),
    growth: isOver(row) ? [] : growth(row),
    age: step(firstDay === null ? null : (DAY0 - firstDay) / 365.25, [
      [0, 'new'],
      [1, 'year'],
      [3, 'years3'],
      [5, 'years5'],
    ]),
    availability: step(visits < 20 ? null : Math.floor(visits * (longView?.answered ?? 0)) / visits, [
      [0, 'poor'],
      [0.8, 'fair'],
      [0.95, 'good'],
      [0.995, 'best'],
    ]),
    minimumAge: list(profile?.minimumAge),
    limitedFederation: limited === null ? [] : [limited ? 'yes' : 'no'],
    state: [state],
  };
}

/** What may be guessed of the sample where it has nothing. */
export function guessesOf(row: Sample): Readonly<Partial<Record<FacetName, readonly string[]>>> {
  const values = valuesOf(row);
  const hints = {
    domain: row.domain,
    title: row.profile?.title ?? null,
    description: row.profile?.description ?? null,
  };
  return {
    language: values.language.length > 0 ? [] : list(guessLanguage(hints)),
    topic: values.topic.length > 0 ? [] : guessTopics(hints),
    country: values.country.length > 0 ? [] : list(guessCountry(hints)),
  };
}

const folded = (text: string): string => text.toLowerCase().normalize('NFD').replaceAll(/\p{M}/gu, '');
const spaced = (text: string): string => `  ${folded(text).replaceAll(/[ .'’-]/g, '  ')}`;

function hasWords({ domain, profile, curated }: Sample, q: string): boolean {
  const texts = [
    domain,
    profile?.title ?? '',
    profile?.description ?? '',
    curated?.operator ?? '',
    curated?.region ?? '',
  ].map(spaced);
  return q
    .split(' ')
    .map((word) => folded(word).replaceAll(/[.'’-]/g, '  '))
    .filter((word) => word.trim() !== '')
    .every((word) => texts.some((text) => text.includes(word.padStart(3))));
}

/** Whether the sample is listed and fits the filter. */
export function passes(row: Sample, filter: DirectoryFilter): boolean {
  const [values, guesses] = [valuesOf(row), guessesOf(row)];
  const users = row.latest?.users ?? null;
  return (
    isListed(row) &&
    hasWords(row, filter.q ?? '') &&
    FACETS.every((name) => {
      const asked = filter[name] ?? [];
      const spelt = name === 'language' ? asked.map(primary) : asked.map((value) => value);
      const has = [...values[name], ...(filter.guesses === true ? (guesses[name] ?? []) : [])];
      return asked.length === 0 || has.some((value) => spelt.includes(value));
    }) &&
    (filter.minUsers === undefined || (users !== null && users >= filter.minUsers)) &&
    (filter.maxUsers === undefined || (users !== null && users <= filter.maxUsers))
  );
}

export const SEED = 'any seed';

/** What a sort compares. */
function sortValue(row: Sample, sort: DirectorySort, q: string): number | null {
  const { latest, domain } = row;
  if (sort === 'domain') return null;
  if (sort === 'fair') return fairDraw(SEED)(hashOf(domain), latest?.users ?? null);
  if (sort === 'activity') return activity(latest?.users ?? null, latest?.activeMonth ?? null);
  if (sort === 'growth') return isOver(row) ? null : (latest?.users7 ?? null);
  if (sort === 'age') {
    const firstDay = firstDayOf(row);
    return firstDay === null ? null : DAY0 - firstDay;
  }
  if (sort !== 'relevance') return latest?.[sort] ?? null;
  if (q === '') return latest?.users ?? null;
  const heading = folded(`${row.profile?.title ?? ''} ${row.curated?.operator ?? ''}`);
  const asked = folded(q);
  let place = 1;
  if (heading.includes(asked) || domain.includes(asked)) place = 2;
  if (heading.startsWith(asked) || domain.startsWith(asked)) place = 3;
  if (domain.startsWith(`${asked}.`)) place = 4;
  if (domain === asked) place = 5;
  return Math.floor((place + Math.log10(1 + (latest?.users ?? 0)) / 10) * 1_000_000);
}

/** The domains that the directory has to list, in its order. */
export function plainList(
  rows: readonly Sample[],
  filter: DirectoryFilter,
  sort: DirectorySort,
  order: 'asc' | 'desc',
): string[] {
  const sign = order === 'desc' ? -1 : 1;
  const byDomain = (a: Sample, b: Sample): number => (a.domain < b.domain ? -1 : 1);
  return rows
    .filter((row) => passes(row, filter))
    .sort((a, b) => {
      if (sort === 'domain') return sign * byDomain(a, b);
      const [x, y] = [sortValue(a, sort, filter.q ?? ''), sortValue(b, sort, filter.q ?? '')];
      if (x !== null && y !== null && isOver(a) !== isOver(b)) return isOver(a) ? 1 : -1;
      if (x === y) return byDomain(a, b);
      if (x === null || y === null) return x === null ? 1 : -1;
      return sign * (x - y);
    })
    .map((row) => row.domain);
}

const some = (...values: readonly string[]): fc.Arbitrary<string[]> =>
  fc.subarray([...values], { maxLength: 2 });
/** Every filter there is, each with values that samples have and some that none has. */
const ASKED: Readonly<Record<FacetName, fc.Arbitrary<string[]>>> = {
  language: some('fr', 'en', 'de', 'ja'),
  registrations: some(...REGISTRATIONS),
  size: some('tiny', 'small', 'medium', 'large', 'huge'),
  topic: some('art', 'tech', 'books', 'food'),
  country: some('FR', 'DE', 'EU', 'JP'),
  region: some('Toulouse', 'Île-de-France', 'Wales'),
  operatorType: some('state', 'association', 'isp', 'press'),
  software: some('mastodon', 'lemmy', 'none'),
  version: some('4.7', '4.5', '0.19', '9.9'),
  upkeep: some('current', 'behind', 'unsupported'),
  growth: some('shrinking', 'steady', 'growing', 'fast'),
  age: some('new', 'year', 'years3', 'years5'),
  availability: some('poor', 'fair', 'good', 'best'),
  minimumAge: some('13', '16', '18', '21'),
  limitedFederation: some('yes', 'no'),
  state: some(...STATES),
};
/** Filters by one thing each. */
export const oneFilter: fc.Arbitrary<DirectoryFilter> = fc.oneof(
  fc.constant({}),
  fc
    .array(
      fc.constantFrom(
        'cow',
        'HERD',
        'école',
        'EC',
        'e',
        '%',
        '_',
        '\\',
        '"',
        'h1',
        'example',
        'exemple-tech',
        'l’art',
      ),
      {
        minLength: 1,
        maxLength: 2,
      },
    )
    .map((all) => ({ q: all.join(' ') })),
  ...FACETS.map((name) => ASKED[name].map((values): DirectoryFilter => ({ [name]: values }))),
  fc.constantFrom(0, 1, 100, 20_000).map((minUsers) => ({ minUsers })),
  fc.constantFrom(0, 1, 100, 20_000).map((maxUsers) => ({ maxUsers })),
);
/** One or two filters, or none, guesses counting or not: more of them at once let nothing through and test nothing. */
export const filters: fc.Arbitrary<DirectoryFilter> = fc
  .tuple(oneFilter, oneFilter, fc.boolean())
  .map(([a, b, guesses]) => ({ ...a, ...b, ...(guesses ? { guesses: true } : {}) }));
