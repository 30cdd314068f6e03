import { describe, expect, test } from 'vitest';
import { makeOutageGuard } from '../../crawler/outage.ts';
import type { ProbeResult } from '../../db/model.ts';
import { answer, failure } from '../visits.ts';

const good = answer('lantern.example.org', 1);
const unreached = failure('lantern.example.org', 1, { kind: 'dns', detail: 'ENOTFOUND' });
const broken = failure('lantern.example.org', 1, { kind: 'http', detail: 'HTTP 500' });

/** What was settled and what was called an outage, over a sequence of outcomes of instances that used to answer. */
function judge(
  results: readonly ProbeResult[],
  wasUp = true,
): { settled: number[]; outage: string | null; after: number } {
  const guard = makeOutageGuard<number>();
  const settled: number[] = [];
  for (const [index, result] of results.entries()) {
    const judgement = guard.see(index, result, wasUp);
    settled.push(...judgement.settled);
    if (judgement.outage !== null) return { settled, outage: judgement.outage, after: index + 1 };
  }
  const end = guard.finish();
  return { settled: [...settled, ...end.settled], outage: end.outage, after: results.length };
}
const times = (count: number, result: ProbeResult): ProbeResult[] =>
  Array.from({ length: count }, () => result);

describe('an outage of our own', () => {
  test('is found within 60 visits, and nobody was marked down by it', () => {
    const { settled, outage, after } = judge([...times(30, good), ...times(200, unreached)]);
    expect(outage).toMatch(/used to answer could not be reached \(dns: ENOTFOUND\)/);
    expect(settled).toHaveLength(30);
    expect(after - 30).toBeLessThanOrEqual(60);
  });

  test('is found on a first start, when nothing ever answered', () => {
    expect(judge(times(500, unreached), false)).toMatchObject({
      outage: expect.stringMatching(/nobody answered/),
      settled: [],
    });
  });

  test('is found at the end of a run over a handful of known instances', () => {
    expect(judge(times(3, unreached))).toMatchObject({ outage: expect.any(String), settled: [] });
  });
});

describe('no outage', () => {
  test('half of the fleet failing is theirs, and recorded', () => {
    const { settled, outage } = judge(
      Array.from({ length: 400 }, (_, index) => (index % 2 === 0 ? good : unreached)),
    );
    expect(outage).toBeNull();
    expect(settled).toHaveLength(400);
  });

  test('servers that answer with errors are reached', () => {
    expect(judge(times(100, broken))).toMatchObject({ outage: null, after: 100 });
  });

  test('a list of names that are all dead beside one that lives is not our fault', () => {
    const { settled, outage } = judge([...times(30, unreached), good, ...times(500, unreached)], false);
    expect(outage).toBeNull();
    expect(settled).toHaveLength(531);
  });

  test('one known instance that fails alone is failing', () => {
    expect(judge(times(1, unreached))).toMatchObject({ outage: null, settled: [0] });
  });
});
