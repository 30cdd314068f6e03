import { expect, test } from 'vitest';
import { openWriter } from '../../db/open.ts';
import { beatRun, beginRun, endRun, latestRun, type Lease } from '../../db/runs.ts';

const lease = (some: Partial<Lease> = {}): Lease => ({
  owner: 'here:1',
  wallAt: 1_000,
  isGone: () => false,
  ...some,
});

test('two runs are never open at once', () => {
  const db = openWriter(':memory:');
  const first = beginRun(db, 3, 50, lease());
  expect(first).toMatchObject({ state: 'running', due: 3, startedAt: 50 });
  expect(beginRun(db, 3, 51, lease({ owner: 'here:2' }))).toBeNull();
  endRun(db, first?.id ?? 0, { state: 'finished', reason: null, at: 60 });
  expect(beginRun(db, 1, 61, lease({ owner: 'here:2' }))).toMatchObject({ state: 'running' });
});

test('the run of a killed process is closed as interrupted, at once where the process is known to have ended', () => {
  const db = openWriter(':memory:');
  beginRun(db, 3, 50, lease());
  expect(
    beginRun(db, 3, 51, lease({ owner: 'here:2', isGone: (owner) => owner === 'here:1' })),
  ).not.toBeNull();
  expect(db.prepare('SELECT state, reason FROM run ORDER BY id').all()).toEqual([
    { state: 'interrupted', reason: 'killed' },
    { state: 'running', reason: null },
  ]);
});

test('a lease of another machine runs out only when its beats stop', () => {
  const db = openWriter(':memory:');
  const run = beginRun(db, 3, 50, lease({ owner: 'there:1' }));
  beatRun(db, run?.id ?? 0, { visited: 1, answered: 1, withheld: 0, failed: 0 }, 1_100);
  expect(beginRun(db, 3, 51, lease({ wallAt: 1_150 }))).toBeNull();
  expect(beginRun(db, 3, 51, lease({ wallAt: 1_200 }))).not.toBeNull();
});

test('the latest run is the one that started last', () => {
  const db = openWriter(':memory:');
  expect(latestRun(db)).toBeNull();
  const run = beginRun(db, 2, 50, lease());
  beatRun(db, run?.id ?? 0, { visited: 2, answered: 1, withheld: 1, failed: 0 }, 1_001);
  expect(latestRun(db)).toMatchObject({
    state: 'running',
    visited: 2,
    answered: 1,
    withheld: 1,
    finishedAt: null,
  });
});
