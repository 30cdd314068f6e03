import { describe, expect, test } from 'vitest';
import { makeOutageGuard } from '../../crawler/outage.ts';
import type { FailureKind, ProbeResult } from '../../db/model.ts';
import { answer, failure } from '../visits.ts';

const good = answer('lantern.example.org', 1);
const failing = (kind: FailureKind, detail = ''): ProbeResult =>
  failure('lantern.example.org', 1, { kind, detail });
const unreached = failing('dns', 'ENOTFOUND');
const broken = failing('http', 'HTTP 500');
const times = (count: number, result: ProbeResult): ProbeResult[] =>
  Array.from({ length: count }, () => result);

type Judged = { settled: ProbeResult[]; outage: string | null; after: number; isInDoubt: boolean };

/** What was settled and what was called an outage, over a sequence of outcomes of instances that used to answer. */
function judge(results: readonly ProbeResult[], wasUp = true): Judged {
  const guard = makeOutageGuard<ProbeResult>();
  const settled: ProbeResult[] = [];
  for (const [index, result] of results.entries()) {
    const judgement = guard.see(result, result, wasUp);
    settled.push(...judgement.settled);
    if (judgement.outage !== null)
      return { settled, outage: judgement.outage, after: index + 1, isInDoubt: false };
  }
  const isInDoubt = guard.isInDoubt();
  const end = guard.finish();
  return { settled: [...settled, ...end.settled], outage: end.outage, after: results.length, isInDoubt };
}
const failures = ({ settled }: Judged): ProbeResult[] => settled.filter(({ ok }) => !ok);

describe('an outage of our own', () => {
  test.each<[string, ProbeResult]>([
    ['no name resolves', unreached],
    ['the name server is out', failing('resolver')],
    ['this machine has no route', failing('own-side')],
    ['nobody can be connected to', failing('connect')],
    ['everybody is silent', failing('timeout')],
    ['a portal answers in everybody’s name', failing('tls')],
    ['every name leads inwards', failing('blocked-address')],
  ])('is found within 60 visits and marks nobody down: %s', (_, result) => {
    const judged = judge([...times(30, good), ...times(200, result)]);
    expect(judged.outage).toMatch(/used to answer could not be reached/);
    expect(failures(judged)).toEqual([]);
    expect(judged.after - 30).toBeLessThanOrEqual(60);
  });

  test('is found where one in ten still comes through, and marks nobody down', () => {
    const judged = judge([
      ...times(40, good),
      ...Array.from({ length: 300 }, (__, index) => (index % 10 === 9 ? good : unreached)),
    ]);
    expect(judged.outage).not.toBeNull();
    expect(failures(judged)).toEqual([]);
  });

  test('is found on a first start, when nothing ever answered', () => {
    const judged = judge(times(500, unreached), false);
    expect(judged).toMatchObject({ outage: expect.stringMatching(/nobody answered/), settled: [] });
  });

  test('is found at the end of a run over a handful of known instances', () => {
    expect(judge(times(3, unreached))).toMatchObject({ outage: expect.any(String), settled: [] });
  });

  test('stays one when an answer straggles in afterwards, which is kept', () => {
    const guard = makeOutageGuard<string>();
    for (let count = 0; count < 40; count += 1) guard.see('down', unreached, true);
    expect(guard.see('up', good, true)).toMatchObject({ settled: ['up'], outage: expect.any(String) });
    expect(guard.finish()).toMatchObject({ settled: [], outage: expect.any(String) });
  });
});

describe('no outage', () => {
  test('half of the fleet failing is theirs, and recorded', () => {
    const judged = judge(Array.from({ length: 400 }, (_, index) => (index % 2 === 0 ? good : unreached)));
    expect(judged.outage).toBeNull();
    expect(judged.settled).toHaveLength(400);
  });

  test('servers that answer with errors are reached', () => {
    expect(judge(times(100, broken))).toMatchObject({ outage: null, after: 100 });
  });

  test('forty dead names that fail before anybody had the time to answer are not our fault', () => {
    const judged = judge([...times(60, unreached), ...times(100, good)], false);
    expect(judged.outage).toBeNull();
    expect(judged.settled).toHaveLength(160);
  });

  test('of a thousand visits that began at once, those that fail first prove nothing', () => {
    const guard = makeOutageGuard<ProbeResult>();
    for (let count = 0; count < 1_000; count += 1) guard.begin();
    const ended = [...times(300, unreached), ...times(700, good)].map((one) => guard.see(one, one, true));
    expect(ended.filter(({ outage }) => outage !== null)).toEqual([]);
    expect(guard.finish().outage).toBeNull();
  });

  test('a run over nothing but dead names leaves a doubt, which witnesses end', () => {
    const guard = makeOutageGuard<ProbeResult>();
    for (const one of times(60, unreached)) guard.see(one, one, false);
    expect(guard.isInDoubt()).toBe(true);
    guard.see(good, good, true);
    const { settled, outage } = guard.finish();
    expect([settled.length, outage]).toEqual([60, null]);
  });

  test('a list of names that are all dead beside one that lives is not our fault', () => {
    const judged = judge([...times(30, unreached), good, ...times(500, unreached)], false);
    expect(judged.outage).toBeNull();
    expect(judged.settled).toHaveLength(531);
  });
});

test('one or two known instances that fail alone leave a doubt, which witnesses end', () => {
  expect(judge(times(2, unreached))).toMatchObject({ isInDoubt: true });
  expect(judge([...times(2, unreached), good])).toMatchObject({ isInDoubt: false, outage: null });
  expect(judge([...times(2, unreached), good]).settled).toHaveLength(3);
  expect(judge(times(5, unreached))).toMatchObject({ outage: expect.any(String) });
});
