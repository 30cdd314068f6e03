/** The registry of public instances: the bundled file is sound, the import repeatable, and a group's totals follow the network's carry rule. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openWriter, type Database } from '../../db/open.ts';
import { currentStage, findOfficial, listOfficial, type OfficialEntry } from '../../db/official/official.ts';
import { importOfficial, officialEntries, readOfficial } from '../../db/official/official-file.ts';
import { groupSeries } from '../../db/series/official-series.ts';
import { rebuildNetworkDays } from '../../db/network/rollups.ts';
import { networkSeries } from '../../db/series/network-series.ts';
import { DAY } from '../../db/time.ts';
import { AT0, DAY0, domainOf, insertDay, insertInstance, insertSource } from '../rows.ts';

const ENTRY: OfficialEntry = {
  domain: domainOf('toots.gouv.test'),
  operator: 'Ministry of Toots',
  country: 'FR',
  level: 'state',
  admits: 'addresses',
  verifiedOn: '2026-03-01',
  stages: [{ stage: 'experimental', from: '2026-01', source: 'https://gouv.test/news' }],
  evidence: [{ kind: 'suffix', value: 'gouv.test', url: 'https://gouv.test/' }],
  mailDomains: [
    {
      domain: 'gouv.test',
      subdomains: true,
      from: '2026-01-01',
      until: null,
      source: 'https://gouv.test/news',
    },
  ],
  remark: null,
};

describe('the bundled file', () => {
  const entries = readOfficial();
  test('holds the instance this all began with, and its list', () => {
    const etalab = entries.find(({ domain }) => domain === 'mastodon.etalab.gouv.fr');
    expect(etalab?.stages[0]).toMatchObject({ stage: 'experimental', from: '2017-04-20' });
    const list = etalab?.mailDomains.map(({ domain }) => domain);
    expect(list).toEqual(expect.arrayContaining(['gouv.fr', 'insee.fr', 'senat.fr']));
  });
  test('is in order, by country and domain', () => {
    const keys = entries.map(({ country, domain }) => `${country} ${domain}`);
    expect(keys).toEqual(keys.toSorted());
  });
  test('names no person', () => {
    expect(JSON.stringify(entries)).not.toMatch(/\S@\S/);
  });
});

test.each([
  ['an unknown field', { ...ENTRY, note: 'x' }],
  ['no evidence', { ...ENTRY, evidence: [] }],
  [
    'an address that is not https',
    { ...ENTRY, evidence: [{ kind: 'suffix', value: 'x', url: 'javascript:x' }] },
  ],
  ['a name that is no canonical domain', { ...ENTRY, domain: 'Toots.Gouv.test.' }],
  ['a day that does not exist', { ...ENTRY, verifiedOn: '2026-02-30' }],
  ['stages out of order', { ...ENTRY, stages: [{ ...ENTRY.stages[0], from: '2026-02' }, ENTRY.stages[0]] }],
  ['a list where sign-up does not go by one', { ...ENTRY, admits: 'public' }],
  ['sign-up by a list that is not there', { ...ENTRY, mailDomains: [] }],
  [
    'an address in place of an e-mail domain',
    { ...ENTRY, mailDomains: [{ ...ENTRY.mailDomains[0], domain: 'a@b.fr' }] },
  ],
])('a file with %s is refused by name', (_, entry) => {
  expect(() => officialEntries([entry])).toThrow(/instances\.json/);
});

describe('the import', () => {
  const fresh = (): Database => openWriter(':memory:');
  test('brings open instances into the register, closed ones not', () => {
    const db = fresh();
    importOfficial(db, AT0);
    const known = new Set(db.prepare('SELECT domain FROM instance').pluck().all());
    for (const entry of listOfficial(db))
      expect([entry.domain, known.has(entry.domain)]).toEqual([
        entry.domain,
        currentStage(entry) !== 'closed',
      ]);
    expect(listOfficial(db)).toEqual(readOfficial());
  });
  test('changes nothing when repeated, corrects what the file corrects, drops what it dropped', () => {
    const db = fresh();
    importOfficial(db, AT0, [ENTRY]);
    const before = db.prepare('SELECT total_changes()').pluck().get();
    expect(importOfficial(db, AT0, [ENTRY])).toBe(0);
    expect(db.prepare('SELECT total_changes()').pluck().get()).toBe(before);
    importOfficial(db, AT0, [{ ...ENTRY, country: 'DE', operator: 'Amt' }]);
    expect(findOfficial(db, ENTRY.domain)?.operator).toBe('Amt');
    expect([listOfficial(db, 'FR').length, listOfficial(db, 'DE').length]).toEqual([0, 1]);
    importOfficial(db, AT0, []);
    expect(listOfficial(db)).toEqual([]);
    expect(db.prepare('SELECT count(*) FROM instance').pluck().get()).toBe(1);
  });
});

test('the totals of a group are what the network’s would be, were it all there is', () => {
  const figure = fc.option(fc.nat(1000), { nil: null });
  const row = fc.record({ day: fc.nat(25), users: figure, statuses: figure, isImported: fc.boolean() });
  const rows = fc.uniqueArray(row, { selector: ({ day }) => day, maxLength: 12 });
  fc.assert(
    fc.property(fc.array(rows, { maxLength: 4 }), (instances) => {
      const db = openWriter(':memory:');
      const source = insertSource(db).id;
      const domains = instances.map((days, index) => {
        const id = insertInstance(db, `i${index}.test`);
        for (const { day, isImported, ...figures } of days)
          insertDay(db, id, DAY0 + day, { ...figures, source: isImported ? source : null });
        return domainOf(`i${index}.test`);
      });
      rebuildNetworkDays(db, DAY0, DAY0 + 25);
      for (const name of ['users', 'statuses', 'instances'] as const)
        for (const interval of ['day', 'week', 'month'] as const)
          expect(groupSeries(db, domains, name, interval)).toEqual(networkSeries(db, name, interval));
      db.close();
    }),
    { numRuns: 60 },
  );
});

test('what others published of a group gives way wherever anybody was measured, outside the group too', () => {
  const db = openWriter(':memory:');
  const source = insertSource(db).id;
  const inside = insertInstance(db, 'in.test');
  const outside = insertInstance(db, 'out.test');
  for (const day of [0, 4, 8, 20]) insertDay(db, inside, DAY0 + day, { users: 5, source });
  insertDay(db, outside, DAY0 + 1, { users: 7 });
  rebuildNetworkDays(db, DAY0, DAY0 + 20);
  const points = groupSeries(db, [domainOf('in.test')], 'users');
  // Day 8 is the last on which the measured figure of day 1 still counts.
  const told = points.filter(({ value }) => value !== null);
  expect(told.map(({ at, imported }) => [at / DAY - DAY0, imported])).toEqual([
    [0, 1],
    [20, 1],
  ]);
});

test('a group leaves out everybody else', () => {
  const db = openWriter(':memory:');
  insertDay(db, insertInstance(db, 'in.test'), DAY0, { users: 5 });
  insertDay(db, insertInstance(db, 'out.test'), DAY0, { users: 7 });
  const points = groupSeries(
    db,
    [domainOf('in.test'), domainOf('in.test'), domainOf('nowhere.test')],
    'users',
  );
  expect(points.map(({ value }) => value)).toEqual([5]);
  expect(groupSeries(db, [], 'users')).toEqual([]);
});
