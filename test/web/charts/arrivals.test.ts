import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ChartPoint } from '../../../web/charts/points.ts';
import { stepsSince } from '../../../web/charts/arrivals.ts';

const DAY = 86_400;
const point = (day: number, value: number | null, same: number | null): ChartPoint => ({
  at: day * DAY,
  value,
  same,
  standing: 'measured',
  coverage: 1,
});

test('a step is what the total moved by beyond the instances counted on both days', () => {
  const points = [
    point(0, 1_000, 1_000),
    point(1, 1_010, 1_010),
    point(2, 1_410, 1_015),
    point(3, 1_300, 1_025),
  ];
  expect(stepsSince(points, 0)).toEqual([
    { at: 2 * DAY, change: 400, same: 5 },
    { at: 3 * DAY, change: -110, same: 10 },
  ]);
  expect(stepsSince(points, 3 * DAY)).toHaveLength(1);
});

test('where the line of the same instances begins anew, all of the change is one of the list', () => {
  const points = [point(0, 1_000, 1_000), point(1, 1_500, 1_010), point(2, 4_000, 4_000)];
  expect(stepsSince(points, 0).at(-1)).toEqual({ at: 2 * DAY, change: 2_500, same: 0 });
});

test('growth makes no step, however steep, and nothing is told across a gap', () => {
  expect(
    stepsSince([point(0, 100, 100), point(1, 300, 300), point(2, null, null), point(3, 900, 900)], 0),
  ).toEqual([]);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 10 ** 7 }), { maxLength: 50 }), (values) => {
      const points = values.map((value, day) => point(day, value, value));
      expect(stepsSince(points, 0)).toEqual([]);
    }),
  );
});
