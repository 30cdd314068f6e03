/** Labels at the ends of lines: apart, in order, inside, and nowhere else than wanted where there is room. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { spread } from '../../../web/charts/spread.ts';

const GAP = 16;
const wanted = fc.array(fc.double({ min: 20, max: 310, noNaN: true }), { maxLength: 8 });

it('keeps labels apart, in their order, and inside', () => {
  fc.assert(
    fc.property(wanted, (places) => {
      const found = spread(places, GAP, 20, 310);
      const order = places
        .map((_, index) => index)
        .sort((a, b) => (places[a] ?? 0) - (places[b] ?? 0) || a - b);
      const sorted = order.map((index) => found[index] ?? 0);
      for (const [index, place] of sorted.entries()) {
        expect(place).toBeGreaterThanOrEqual(20 - 1e-6);
        expect(place).toBeLessThanOrEqual(310 + 1e-6);
        if (index > 0) expect(place - (sorted[index - 1] ?? 0)).toBeGreaterThanOrEqual(GAP - 1e-6);
      }
    }),
  );
});

it('moves nothing that has room', () => {
  expect(spread([100, 20, 60], GAP, 0, 300)).toEqual([100, 20, 60]);
});

it('moves two that collide by the same little bit', () => {
  expect(spread([100, 104], GAP, 0, 300)).toEqual([94, 110]);
});

it('pushes back what would stand outside', () => {
  expect(spread([299, 300], GAP, 0, 300)).toEqual([284, 300]);
  expect(spread([0, 0, 0], GAP, 0, 300)).toEqual([0, 16, 32]);
});
