import { describe, expect, test } from 'vitest';
import { backoffSeconds, PERIOD_SECONDS, planAfter } from '../../crawler/schedule.ts';
import type { FailureKind } from '../../db/model.ts';
import { DAY, HOUR, WEEK } from '../../db/time.ts';
import { answer, domain, due, failure, unix } from '../visits.ts';

const NAME = 'lantern.example.org';
const AT = unix('2026-02-01');
const MIDDLE = 0.5;

describe('backoff', () => {
  test.each([
    ['a first time-out waits an hour', 'timeout', 1, HOUR],
    ['a second one two hours', 'timeout', 2, 2 * HOUR],
    ['a name that is gone waits longer', 'dns', 1, 6 * HOUR],
    ['nothing waits longer than a month', 'timeout', 40, 30 * DAY],
    ['robots.txt is asked again after a week', 'withheld', 1, WEEK],
  ] as const)('%s', (_, kind, failures, seconds) =>
    expect(backoffSeconds(kind, failures, MIDDLE)).toBe(seconds),
  );

  test('chance spreads it by a tenth each way', () => {
    expect(backoffSeconds('timeout', 1, 0)).toBe(3_240);
    expect(backoffSeconds('timeout', 1, 1)).toBe(3_960);
  });
});

test('an answer brings an instance up and back to its rhythm', () => {
  const before = due(NAME, { state: 'failing', failures: 4, failingSince: AT - DAY });
  expect(planAfter(before, answer(NAME, AT), MIDDLE)).toEqual({
    state: 'up',
    failures: 0,
    failingSince: null,
    nextProbeAt: AT + PERIOD_SECONDS,
  });
});

describe('the state after a failure', () => {
  test.each([
    ['an instance that was up is failing', 'up', 'timeout', 'failing'],
    ['one that never answered stays discovered', 'discovered', 'timeout', 'discovered'],
    ['one that asks not to be read is withheld', 'up', 'withheld', 'withheld'],
    ['one that says 410 is gone', 'up', 'gone', 'gone'],
    ['a busy one is not down', 'up', 'rate-limited', 'up'],
    ['one whose name servers fail while others are well is failing', 'up', 'resolver', 'failing'],
    ['one that we could not set out to is what it was', 'up', 'own-side', 'up'],
  ] as const)('%s', (_, state, kind: FailureKind, expected) => {
    expect(planAfter(due(NAME, { state }), failure(NAME, AT, { kind }), MIDDLE).state).toBe(expected);
  });

  test('one that points to another host has moved', () => {
    const moved = failure(NAME, AT, { kind: 'redirect', target: domain('new.example.org') });
    expect(planAfter(due(NAME), moved, MIDDLE).state).toBe('moved');
    expect(planAfter(due(NAME), failure(NAME, AT, { kind: 'redirect' }), MIDDLE).state).toBe('failing');
  });

  test('one without an answer for 30 days is gone, and still asked now and then', () => {
    const before = due(NAME, { state: 'failing', failures: 9, failingSince: AT - 30 * DAY });
    const plan = planAfter(before, failure(NAME, AT), MIDDLE);
    expect(plan).toMatchObject({ state: 'gone', failures: 10, failingSince: AT - 30 * DAY });
    expect(plan.nextProbeAt).toBeLessThanOrEqual(AT + 33 * DAY);
  });
});

test('our own trouble makes nobody gone, however long it lasts', () => {
  const plan = planAfter(due(NAME), failure(NAME, AT, { kind: 'own-side' }), MIDDLE);
  expect(plan).toMatchObject({ state: 'up', failingSince: null });
  const later = { failures: 9, failingSince: AT - 40 * DAY, state: 'failing' } as const;
  expect(planAfter(due(NAME, later), failure(NAME, AT, { kind: 'own-side' }), MIDDLE).state).toBe('failing');
});

test('a name server that fails for one host alone is asked less and less', () => {
  const before = due(NAME, { failures: 5, failingSince: AT - DAY, state: 'failing' });
  const plan = planAfter(before, failure(NAME, AT, { kind: 'resolver' }), MIDDLE);
  expect(plan).toMatchObject({ failures: 6, failingSince: AT - DAY });
  expect(plan.nextProbeAt).toBeGreaterThan(AT + DAY);
});

test('a time told in the middle of a good visit is waited for too', () => {
  const retryAt = AT + 3 * DAY;
  expect(planAfter(due(NAME), { ...answer(NAME, AT), retryAt }, MIDDLE)).toMatchObject({
    state: 'up',
    nextProbeAt: retryAt,
  });
});

test('a time told by the host is waited for', () => {
  const retryAt = AT + 3 * DAY;
  expect(planAfter(due(NAME), failure(NAME, AT, { kind: 'rate-limited', retryAt }), MIDDLE).nextProbeAt).toBe(
    retryAt,
  );
});
