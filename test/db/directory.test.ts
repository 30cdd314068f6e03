/** The directory against a plain filter and sort over the same rows. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeCursor, encodeCursor } from '../../db/directory/cursor.ts';
import { countListed, defaultSeed, listInstances } from '../../db/directory/directory.ts';
import type { DirectoryQuery, DirectoryRow } from '../../db/directory/directory.ts';
import { FACETS } from '../../db/directory/filter.ts';
import { openWriter } from '../../db/open.ts';
import type { Database } from '../../db/open.ts';
import { DIRECTORY_SORTS } from '../../db/directory/sorting.ts';
import { AT0, insertInstance, insertLatest, insertProfile, insertSource } from '../rows.ts';
import { filters, passes, plainList, samples, SEED, store, valuesOf } from './plain.ts';

const queries = fc.record({
  filter: filters,
  sort: fc.constantFrom(...DIRECTORY_SORTS),
  order: fc.constantFrom('asc', 'desc'),
});

function allPages(db: Database, query: Omit<DirectoryQuery, 'after'>): DirectoryRow[] {
  const rows: DirectoryRow[] = [];
  let after: string | null = null;
  do {
    const page = listInstances(db, { ...query, ...(after === null ? {} : { after }) });
    rows.push(...page.rows);
    after = page.next;
  } while (after !== null && rows.length < 1_000);
  return rows;
}

describe('the directory', () => {
  test('lists what a plain filter and sort over the same rows lists, for every filter and every sort', () => {
    fc.assert(
      fc.property(samples, fc.array(queries, { minLength: 5, maxLength: 5 }), (rows, asked) => {
        const db = store(rows);
        for (const { filter, sort, order } of asked) {
          const expected = plainList(rows, filter, sort, order);
          const page = listInstances(db, { filter, sort, order, seed: SEED, limit: 100 });
          expect(page.rows.map((row) => row.domain)).toEqual(expected);
          expect([page.total, countListed(db, filter), page.next]).toEqual([
            expected.length,
            expected.length,
            null,
          ]);
        }
        db.close();
      }),
      { numRuns: 80 },
    );
  });

  test('is changed by each value of each facet as the plain filter says', () => {
    fc.assert(
      fc.property(samples, (rows) => {
        const db = store(rows);
        for (const name of FACETS) {
          for (const value of new Set(rows.flatMap((row) => valuesOf(row)[name]))) {
            const filter = { [name]: [value] };
            const fitting = rows.filter((row) => passes(row, filter)).length;
            expect([name, value, countListed(db, filter)]).toEqual([name, value, fitting]);
          }
        }
        db.close();
      }),
      { numRuns: 40 },
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
          const domains = allPages(db, { filter, sort, order, seed: SEED, limit }).map((row) => row.domain);
          expect(domains).toEqual(plainList(rows, filter, sort, order));
          db.close();
        },
      ),
      { numRuns: 80 },
    );
  });

  test('draws a fair order that holds everybody once, is the same for a seed and another for another', () => {
    const db = openWriter(':memory:');
    for (let index = 0; index < 200; index += 1) insertInstance(db, `h${index}.example.org`);
    const drawn = (seed: string): string[] =>
      allPages(db, { filter: {}, sort: 'fair', order: 'asc', seed, limit: 50 }).map(({ domain }) => domain);
    const byName = listInstances(db, { filter: {}, sort: 'domain', order: 'asc', limit: 200 }).rows;
    expect(drawn('a').toSorted()).toEqual(byName.map(({ domain }) => domain).toSorted());
    expect(drawn('a')).toEqual(drawn('a'));
    expect(drawn('a')).not.toEqual(drawn('b'));
    expect(drawn('a')).not.toEqual(byName.map(({ domain }) => domain));
  });

  test('goes on with the draw of the page before when the day has changed in between', () => {
    const db = openWriter(':memory:');
    for (let index = 0; index < 20; index += 1)
      insertLatest(db, insertInstance(db, `h${index}.example.org`), { users: index });
    const query = { filter: {}, sort: 'fair', order: 'asc', limit: 10 } as const;
    const first = listInstances(db, query);
    expect(defaultSeed(db)).toBe('2026-03-02');
    db.prepare('UPDATE latest SET at = at + 86400').run();
    expect(defaultSeed(db)).toBe('2026-03-03');
    const second = listInstances(db, { ...query, after: first.next ?? '' });
    expect(new Set([...first.rows, ...second.rows].map(({ domain }) => domain)).size).toBe(20);
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

  test('shows figures, source, profile, facts and guesses as they are', () => {
    const db = openWriter(':memory:');
    const source = insertSource(db);
    const id = insertInstance(db, 'a.exemple.fr', { state: 'discovered' });
    insertProfile(db, id, { title: '<b>Music</b>', languages: ['fr-CA'], registrations: 'approval' });
    insertLatest(db, id, { users: 5, peersListed: 7, users7: -1, source: source.id });
    db.exec(`
      INSERT INTO catalogue VALUES (${id}, '[]', '', NULL, 'Lyon', 'association', 'Les Vaches', 17000, 'https://a.fr/', 20000);
      INSERT INTO longView VALUES (${id}, 18000, 4, 40, 39);
    `);
    const { rows } = listInstances(db, { filter: {}, sort: 'users', order: 'desc', limit: 1 });
    expect(rows).toEqual([
      {
        domain: 'a.exemple.fr',
        state: 'discovered',
        softwareName: null,
        softwareVersion: null,
        title: '<b>Music</b>',
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
        users30: 1,
        knownSince: 17_000,
        availability: 0.975,
        facts: {
          topics: [],
          country: null,
          region: 'Lyon',
          operatorType: 'association',
          operator: 'Les Vaches',
          factsSource: 'https://a.fr/',
        },
        guesses: { language: null, topics: ['music'], country: 'FR' },
      },
    ]);
  });

  test('knows from the registry of public bodies who admits certain addresses only', () => {
    const db = openWriter(':memory:');
    const enter = (
      domain: string,
      mailDomains: readonly string[],
      registrations: 'open' | 'closed',
    ): void => {
      insertProfile(db, insertInstance(db, domain), { registrations });
      const entry = JSON.stringify({ mailDomains });
      db.prepare(`INSERT INTO official (domain, country, entry) VALUES (?, 'FR', ?)`).run(domain, entry);
    };
    enter('agents.example.org', ['gouv.fr'], 'open');
    enter('shut.example.org', ['gouv.fr'], 'closed');
    enter('everybody.example.org', [], 'open');
    const list = (registrations: string): string[] =>
      listInstances(db, {
        filter: { registrations: [registrations] },
        sort: 'domain',
        order: 'asc',
        limit: 9,
      })
        .rows.filter((row) => row.registrations === registrations)
        .map(({ domain }) => domain);
    expect(['restricted', 'closed', 'open'].map(list)).toEqual([
      ['agents.example.org'],
      ['shut.example.org'],
      ['everybody.example.org'],
    ]);
  });

  test('leaves out names from peers lists and visitors until they answered, and what the operator blocked', () => {
    const db = openWriter(':memory:');
    insertInstance(db, 'bomb1.example.org', { state: 'discovered', addedBy: 'peer' });
    insertInstance(db, 'wish.example.org', { state: 'discovered', addedBy: 'visitor' });
    insertInstance(db, 'answered.example.org', { addedBy: 'peer', lastAnswerAt: AT0 });
    const blocked = insertInstance(db, 'blocked.example.org');
    db.prepare('UPDATE instance SET blockedAt = 1 WHERE id = ?').run(blocked);
    expect(countListed(db, {})).toBe(1);
    expect(countListed(db, { state: ['discovered'] })).toBe(0);
    db.close();
  });
});
