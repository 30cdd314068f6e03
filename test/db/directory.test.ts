/** The directory against a naive filter and sort over the same rows. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeCursor, encodeCursor } from '../../db/cursor.ts';
import { DIRECTORY_SORTS, countListed, listInstances } from '../../db/directory.ts';
import type { DirectoryFilter, DirectoryQuery, DirectoryRow, DirectorySort } from '../../db/directory.ts';
import { REGISTRATIONS, STATES } from '../../db/model.ts';
import type { Registrations, State } from '../../db/model.ts';
import { openWriter } from '../../db/open.ts';
import type { Database } from '../../db/open.ts';
import { AT0, insertInstance, insertLatest, insertProfile, insertSource } from '../rows.ts';

type Sample = {
  domain: string;
  state: State;
  addedBy: string;
  profile: {
    softwareName: string | null;
    title: string | null;
    description: string | null;
    languages: string[];
    registrations: Registrations | null;
  } | null;
  latest: {
    users: number | null;
    activeMonth: number | null;
    statuses: number | null;
    connections: number | null;
    users7: number | null;
  } | null;
};

const WORDS = ['cows', 'Herd', 'ÉCOLE', '100%', 'a_b', 'back\\slash'];
/** Few values, so that ties and nulls are common. */
const count = fc.option(fc.nat(4), { nil: null });
const text = fc.option(
  fc.array(fc.constantFrom(...WORDS), { maxLength: 3 }).map((words) => words.join(' ')),
  { nil: null },
);
const sample: fc.Arbitrary<Omit<Sample, 'domain'>> = fc.record({
  state: fc.constantFrom(...STATES),
  addedBy: fc.constantFrom('register', 'peer', 'visitor', 'operator'),
  profile: fc.option(
    fc.record({
      softwareName: fc.option(fc.constantFrom('mastodon', 'lemmy', 'pixelfed'), { nil: null }),
      title: text,
      description: text,
      languages: fc.uniqueArray(fc.constantFrom('fr', 'fr-CA', 'en', 'EN-gb', 'de'), { maxLength: 3 }),
      registrations: fc.option(fc.constantFrom(...REGISTRATIONS), { nil: null }),
    }),
    { nil: null, freq: 6 },
  ),
  latest: fc.option(
    fc.record({ users: count, activeMonth: count, statuses: count, connections: count, users7: count }),
    { nil: null, freq: 6 },
  ),
});
const samples = fc
  .array(sample, { maxLength: 25 })
  .map((all) => all.map((one, index): Sample => ({ ...one, domain: `h${(index * 7) % 25}.example.org` })));
const some = <T>(...values: T[]): fc.Arbitrary<T[]> => fc.subarray(values, { maxLength: 2 });
const filters: fc.Arbitrary<DirectoryFilter> = fc.record(
  {
    q: fc
      .array(fc.constantFrom('cow', 'HERD', 'école', '%', '_', '\\', 'h1', 'example'), { maxLength: 2 })
      .map((words) => words.join(' ')),
    software: some('mastodon', 'Lemmy', 'none'),
    language: some('fr', 'en', 'de-AT'),
    registrations: some(...REGISTRATIONS),
    state: some(...STATES),
    minUsers: fc.nat(4),
    maxUsers: fc.nat(4),
  },
  { requiredKeys: [] },
);
const queries = fc.record({
  filter: filters,
  sort: fc.constantFrom(...DIRECTORY_SORTS),
  order: fc.constantFrom('asc', 'desc'),
});

function store(rows: readonly Sample[]): Database {
  const db = openWriter(':memory:');
  for (const { domain, state, addedBy, profile, latest } of rows) {
    const id = insertInstance(db, domain, { state, addedBy });
    if (profile !== null) {
      insertProfile(db, id, { fromAt: AT0 - 100, untilAt: AT0, softwareName: 'past', title: 'cows Herd' });
      insertProfile(db, id, profile);
    }
    if (latest !== null) insertLatest(db, id, latest);
  }
  return db;
}

function isListed({ state, addedBy, latest }: Sample): boolean {
  return state !== 'discovered' || latest !== null || addedBy === 'register' || addedBy === 'operator';
}

function includes<T>(asked: readonly T[] | undefined, value: T | null | undefined): boolean {
  return (
    asked === undefined ||
    asked.length === 0 ||
    (value !== null && value !== undefined && asked.includes(value))
  );
}

function passes(row: Sample, filter: DirectoryFilter): boolean {
  const primary = (tag: string): string => tag.toLowerCase().replace(/-.*/, '');
  const { profile } = row;
  const users = row.latest?.users ?? null;
  const haystack = [row.domain, profile?.title ?? '', profile?.description ?? ''].join('\n').toLowerCase();
  const words = (filter.q ?? '').toLowerCase().split(' ').filter(Boolean);
  const languages = (filter.language ?? []).map(primary);
  return (
    isListed(row) &&
    words.every((word) => haystack.includes(word)) &&
    includes(
      filter.software?.map((name) => name.toLowerCase()),
      profile?.softwareName,
    ) &&
    (languages.length === 0 || (profile?.languages ?? []).some((tag) => languages.includes(primary(tag)))) &&
    includes(filter.registrations, profile?.registrations) &&
    includes(filter.state, row.state) &&
    (filter.minUsers === undefined || (users !== null && users >= filter.minUsers)) &&
    (filter.maxUsers === undefined || (users !== null && users <= filter.maxUsers))
  );
}

