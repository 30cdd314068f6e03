import { describe, expect, test } from 'vitest';
import { availability } from '../../db/visits/availability.ts';
import type { FailureKind } from '../../db/model.ts';
import { openWriter, type Database } from '../../db/open.ts';
import { keepUp } from '../../db/retention.ts';
import { DAY, HOUR } from '../../db/time.ts';
import { nextVisit, stuckInstances, visitLog } from '../../db/visits/visits.ts';
import { AT0, domainOf, insertInstance, insertObservation, insertRun, type InstanceFields } from '../rows.ts';

const NAME = domainOf('lantern.test');

function visited(
  db: Database,
  instance: number,
  at: number,
  failureKind: FailureKind | null,
  durationMs = 100,
): void {
  db.prepare(
    'INSERT INTO attempt (at, instance, failureKind, durationMs, requests) VALUES (?, ?, ?, ?, 2)',
  ).run(at, instance, failureKind, durationMs);
}

describe('availability', () => {
  test('is the share of the visits that were answered, our own trouble and silence by wish not counted, failing name servers counted', () => {
    const db = openWriter(':memory:');
    const id = insertInstance(db, NAME, { lastVisitAt: AT0 });
    visited(db, id, AT0, null);
    visited(db, id, AT0 - DAY, 'timeout');
    visited(db, id, AT0 - 2 * DAY, 'own-side');
    visited(db, id, AT0 - 3 * DAY, 'withheld');
    visited(db, id, AT0 - 20 * DAY, null);
    visited(db, id, AT0 - 80 * DAY, 'resolver');
    visited(db, id, AT0 - 95 * DAY, null);
    expect(availability(db, NAME)).toEqual([
      { days: 7, visits: 2, answered: 1, share: null },
      { days: 30, visits: 3, answered: 2, share: null },
      { days: 90, visits: 4, answered: 2, share: null },
    ]);
  });
  test('is told from twenty visits on', () => {
    const db = openWriter(':memory:');
    const id = insertInstance(db, NAME, { lastVisitAt: AT0 });
    for (let back = 0; back < 19; back += 1) visited(db, id, AT0 - back * DAY, null);
    expect(availability(db, NAME)?.[1]).toEqual({ days: 30, visits: 19, answered: 19, share: null });
    visited(db, id, AT0 - 19 * DAY, 'timeout');
    expect(availability(db, NAME)?.[1]).toEqual({ days: 30, visits: 20, answered: 19, share: 0.95 });
  });
  test('is unknown without a visit, and of nobody', () => {
    const db = openWriter(':memory:');
    insertInstance(db, NAME);
    expect(availability(db, NAME)?.map(({ share }) => share)).toEqual([null, null, null]);
    expect(availability(db, domainOf('nobody.test'))).toBeNull();
  });
});

test('the visit log has the newest visits first', () => {
  const db = openWriter(':memory:');
  const id = insertInstance(db, NAME);
  for (let hour = 0; hour < 5; hour += 1) visited(db, id, AT0 + hour * HOUR, hour % 2 === 0 ? null : 'tls');
  expect(visitLog(db, NAME, 2)).toEqual([
    { at: AT0 + 4 * HOUR, failureKind: null, durationMs: 100, requests: 2 },
    { at: AT0 + 3 * HOUR, failureKind: 'tls', durationMs: 100, requests: 2 },
  ]);
});

test.for<[string, InstanceFields, string]>([
  ['was never visited', { lastVisitAt: null }, 'first'],
  ['answers', { lastVisitAt: AT0 }, 'rhythm'],
  ['failed', { lastVisitAt: AT0, failureKind: 'timeout', failures: 3 }, 'backoff'],
  ['asked us to wait', { lastVisitAt: AT0, failureKind: 'rate-limited', failures: 1 }, 'asked-to-wait'],
  [
    'asks not to be read',
    { lastVisitAt: AT0, failureKind: 'withheld', state: 'withheld', failures: 1 },
    'respected',
  ],
  ['moved', { lastVisitAt: AT0, failureKind: 'redirect', state: 'moved', failures: 1 }, 'moved'],
])('the next visit of an instance that %s says why it is due', ([, fields, reason]) => {
  const db = openWriter(':memory:');
  insertInstance(db, NAME, { ...fields, nextProbeAt: AT0 + HOUR });
  expect(nextVisit(db, NAME)).toEqual({
    at: AT0 + HOUR,
    reason,
    failures: fields.failures ?? 0,
    lastAt: fields.lastVisitAt ?? null,
  });
});

test('a blocked instance is never due', () => {
  const db = openWriter(':memory:');
  insertInstance(db, NAME);
  db.prepare('UPDATE instance SET blockedAt = 1').run();
  expect(nextVisit(db, NAME)).toMatchObject({ at: null, reason: 'blocked' });
});

test('hosts are stuck that are long due, or that hang again and again', () => {
  const db = openWriter(':memory:');
  const hanging = insertInstance(db, 'hanging.test', { nextProbeAt: AT0 + DAY });
  insertInstance(db, 'overdue.test', { nextProbeAt: AT0 - 2 * DAY });
  const fine = insertInstance(db, 'fine.test', { nextProbeAt: AT0 - HOUR });
  for (let day = 1; day < 5; day += 1) visited(db, hanging, AT0 - day * DAY, 'timeout', 25_000);
  for (let day = 1; day < 5; day += 1) visited(db, fine, AT0 - day * DAY, 'timeout', 3_000);
  expect(stuckInstances(db, AT0, 10).map(({ domain, reason }) => [domain, reason])).toEqual([
    ['overdue.test', 'overdue'],
    ['hanging.test', 'hanging'],
  ]);
});

test('raw observations are kept 90 days and visits 100, looked after once a day', () => {
  const db = openWriter(':memory:');
  const id = insertInstance(db, NAME);
  for (const days of [0, 89, 91, 99, 101, 400]) insertObservation(db, id, AT0 - days * DAY, { users: 1 });
  insertRun(db, { startedAt: AT0 - 500 * DAY });
  insertRun(db, { startedAt: AT0 - 500 * DAY, state: 'running' });
  expect(keepUp(db, AT0)).toMatchObject({ observations: 4, attempts: 2, runs: 1 });
  expect(keepUp(db, AT0 + HOUR)).toBeNull();
  expect(keepUp(db, AT0 + DAY)).toMatchObject({ observations: 0 });
  expect(db.prepare('SELECT (? - at) / 86400 FROM observation ORDER BY at DESC').pluck().all(AT0)).toEqual([
    0, 89,
  ]);
});

test('a large backlog is removed in pieces, all of it', () => {
  const db = openWriter(':memory:');
  const id = insertInstance(db, NAME);
  db.prepare(`WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 45000)
    INSERT INTO observation (at, instance) SELECT i, ? FROM n`).run(id);
  expect(keepUp(db, AT0)).toMatchObject({ observations: 45_000 });
});
