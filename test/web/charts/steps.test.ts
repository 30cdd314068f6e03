/** Times as steps: none is lost, and days take few characters. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stepsOf } from '../../../web/charts/steps.ts';
import { timesOf } from '../../../web/client/times.ts';
import { AT0 } from '../../rows.ts';

test('steps lead back to the times they were made of', () => {
  const times = fc.array(fc.nat(2 ** 32), { maxLength: 30 }).map((all) => all.toSorted((a, b) => a - b));
  fc.assert(
    fc.property(times, fc.constantFrom(1, 86_400), (all, unit) => {
      const scaled = all.map((at) => AT0 + at * unit);
      expect(timesOf(stepsOf(scaled))).toEqual(scaled);
    }),
  );
});

test('days are counted as days', () => {
  expect(stepsOf([AT0, AT0 + 86_400, AT0 + 5 * 86_400])).toEqual({
    first: AT0,
    unit: 86_400,
    steps: [0, 1, 4],
  });
  expect(stepsOf([AT0, AT0 + 3_600])).toEqual({ first: AT0, unit: 1, steps: [0, 3_600] });
  expect(timesOf(stepsOf([]))).toEqual([]);
});