function naive(
  rows: readonly Sample[],
  filter: DirectoryFilter,
  sort: DirectorySort,
  order: string,
): string[] {
  const sign = order === 'desc' ? -1 : 1;
  const byDomain = (a: Sample, b: Sample): number => (a.domain < b.domain ? -1 : 1);
  const value = (row: Sample): number | null => {
    if (sort === 'domain') return null;
    return row.latest?.[sort === 'growth' ? 'users7' : sort] ?? null;
  };
  return rows
    .filter((row) => passes(row, filter))
    .sort((a, b) => {
      if (sort === 'domain') return sign * byDomain(a, b);
      const [x, y] = [value(a), value(b)];
      if (x === y) return byDomain(a, b);
      if (x === null || y === null) return x === null ? 1 : -1;
      return sign * (x - y);
    })
    .map((row) => row.domain);
}

function allPages(db: Database, query: Omit<DirectoryQuery, 'after'>): DirectoryRow[] {
  const rows: DirectoryRow[] = [];
  let after: string | null = null;
  do {
    const page = listInstances(db, { ...query, ...(after === null ? {} : { after }) });
    rows.push(...page.rows);
    after = page.next;
  } while (after !== null);
  return rows;
}

describe('the directory', () => {
  test('lists what a naive filter and sort over the same rows lists', () => {
    fc.assert(
      fc.property(samples, queries, (rows, { filter, sort, order }) => {
        const db = store(rows);
        const expected = naive(rows, filter, sort, order);
        const page = listInstances(db, { filter, sort, order, limit: 100 });
        expect(page.rows.map((row) => row.domain)).toEqual(expected);
        expect(page.total).toBe(expected.length);
        expect(page.next).toBeNull();
        db.close();
      }),
      { numRuns: 300 },
    );
  });

  test('gives pages that joined together are the whole list, ties and unknown values included', () => {
    fc.assert(
      fc.property(
        samples,
        queries,
        fc.integer({ min: 1, max: 7 }),
        (rows, { filter, sort, order }, limit) => {
          const db = store(rows);
          const domains = allPages(db, { filter, sort, order, limit }).map((row) => row.domain);
          expect(domains).toEqual(naive(rows, filter, sort, order));
          db.close();
        },
      ),
      { numRuns: 200 },
    );
  });

  test('refuses cursors it did not make, and those of another order', () => {
    const db = store([]);
    const query = { filter: {}, sort: 'users', order: 'desc', limit: 10 } as const;
    const forged = [
      '',
      'x',
      'eyJ9',
      encodeCursor('users asc', { value: 1, domain: 'a.org' }),
      encodeCursor('users desc', { value: 1.5, domain: 'a.org' }),
      encodeCursor('users desc', { value: 1, domain: "a.org' OR 1" }),
      `${encodeCursor('users desc', { value: 1, domain: 'a.org' })}=`,
    ];
    for (const after of forged) expect(() => listInstances(db, { ...query, after })).toThrow(RangeError);
  });

  test('never takes a text for a cursor that is not one', () => {
    fc.assert(
      fc.property(fc.string(), (after) => {
        expect(() => decodeCursor('users desc', after)).toThrow(RangeError);
      }),
    );
  });

  test('shows figures, source and profile as stored', () => {
    const db = openWriter(':memory:');
    const source = insertSource(db);
    const id = insertInstance(db, 'a.example.org', { state: 'discovered' });
    insertProfile(db, id, { title: '<b>A</b>', languages: ['fr-CA'], registrations: 'approval' });
    insertLatest(db, id, { users: 5, peersListed: 7, users7: -1, source: source.id });
    const { rows } = listInstances(db, { filter: {}, sort: 'users', order: 'desc', limit: 1 });
    expect(rows).toEqual([
      {
        domain: 'a.example.org',
        state: 'discovered',
        softwareName: null,
        softwareVersion: null,
        title: '<b>A</b>',
        description: null,
        languages: ['fr-CA'],
        registrations: 'approval',
        figures: {
          users: 5,
          activeMonth: null,
          activeHalfYear: null,
          activeWeek: null,
          statuses: null,
          comments: null,
          connections: null,
          peersListed: 7,
        },
        observedAt: AT0,
        source,
        users7: -1,
        statuses7: null,
        connections7: null,
      },
    ]);
  });

  test('leaves out names from peers lists and visitors until they answered', () => {
    const db = openWriter(':memory:');
    insertInstance(db, 'bomb1.example.org', { state: 'discovered', addedBy: 'peer' });
    insertInstance(db, 'wish.example.org', { state: 'discovered', addedBy: 'visitor' });
    insertInstance(db, 'answered.example.org', { state: 'up', addedBy: 'peer' });
    expect(countListed(db, {})).toBe(1);
    expect(countListed(db, { state: ['discovered'] })).toBe(0);
  });
});
