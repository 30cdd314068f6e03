/** The whole fediverse's size: 30,000 instances, asked as the pages ask, with plans that read an index instead of sorting all. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listInstances } from '../../db/directory/directory.ts';
import type { DirectoryQuery } from '../../db/directory/directory.ts';
import { facets } from '../../db/directory/facets.ts';
import { openWriter } from '../../db/open.ts';
import { findByWords } from '../../db/directory/search.ts';
import type { Database } from '../../db/open.ts';
import { instanceSeries, sparklines } from '../../db/series/series.ts';
import { DIRECTORY_SORTS } from '../../db/directory/sorting.ts';
import { DAY0, domainOf, insertDay, insertInstance } from '../rows.ts';

const INSTANCES = 30_000;
let db: Database;
/** Every text prepared, newest last. */
const texts: string[] = [];

beforeAll(() => {
  db = openWriter(':memory:');
  const numbers = `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${INSTANCES})`;
  db.exec(`
    ${numbers} INSERT INTO instance (id, domain, state, addedAt, addedBy, nextProbeAt)
      SELECT i, printf('h%05d.example.org', i * 7919 % ${INSTANCES}), iif(i % 9, 'up', 'failing'), 0, 'peer', 0 FROM n;
    ${numbers} INSERT INTO profile (instance, fromAt, title, description, softwareName, languages, registrations)
      SELECT i, 0, 'Instance number ' || i, printf('%.*c', 200, 'x'), 'software' || (i % 50),
        json_array(char(97 + i % 26) || 'a'), iif(i % 3, 'open', 'closed') FROM n;
    ${numbers} INSERT INTO latest (instance, at, users, activeMonth, statuses, connections, users7)
      SELECT i, 0, 1000000 / i, i % 700, i * 3, i % 9000, i % 41 - 20 FROM n;
    ${numbers} INSERT INTO day (instance, day, users) SELECT i, ${DAY0}, i FROM n;
  `);
  const prepare = db.prepare.bind(db);
  Object.assign(db, {
    prepare: (sql: string) => {
      texts.push(sql);
      return prepare(sql);
    },
  });
});
afterAll(() => void db.close());

const DEFAULT: DirectoryQuery = { filter: {}, sort: 'users', order: 'desc', limit: 50 };

/** The plan of the last text prepared by `ask`, one step a line. */
function planOf(ask: () => unknown, among: RegExp): string {
  texts.length = 0;
  ask();
  const sql = texts.find((text) => among.test(text));
  if (sql === undefined) throw new Error('no such statement was prepared');
  const names = [...sql.matchAll(/@(\w+)/g)].map((match) => match[1] ?? '');
  const values = Object.fromEntries(names.map((name) => [name, null]));
  const steps = db.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`);
  const places = [...sql.matchAll(/\?/g)].map((_, index) => (index === 0 ? '[]' : 0));
  return (names.length > 0 ? steps.all(values) : steps.all(...places)).map(({ detail }) => detail).join('\n');
}

/** Milliseconds of the fastest of five: the machine may be busy, the query is what it is. */
function fastest(ask: () => unknown): number {
  const times = Array.from({ length: 5 }, () => {
    const startedAt = performance.now();
    ask();
    return performance.now() - startedAt;
  });
  return Math.min(...times);
}

describe('a register of 30,000 instances', () => {
  test('reads the rows of a page one by one, by their keys', () => {
    const plan = planOf(() => listInstances(db, DEFAULT), /json_each\(\?\) AS asked/);
    expect(plan).toMatch(/SEARCH i USING INTEGER PRIMARY KEY/);
    expect(plan).not.toMatch(/SCAN (?:i|l|p|c|v|s)\b/);
  });

  test('is searched through the index of words', () => {
    const plan = planOf(() => findByWords(db, 'number 2998'), /FROM search/);
    expect(plan).toMatch(/SCAN search VIRTUAL TABLE INDEX 0:M/);
  });

  test('reads the days of one instance only', () => {
    const a = domainOf('h00001.example.org');
    const plan = planOf(() => instanceSeries(db, a, 'users', 'day'), /FROM day AS d/);
    expect(plan).toMatch(/SEARCH d USING PRIMARY KEY \(instance=\? AND day>\? AND day<\?\)/);
    expect(planOf(() => sparklines(db, [a], 'users', 90), /json_each/)).not.toMatch(/SCAN [id]\b/);
  });

  test('answers a page of the directory at once, however it is filtered and sorted', () => {
    // Bounds are several times what was measured, so that only a lost index or a scan of observations passes them.
    const next = listInstances(db, { ...DEFAULT, limit: 20_000 }).next ?? '';
    const queries: readonly (readonly [DirectoryQuery, number])[] = [
      ...DIRECTORY_SORTS.map((sort) => [{ ...DEFAULT, sort }, 50] as const),
      [{ ...DEFAULT, filter: { language: ['fa'], software: ['software5'], guesses: true } }, 50],
      [{ ...DEFAULT, filter: { size: ['small'], registrations: ['open'], state: ['up'] } }, 50],
      [{ ...DEFAULT, filter: { q: 'number 2999' }, sort: 'relevance' }, 100],
      [{ ...DEFAULT, after: next }, 50],
    ];
    const slow = queries
      .map(([query, bound]) => ({ query, bound, took: fastest(() => listInstances(db, query)) }))
      .filter(({ bound, took }) => took > bound);
    expect(slow).toEqual([]);
  });

  test('has its facets counted at once, however it is filtered', () => {
    const filters = [{}, { language: ['fa'] }, { size: ['small'], state: ['up'], registrations: ['open'] }];
    for (const filter of filters) {
      // Another bound each time: nothing is remembered.
      let bound = 1e9;
      expect(fastest(() => facets(db, { ...filter, maxUsers: (bound += 1) }))).toBeLessThan(100);
    }
  });

  test('counts its facets again only when something was written', () => {
    const first = facets(db, {});
    expect(first.software).toHaveLength(50);
    expect(facets(db, {})).toBe(first);
    insertDay(db, insertInstance(db, 'new.example.org'), DAY0);
    expect(facets(db, {})).not.toBe(first);
  });
});
