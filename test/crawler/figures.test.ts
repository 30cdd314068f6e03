import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judge } from '../../crawler/figures.ts';
import { FIGURES } from '../../db/model.ts';

const users = (...claims: unknown[]) => judge({ users: claims });

describe('a count is', () => {
  test.for<[unknown, number]>([
    [0, 0],
    [-0, 0],
    [1500, 1500],
    [1.5e3, 1500],
    ['1234', 1234],
    [' 60 ', 60],
    ['5875129.0', 5_875_129],
    ['007', 7],
    ['-0', 0],
  ])('%j, read as %i', ([claim, count]) => {
    const { figures, refusals } = users(claim);
    expect(Object.is(figures.users, count)).toBe(true);
    expect(refusals).toEqual([]);
  });

  test('larger than 2^31 where statuses are counted', () => {
    expect(judge({ statuses: [5_000_000_000] }).figures.statuses).toBe(5_000_000_000);
  });
});

describe('a count is not', () => {
  test.for<[unknown, string, string]>([
    [-5, 'negative', '-5'],
    ['-431', 'negative', '-431'],
    [12.5, 'fractional', '12.5'],
    ['12.5', 'fractional', '12.5'],
    [2 ** 53, 'beyond-2^53', '9007199254740992'],
    [Infinity, 'beyond-2^53', 'Infinity'],
    ['9007199254740993', 'beyond-2^53', '9007199254740993'],
    [Number.NaN, 'not-a-number', 'NaN'],
    [true, 'not-a-number', 'true'],
    [false, 'not-a-number', 'false'],
    ['', 'not-a-number', ''],
    ['1,234', 'not-a-number', '1,234'],
    ['1.2k', 'not-a-number', '1.2k'],
    ['1e6', 'not-a-number', '1e6'],
    ['0x10', 'not-a-number', '0x10'],
    ['٣', 'not-a-number', '?'],
    ['<b>\r\n', 'not-a-number', '<b>??'],
    [[5], 'not-a-number', '[...]'],
    [{ all: 5, direct: 1 }, 'not-a-number', '{...}'],
    ['9'.repeat(5_000_000), 'not-a-number', '9'.repeat(64)],
    [8_100_000_000, 'above-ceiling', '8100000000'],
  ])('%j: %s', ([claim, rule, raw]) => {
    const { figures, refusals } = users(claim);
    expect(figures.users).toBeNull();
    expect(refusals).toEqual([{ figure: 'users', rule, raw }]);
  });

  test('null or absent: that is unknown, and no refusal', () => {
    expect(users(null, undefined)).toEqual({ figures: judge({}).figures, refusals: [], taken: {} });
  });
});

describe('of several claims', () => {
  test('the first that can be true wins', () => {
    expect(users(30, 32).figures.users).toBe(30);
    expect(users(null, 7).figures.users).toBe(7);
  });

  test('impossible ones before it are recorded, those after it are not looked at', () => {
    const { figures, refusals } = users(-1, 8, 'x');
    expect(figures.users).toBe(8);
    expect(refusals).toEqual([{ figure: 'users', rule: 'negative', raw: '-1' }]);
  });
});

describe('two sources of one instance', () => {
  test.for([
    [30, 91_000],
    [91_000, 30],
    [4_000_000, 1_000_000],
  ])('that tell %i and %i accounts contradict each other: neither is believed', ([one, other]) => {
    const { figures, refusals } = users(one, other);
    expect(figures.users).toBeNull();
    expect(refusals).toEqual([{ figure: 'users', rule: 'contradicted', raw: `${one}, ${other}` }]);
  });
  test.for([
    [3, 800],
    [20_000, 19_000],
    [300, null],
  ])('that tell %i and %i do not', ([one, other]) => expect(users(one, other).figures.users).toBe(one));
});

test('two sources that break the same rule are one refusal', () => {
  expect(users(-5, -7, 1.5).refusals).toEqual([
    { figure: 'users', rule: 'negative', raw: '-5' },
    { figure: 'users', rule: 'fractional', raw: '1.5' },
  ]);
});

describe('active users', () => {
  test('may exceed the registered ones: deleted accounts stay in the tracker', () => {
    const { figures } = judge({ users: [40], activeMonth: [55], activeHalfYear: [200] });
    expect(figures).toMatchObject({ activeMonth: 55, activeHalfYear: 200 });
  });

  test('more than three times as many, and some, cannot be', () => {
    const { figures, refusals } = judge({ users: [40], activeMonth: [221, 12], activeWeek: [220] });
    expect(figures).toMatchObject({ users: 40, activeMonth: 12, activeWeek: 220 });
    expect(refusals).toEqual([{ figure: 'activeMonth', rule: 'active-above-users', raw: '221' }]);
  });

  test('are not held against unknown users', () => {
    expect(judge({ activeMonth: [9_000] }).figures.activeMonth).toBe(9_000);
  });
});

describe('a crowd', () => {
  test.for([
    [4_800_000, 120],
    [2_011_536, 0],
    [1_114_113, 3],
    [74_234, 2],
  ])('of %i users with %i statuses is not believed', ([told, statuses]) => {
    const { figures, refusals } = judge({ users: [told], statuses: [statuses], activeMonth: [3] });
    expect(figures).toMatchObject({ users: null, statuses, activeMonth: 3 });
    expect(refusals).toEqual([{ figure: 'users', rule: 'users-without-statuses', raw: String(told) }]);
  });

  test('is believed when it writes, and when statuses are unknown', () => {
    expect(judge({ users: [2_240_539], statuses: [111_922_721] }).figures.users).toBe(2_240_539);
    expect(judge({ users: [60_000], statuses: [600] }).figures.users).toBe(60_000);
    expect(judge({ users: [60_000] }).figures.users).toBe(60_000);
    expect(judge({ users: [0], statuses: [0], connections: [0] }).figures).toMatchObject({
      users: 0,
      statuses: 0,
    });
  });
});

test('whatever is claimed, a figure is a safe whole number or null, and a refusal is short ASCII', () => {
  const claims = fc.dictionary(fc.constantFrom(...FIGURES), fc.array(fc.anything(), { maxLength: 4 }));
  fc.assert(
    fc.property(claims, (told) => {
      const { figures, refusals } = judge(told);
      for (const figure of FIGURES) {
        const value = figures[figure];
        expect(value === null || (Number.isSafeInteger(value) && value >= 0)).toBe(true);
      }
      for (const { raw } of refusals) expect(raw).toMatch(/^[\x20-\x7e]{0,64}$/);
    }),
    { numRuns: 1_000 },
  );
});
