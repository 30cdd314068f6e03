/** The curated facts: the bundled file is as docs/catalogue.md says, and the table follows it. */
import { describe, expect, test } from 'vitest';
import { importCatalogue, readCatalogue } from '../../db/catalogue/catalogue.ts';
import type { CatalogueEntry } from '../../db/catalogue/catalogue.ts';
import { listInstances } from '../../db/directory/directory.ts';
import { openWriter } from '../../db/open.ts';
import { readRegister } from '../../db/register/register.ts';
import { dayText } from '../../db/time.ts';
import { TOPICS } from '../../db/catalogue/topics.ts';
import { DAY0, domainOf, insertInstance } from '../rows.ts';

const HEAD = 'domain,topics,country,region,operatorType,operator,since,source,verifiedOn';

describe('the bundled catalogue', () => {
  const entries = readCatalogue();
  test('has a few hundred entries, sorted, each once, all of the register', () => {
    const domains = entries.map(({ domain }) => domain);
    expect(domains.length).toBeGreaterThan(300);
    expect(domains).toEqual([...new Set(domains)].toSorted());
    const known = new Set(readRegister().instances.map(({ domain }) => domain));
    expect(domains.filter((domain) => !known.has(domain))).toEqual([]);
  });
  test('says something with every entry, and names organisations with their kind', () => {
    const empty = entries.filter(
      ({ topics, country, operatorType, since }) =>
        topics.length === 0 && country === null && operatorType === null && since === null,
    );
    expect(empty).toEqual([]);
    expect(
      entries.filter(({ operator, operatorType }) => operator !== null && operatorType === null),
    ).toEqual([]);
  });
  test('never names a person, holds no address of one and no fediverse account', () => {
    expect(
      entries.filter(({ operatorType, operator }) => operatorType === 'individual' && operator !== null),
    ).toEqual([]);
    for (const { operator, region, source } of entries) {
      for (const text of [operator ?? '', region ?? '', source]) expect(text).not.toContain('@');
    }
  });
  test('is dated, none of it in the future', () => {
    const today = dayText(Math.floor(Date.now() / 86_400_000));
    for (const { since, verifiedOn } of entries) {
      expect(dayText(verifiedOn) <= today).toBe(true);
      if (since !== null) expect([dayText(since) >= '2008', since <= verifiedOn]).toEqual([true, true]);
    }
  });
  test('covers most topics and every kind of operator but few', () => {
    const used = new Set(entries.flatMap(({ topics }) => topics));
    expect(TOPICS.filter((topic) => !used.has(topic)).length).toBeLessThan(5);
  });
});

describe('reading a catalogue', () => {
  test('takes a year or a month for its last day', () => {
    const [year, month, day] = readCatalogue(
      `${HEAD}\na.org,,,,,,2017,https://a.org/,2026-01-01\nb.org,,,,,,2017-02,https://a.org/,2026-01-01\nc.org,,,,,,2017-02-03,https://a.org/,2026-01-01`,
    ).map(({ since }) => dayText(since ?? 0));
    expect([year, month, day]).toEqual(['2017-12-31', '2017-02-28', '2017-02-03']);
  });
  test.each([
    ['A.org,,,,,,,https://a.org/,2026-01-01', /no canonical domain/],
    ['a.org,cooking,,,,,,https://a.org/,2026-01-01', /not one of .*food/],
    ['a.org,,France,,,,,https://a.org/,2026-01-01', /no country/],
    ['a.org,,,,club,,,https://a.org/,2026-01-01', /not one of .*association/],
    ['a.org,,,,,,last year,https://a.org/,2026-01-01', /no day/],
    ['a.org,,,,,,,javascript:alert(1),2026-01-01', /no address/],
    ['a.org,,,,,,,https://a.org/,', /no day/],
  ])('refuses %s', (line, message) => {
    expect(() => readCatalogue(`${HEAD}\n${line}`)).toThrow(message);
  });
});

describe('importing a catalogue', () => {
  const entry = (domain: string, changes: Partial<CatalogueEntry> = {}): CatalogueEntry => ({
    domain: domainOf(domain),
    topics: ['tech'],
    country: 'FR',
    region: null,
    operatorType: null,
    operator: null,
    since: null,
    source: 'https://example.org/',
    verifiedOn: DAY0,
    ...changes,
  });
  test('makes the table what the file says, and writes nothing when nothing changed', () => {
    const db = openWriter(':memory:');
    insertInstance(db, 'a.test');
    insertInstance(db, 'b.test');
    const first = [entry('a.test'), entry('b.test'), entry('unknown.test')];
    expect(importCatalogue(db, first)).toEqual({ changed: 2 });
    expect(importCatalogue(db, first)).toEqual({ changed: 0 });
    expect(importCatalogue(db, [entry('a.test', { country: 'BE' })])).toEqual({ changed: 2 });
    expect(db.prepare('SELECT instance, country FROM catalogue').all()).toEqual([
      { instance: 1, country: 'BE' },
    ]);
  });
  test('goes with the instance when that is erased', () => {
    const db = openWriter(':memory:');
    insertInstance(db, 'a.test');
    importCatalogue(db, [entry('a.test')]);
    db.prepare('DELETE FROM instance').run();
    expect(db.prepare('SELECT count(*) FROM catalogue').pluck().get()).toBe(0);
  });
  test('lets people find by operator, place and topic in either language', () => {
    const db = openWriter(':memory:');
    insertInstance(db, 'a.test');
    importCatalogue(db, [entry('a.test', { operator: 'Les Vaches réunies', region: 'Besançon' })]);
    const found = (q: string): number =>
      listInstances(db, { filter: { q }, sort: 'relevance', order: 'desc', limit: 5 }).total;
    expect(['reunies', 'besancon', 'logiciel', 'software', 'informa'].map(found)).toEqual([1, 1, 1, 1, 1]);
    expect(found('cuisine')).toBe(0);
  });
});
