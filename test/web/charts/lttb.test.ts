/** Thinning keeps the ends, the order, the gaps and the points themselves. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lttb, thinned } from '../../../web/charts/lttb.ts';
import type { ChartPoint, KnownPoint } from '../../../web/charts/points.ts';

const point = (at: number, value: number | null): ChartPoint => ({
  at,
  value,
  standing: 'measured',
  coverage: null,
});
const line = (values: readonly number[]): readonly KnownPoint[] =>
  values.map((value, at) => ({ ...point(at, value), value }));

describe('thinning a line', () => {
  it('leaves short lines alone', () => {
    const points = line([1, 2, 3]);
    expect(lttb(points, 3)).toBe(points);
    expect(thinned(points, 500)).toBe(points);
  });

  it('keeps a lone spike', () => {
    const points = line(Array.from({ length: 1_000 }, (_, index) => (index === 617 ? 90 : 1)));
    expect(lttb(points, 20).some(({ at }) => at === 617)).toBe(true);
  });

  it('has exactly the points asked for, in order, each one of the given, first and last kept', () => {
    const values = fc.array(fc.integer({ min: -1e6, max: 1e6 }), { minLength: 3, maxLength: 400 });
    fc.assert(
      fc.property(values, fc.integer({ min: 3, max: 100 }), (numbers, limit) => {
        const points = line(numbers);
        const kept = lttb(points, limit);
        expect(kept).toHaveLength(Math.min(limit, points.length));
        expect(kept[0]).toBe(points[0]);
        expect(kept.at(-1)).toBe(points.at(-1));
        expect(kept.every((one) => points.includes(one))).toBe(true);
        expect(kept.every((one, index) => index === 0 || one.at > (kept[index - 1]?.at ?? 0))).toBe(true);
      }),
    );
  });

  it('never bridges a gap: known points on both sides of it keep a gap between them', () => {
    const values = fc.array(fc.option(fc.integer({ min: 0, max: 1e6 }), { freq: 5 }), {
      minLength: 50,
      maxLength: 300,
    });
    fc.assert(
      fc.property(values, (numbers) => {
        const points = numbers.map((value, at) => point(at, value));
        const kept = thinned(points, 20);
        for (const [index, one] of kept.entries()) {
          const next = kept[index + 1];
          if (one.value === null || next === undefined || next.value === null) continue;
          expect(numbers.slice(one.at, next.at).includes(null)).toBe(false);
        }
      }),
    );
  });

  it('reduces eight years of days to about 500 points', () => {
    const kept = thinned(line(Array.from({ length: 2_920 }, (_, index) => Math.round(index ** 1.5))));
    expect(kept).toHaveLength(500);
  });
});
