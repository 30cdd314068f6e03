/** Facets against the directory's own count of each choice. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countListed } from '../../db/directory.ts';
import type { DirectoryFilter } from '../../db/directory.ts';
import { facets } from '../../db/facets.ts';
import { FACETS } from '../../db/filter.ts';
import { REGISTRATIONS, STATES } from '../../db/model.ts';
import { openWriter } from '../../db/open.ts';
import type { Database } from '../../db/open.ts';
import { insertInstance, insertLatest, insertProfile } from '../rows.ts';

const SOFTWARE = ['mastodon', 'lemmy', 'pixelfed'];
const sample = fc.record({
  state: fc.constantFrom(...STATES),
  softwareName: fc.option(fc.constantFrom(...SOFTWARE), { nil: null }),
  registrations: fc.option(fc.constantFrom(...REGISTRATIONS), { nil: null }),
  languages: fc.uniqueArray(fc.constantFrom('fr', 'fr-CA', 'en', 'de'), { maxLength: 3 }),
  users: fc.option(fc.nat(4), { nil: null }),
});
const filters: fc.Arbitrary<DirectoryFilter> = fc.record(
  {
    q: fc.constantFrom('h1', 'nothing', 'example'),
    software: fc.subarray(SOFTWARE),
    language: fc.subarray(['fr', 'en', 'de']),
    registrations: fc.subarray([...REGISTRATIONS]),
    state: fc.subarray([...STATES]),
    minUsers: fc.nat(3),
  },
  { requiredKeys: [] },
);

function store(rows: readonly (typeof sample extends fc.Arbitrary<infer T> ? T : never)[]): Database {
  const db = openWriter(':memory:');
  for (const [index, { state, users, ...profile }] of rows.entries()) {
    const id = insertInstance(db, `h${index}.example.org`, { state });
    insertProfile(db, id, profile);
    insertLatest(db, id, { users });
  }
  return db;
}

describe('facets', () => {
  test('say how many instances each choice alone would show, with the other filters kept', () => {
    fc.assert(
      fc.property(fc.array(sample, { maxLength: 20 }), filters, (rows, filter) => {
        const db = store(rows);
        const counted = facets(db, filter);
        for (const facet of FACETS) {
          for (const { value, count } of counted[facet]) {
            expect(countListed(db, { ...filter, [facet]: [value] })).toBe(count);
          }
        }
        db.close();
      }),
      { numRuns: 150 },
    );
  });

  test('have every value that would show something, once, the most frequent first', () => {
    const db = store([
      { state: 'up', softwareName: 'lemmy', registrations: null, languages: ['fr', 'fr-CA'], users: 1 },
      { state: 'up', softwareName: 'mastodon', registrations: 'open', languages: ['en', 'fr'], users: 1 },
      { state: 'gone', softwareName: 'mastodon', registrations: 'open', languages: [], users: 1 },
    ]);
    expect(facets(db, { state: ['up'] })).toEqual({
      software: [
        { value: 'lemmy', count: 1 },
        { value: 'mastodon', count: 1 },
      ],
      language: [
        { value: 'fr', count: 2 },
        { value: 'en', count: 1 },
      ],
      registrations: [{ value: 'open', count: 1 }],
      state: [
        { value: 'up', count: 2 },
        { value: 'gone', count: 1 },
      ],
    });
  });
});
