/** Series of the past with lies in them, judged with what came after. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { doubtfulDays, type ImportedDay } from '../../../db/imports/plausible.ts';

/** One figure a day from day 100 on, out of a list that tells of days 0 to 400; `null`: nothing is told of that day. */
function series(...users: (number | null)[]): ImportedDay[] {
  return users.flatMap((count, index) =>
    count === null ? [] : [{ day: 100 + index, users: count, published: { first: 0, last: 400 } }],
  );
}
const days = (count: number, users: number): number[] => Array.from({ length: count }, () => users);
const refused = (told: readonly ImportedDay[]): unknown[] =>
  doubtfulDays(told).map(({ day, rule }) => [day - 100, rule]);
const span = (from: number, until: number, rule: string): unknown[] =>
  Array.from({ length: until - from + 1 }, (_, index) => [from + index, rule]);

describe('is not believed:', () => {
  test.each<[string, (number | null)[], unknown[]]>([
    [
      'a million for four days',
      [...days(9, 500), ...days(4, 1_000_000), ...days(9, 510)],
      span(9, 12, 'leap'),
    ],
    [
      'one kept up for 39 days',
      [...days(9, 500), ...days(39, 900_000), ...days(9, 510)],
      span(9, 47, 'leap'),
    ],
    ['one that ends with the list', [...days(9, 500), ...days(4, 1_000_000)], span(9, 12, 'leap')],
    [
      'a large instance that doubles for a week',
      [...days(9, 600_000), ...days(7, 1_200_000), ...days(9, 601_000)],
      span(9, 15, 'leap'),
    ],
    ['200,000 more each day, and back', [500, 200_500, 400_500, 600_500, 500, 500], span(1, 3, 'leap')],
    ['a newcomer that falls back', [...days(4, 1_000_000), ...days(9, 400)], span(0, 3, 'unconfirmed')],
    ['a newcomer that vanishes', days(4, 1_000_000), span(0, 3, 'unconfirmed')],
    ['a day of next to nothing', [...days(9, 800_000), 3, ...days(9, 801_000)], span(9, 9, 'leap')],
  ])('%s', (_, told, expected) => {
    expect(refused(series(...told))).toEqual(expected);
  });
});

describe('is believed:', () => {
  test.each<[string, (number | null)[]]>([
    ['growth by a tenth a day', Array.from({ length: 40 }, (_, day) => Math.round(900 * 1.1 ** day))],
    ['a rise that stays', [...days(9, 5_000), ...days(20, 60_000)]],
    ['a rise over a gap', [488, ...Array.from({ length: 18 }, () => null), 56_208, 57_000]],
    ['a purge', [...days(20, 90_000), ...days(9, 4_000)]],
    ['a small instance that triples', [900, 3_000, 900]],
    ['a single figure of a large instance', [821_755]],
  ])('%s', (_, told) => {
    const [first] = series(...told);
    const list = { first: first?.day ?? 0, last: 400 };
    expect(doubtfulDays(series(...told).map((day) => ({ ...day, published: list })))).toEqual([]);
  });
});

test('whatever is told, steady days are never refused, and what is refused is what was told', () => {
  const level = fc.record({
    users: fc.integer({ min: 0, max: 10 ** 7 }),
    length: fc.integer({ min: 1, max: 60 }),
  });
  fc.assert(
    fc.property(fc.array(level, { minLength: 1, maxLength: 6 }), (levels) => {
      const told = series(...levels.flatMap(({ users, length }) => days(length, users)));
      const doubtful = doubtfulDays(told);
      expect(doubtful.length).toBeLessThan(told.length + 1);
      for (const { day, users } of doubtful)
        expect(told).toContainEqual({ day, users, published: { first: 0, last: 400 } });
      const steady = told.map((one) => ({
        ...one,
        users: levels[0]?.users ?? 0,
        published: { first: 100, last: 400 },
      }));
      expect(doubtfulDays(steady)).toEqual([]);
    }),
  );
});
