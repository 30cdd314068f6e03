/** Changes per day and per week: exact where both ends are known, unknown elsewhere. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { periodStart } from '../../../db/series/periods.ts';
import { inMode } from '../../../web/charts/mode.ts';
import type { ChartPoint } from '../../../web/charts/points.ts';

const DAY = 86_400;
/** 2026-03-02, a Monday. */
const MONDAY = 20_514 * DAY;

const daily = (values: readonly (number | null)[], from = MONDAY): readonly ChartPoint[] =>
  values.map((value, index) => ({ at: from + index * DAY, value, standing: 'measured', coverage: 1 }));
const valuesOf = (points: readonly ChartPoint[]): readonly (number | null)[] =>
  points.map(({ value }) => value);

describe('reading a series', () => {
  it('leaves totals as they are', () => {
    const points = daily([1, null, 3]);
    expect(inMode(points, 'total')).toBe(points);
  });

  it('takes each day’s change from the day before, and knows none beside a gap', () => {
    expect(valuesOf(inMode(daily([10, 12, null, 15, 14]), 'day'))).toEqual([2, null, null, -1]);
  });

  it('does not spread a change over days that nobody watched', () => {
    const sparse = [daily([100])[0], { ...daily([160], MONDAY + 30 * DAY)[0] }].flatMap((point) =>
      point === undefined ? [] : [point as ChartPoint],
    );
    expect(valuesOf(inMode(sparse, 'day'))).toEqual([null]);
  });

  it('takes a week’s change from last known value to last known value', () => {
    const points = daily([1, 2, 3, 4, 5, 6, 7, 8, 9, null, null, null, null, null, 20]);
    expect(inMode(points, 'week').map(({ at, value }) => [at, value])).toEqual([
      [MONDAY + 7 * DAY, 2],
      [MONDAY + 14 * DAY, 11],
    ]);
  });

  it('leaves a week without any value as a gap', () => {
    const points = daily([1, ...Array.from({ length: 13 }, () => null), 9]);
    expect(valuesOf(inMode(points, 'week'))).toEqual([null, null]);
  });

  it('knows no change between sums that others published, because each is over other instances', () => {
    const mixed = daily([100, 300, 310, 320]).map((point, index) =>
      index < 2 ? { ...point, standing: 'imported' as const } : point,
    );
    expect(valuesOf(inMode(mixed, 'day', true))).toEqual([null, null, 10]);
    expect(valuesOf(inMode(mixed, 'day'))).toEqual([200, 10, 10]);
  });

  it('begins weeks on Monday, before 1970 too', () => {
    for (const day of [0, 1, 6]) expect(periodStart('week', MONDAY + day * DAY + 5)).toBe(MONDAY);
    expect(periodStart('week', -DAY)).toBe(-3 * DAY);
  });

  it('adds up: all changes of an unbroken series sum to its growth', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1e9 }), { minLength: 1, maxLength: 60 }), (values) => {
        const sum = valuesOf(inMode(daily(values), 'day')).reduce<number>(
          (total, value) => total + (value ?? NaN),
          0,
        );
        expect(sum).toBe((values.at(-1) ?? 0) - (values[0] ?? 0));
      }),
    );
  });
});
