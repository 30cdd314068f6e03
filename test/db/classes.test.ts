/** Classes and sorted shares: where each begins, and what is in none. */
import { describe, expect, test } from 'vitest';
import { answeredShare } from '../../db/visits/availability.ts';
import { ageClass, availabilityClass, growthClass, sizeClass } from '../../db/directory/classes.ts';
import { activity } from '../../db/directory/sorting.ts';

describe('classes', () => {
  test.each([
    [null, null],
    [0, 'tiny'],
    [9, 'tiny'],
    [10, 'small'],
    [99, 'small'],
    [100, 'medium'],
    [999, 'medium'],
    [1_000, 'large'],
    [9_999, 'large'],
    [10_000, 'huge'],
    [20_000_000, 'huge'],
  ])('an instance of %s accounts is %s', (users, name) => {
    expect(sizeClass(users)).toBe(name);
  });

  test.each([
    [100, null, null],
    [null, 100, null],
    [5, 0, null],
    [97, 100, 'shrinking'],
    [98, 100, 'steady'],
    [100, 100, 'steady'],
    [102, 100, 'growing'],
    [109, 100, 'growing'],
    [110, 100, 'fast'],
    [0, 100, 'shrinking'],
  ])('%s accounts after %s are %s', (users, before, name) => {
    expect(growthClass(users, before)).toBe(name);
  });

  test.each([
    [null, null],
    [0, 'new'],
    [365, 'new'],
    [366, 'year'],
    [1_095, 'year'],
    [1_096, 'years3'],
    [1_827, 'years5'],
    [-1, null],
  ])('known for %s days is %s', (days, name) => {
    expect(ageClass(days)).toBe(name);
  });

  test.each([
    [0, 0, null],
    [19, 19, null],
    [20, 0, 'poor'],
    [100, 79, 'poor'],
    [100, 80, 'fair'],
    [100, 95, 'good'],
    [1_000, 994, 'good'],
    [1_000, 995, 'best'],
    [20, 20, 'best'],
  ])('%s visits, %s answered, are %s', (visits, answered, name) => {
    expect(availabilityClass(answeredShare(visits, answered))).toBe(name);
  });
});

describe('the share of accounts that are active', () => {
  test('is unknown where either number is, and for nobody', () => {
    expect([activity(null, 1), activity(1, null), activity(0, 0)]).toEqual([null, null, null]);
  });

  test('is what the numbers allow: one of one is less than four hundred of five hundred', () => {
    const [one, crowd] = [activity(1, 1) ?? 0, activity(500, 400) ?? 0];
    expect(one).toBeLessThan(crowd);
    expect(crowd).toBeGreaterThan(750_000);
    expect(crowd).toBeLessThan(800_000);
  });

  test('never passes one, although some claim more active accounts than accounts', () => {
    expect(activity(1_000_000, 3_000_000)).toBeLessThanOrEqual(1_000_000);
  });
});
