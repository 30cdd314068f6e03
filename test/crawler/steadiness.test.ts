import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgeCount } from '../../crawler/steadiness.ts';
import type { Sample } from '../../db/trust/doubts.ts';
import { HOUR } from '../../db/time.ts';

/** What becomes of counts told six hours apart, the first of them believed long ago. */
function rules(first: number, ...counts: number[]): (string | null)[] {
  let samples: readonly Sample[] = [];
  let last = first;
  return counts.map((count, index) => {
    const verdict = judgeCount(last, samples, { at: (index + 1) * 6 * HOUR, count });
    samples = verdict.samples;
    if (verdict.rule === null) last = count;
    return verdict.rule;
  });
}

describe('a leap', () => {
  test('down waits for a second sample that agrees, and is believed then', () => {
    expect(rules(900_000, 900, 905)).toEqual(['leap', null]);
  });
  test('up waits for 45 days of samples that agree: liars have kept it up for 39', () => {
    const told = Array.from({ length: 46 * 4 }, (_, index) => 900_000 + index * 10);
    const verdicts = rules(900, ...told);
    expect(verdicts.slice(0, 45 * 4)).not.toContain(null);
    expect(verdicts.slice(-3)).toEqual([null, null, null]);
  });
  test('up that comes back down was never believed', () => {
    const told = Array.from({ length: 16 }, () => 1_000_000);
    expect(rules(900, ...told, 905, 906, 907).slice(-3)).toEqual([null, null, null]);
  });
  test('that was a slip is never believed', () => {
    expect(rules(900, 900_000, 905, 910)).toEqual(['leap', null, null]);
  });
  test('is not confirmed within the hour', () => {
    const first = judgeCount(900, [], { at: 0, count: 900_000 });
    expect(judgeCount(900, first.samples, { at: HOUR, count: 900_000 }).rule).toBe('leap');
  });
  test.for([
    [3_000, 9_500],
    [50_000, 140_000],
    [0, 9_000],
  ])('is not what growth of small or large instances looks like: %i to %i', ([before, after]) => {
    expect(rules(before ?? 0, after ?? 0)).toEqual([null]);
  });
  test('of a figure never known before cannot be told', () => {
    expect(judgeCount(null, [], { at: 0, count: 5_000_000 })).toEqual({ rule: null, samples: [] });
  });
});

describe('dice', () => {
  test('are noticed within a few samples, and not believed while they go on', () => {
    const told = [512_004, 80_211, 733_900, 401_222, 12_000, 655_300, 90_000];
    expect(rules(300_000, ...told).slice(3)).toEqual(['erratic', 'erratic', 'erratic', 'erratic']);
  });
  test('that stop are forgiven after a day of calm', () => {
    const verdicts = rules(
      300_000,
      512_004,
      80_211,
      733_900,
      5_000,
      5_001,
      5_002,
      5_003,
      5_004,
      5_005,
      5_006,
      5_007,
    );
    expect(verdicts.at(-1)).toBeNull();
  });
  test('drawn uniformly are noticed in most series of eight', () => {
    const random = fc.sample(fc.array(fc.nat(1_000_000), { minLength: 8, maxLength: 8 }), {
      numRuns: 200,
      seed: 7,
    });
    const noticed = random.filter(([first = 0, ...rest]) => rules(first, ...rest).includes('erratic'));
    expect(noticed.length).toBeGreaterThan(190);
  });
  test('are not what a spam wave and its purge look like', () => {
    expect(rules(4_000, 4_100, 7_000, 7_100, 4_100, 4_105)).not.toContain('erratic');
  });
  test('are not what tiny instances do', () => {
    expect(rules(2, 40, 1, 60, 3, 80)).toEqual([null, null, null, null, null]);
  });
});

test('steady growth leaves nothing to remember', () => {
  const verdict = judgeCount(10_000, [], { at: 0, count: 10_400 });
  expect(verdict).toEqual({ rule: null, samples: [] });
});

test('what is remembered is bounded, whatever is told', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20_000_000), { minLength: 20, maxLength: 40 }), (counts) => {
      let samples: readonly Sample[] = [];
      for (const [index, count] of counts.entries()) {
        samples = judgeCount(100, samples, { at: index * 6 * HOUR, count }).samples;
        expect(samples.length).toBeLessThanOrEqual(8);
      }
    }),
  );
});
