import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  chooseNames,
  ENTRIES_READ,
  NAMES_PER_RUN,
  NAMES_PER_SOURCE,
  sampleEntries,
} from '../../crawler/discover.ts';
import type { Domain } from '../../db/model.ts';
import type { SiteCounts } from '../../db/sites.ts';
import { domain } from '../visits.ts';

const SOURCE = domain('source.test');
const EMPTY: SiteCounts = { silent: 0, recent: 0, settled: 0 };
const names = (count: number, name: (index: number) => string): Domain[] =>
  Array.from({ length: count }, (_, index) => domain(name(index)));
const distinct = (count: number): Domain[] => names(count, (index) => `made-up-${index}.test`);
type Given = { used?: number; left?: number; counts?: SiteCounts };
const choose = (list: readonly Domain[], given: Given = {}, source: Domain = SOURCE): Domain[] =>
  chooseNames(
    list,
    source,
    { used: given.used ?? 0, left: given.left ?? NAMES_PER_RUN, countSite: () => given.counts ?? EMPTY },
    () => true,
  );

describe('of the names in a list', () => {
  test('a source brings in no more than its share of a week', () => {
    expect(choose(distinct(10_000))).toHaveLength(NAMES_PER_SOURCE);
    expect(choose(distinct(10_000), { used: 150 })).toHaveLength(50);
    expect(choose(distinct(10_000), { used: 900 })).toEqual([]);
  });

  test.for<[string, SiteCounts, number]>([
    ['twenty of a registrable domain nobody knows', EMPTY, 20],
    ['as many more as have not answered yet', { silent: 15, recent: 15, settled: 0 }, 5],
    ['none where many never answered', { silent: 20, recent: 20, settled: 500 }, 0],
    ['more where names have answered for long', { silent: 0, recent: 20, settled: 12 }, 12],
    ['never a farm that answers at once, before its time', { silent: 0, recent: 20, settled: 0 }, 0],
    ['no more than a large hoster has', { silent: 0, recent: 210, settled: 9_000 }, 10],
  ])('%s', ([, counts, expected]) => {
    expect(
      choose(
        names(900, (index) => `w${index}.farm.test`),
        { counts },
      ),
    ).toHaveLength(expected);
  });

  test('those that come late in a run still get a part', () => {
    let left = NAMES_PER_RUN;
    const taken = Array.from({ length: 40 }, (_, index) => {
      const chosen = choose(distinct(10_000), { left }, domain(`source-${index}.test`)).length;
      left -= chosen;
      return chosen;
    });
    expect(taken[0]).toBe(NAMES_PER_SOURCE);
    expect(taken.at(-1)).toBeGreaterThan(0);
    expect(left).toBeGreaterThanOrEqual(0);
  });

  test('whatever the list, its order does not matter and every name was in it', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(50_000), { maxLength: 600 }), fc.nat(300), (numbers, used) => {
        const list = numbers.map((number) => domain(`n${number}.test`));
        const chosen = choose(list, { used });
        expect(choose(list.toReversed(), { used })).toEqual(chosen);
        expect(new Set(chosen).size).toBe(chosen.length);
        expect(chosen.every((name) => list.includes(name))).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  test('other sources choose other names of the same list', () => {
    const list = distinct(4_000);
    const all = new Set(
      Array.from({ length: 60 }, (_, index) => choose(list, {}, domain(`s${index}.test`))).flat(),
    );
    expect(all.size).toBeGreaterThan(3_500);
  });

  test('those that may not come in leave their place to others', () => {
    const chosen = chooseNames(
      distinct(1_000),
      SOURCE,
      { used: 0, left: NAMES_PER_RUN, countSite: () => EMPTY },
      (name) => !name.includes('1'),
    );
    expect(chosen).toHaveLength(NAMES_PER_SOURCE);
    expect(chosen.some((name) => name.includes('1'))).toBe(false);
  });
});

test('of an overlong list about as many entries are read as are read of any, and others under another seed', () => {
  const entries = Array.from({ length: 1_000_000 }, (_, index) => `p${index}.flood.test`);
  const startedAt = performance.now();
  const monday = sampleEntries(entries, 'monday');
  expect(performance.now() - startedAt).toBeLessThan(2_000);
  expect(monday.length).toBeGreaterThan(ENTRIES_READ * 0.95);
  expect(monday.length).toBeLessThanOrEqual(ENTRIES_READ);
  const tuesday = new Set(sampleEntries(entries, 'tuesday'));
  expect(monday.filter((entry) => tuesday.has(entry)).length).toBeLessThan(ENTRIES_READ / 10);
  expect(sampleEntries(entries.slice(0, 100), '')).toHaveLength(100);
});
