import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { listInstances } from '../../db/directory/directory.ts';
import { facets } from '../../db/directory/facets.ts';
import { networkNow } from '../../db/network/network.ts';
import { openWriter } from '../../db/open.ts';
import { block } from '../../db/consent.ts';
import { keepPasts, openPast } from '../../db/past/past.ts';
import { rebuildNetworkDays } from '../../db/network/rollups.ts';
import { AT0, DAY0, insertDays, insertInstance, insertLatest, insertProfile } from '../rows.ts';

const DAY = 86_400;

/** Two instances: one that changed software and then fell silent, one that came late. */
function herd(): string {
  const folder = mkdtempSync(join(tmpdir(), 'herdbook-'));
  const path = join(folder, 'test.sqlite');
  const db = openWriter(path);
  const old = insertInstance(db, 'old.test', { state: 'gone' });
  insertDays(db, old, DAY0, 'users', [100, 101, 102]);
  insertProfile(db, old, {
    fromAt: AT0,
    untilAt: AT0 + 2 * DAY,
    softwareName: 'pleroma',
    registrations: 'open',
  });
  insertProfile(db, old, { fromAt: AT0 + 2 * DAY, softwareName: 'akkoma', registrations: 'closed' });
  insertLatest(db, old, { at: AT0 + 2 * DAY, users: 102 });
  const late = insertInstance(db, 'late.test');
  insertDays(db, late, DAY0 + 30, 'users', [900]);
  insertProfile(db, late, { fromAt: AT0 + 30 * DAY, softwareName: 'mastodon' });
  insertLatest(db, late, { at: AT0 + 30 * DAY, users: 900 });
  rebuildNetworkDays(db, DAY0, DAY0 + 30);
  db.close();
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return path;
}

test('directory, filters and totals of a past day are those of that day', () => {
  const path = herd();
  const past = openPast(path, DAY0 + 1);
  onTestFinished(() => void past.close());
  const page = listInstances(past, { filter: {}, sort: 'users', order: 'desc', limit: 10 });
  expect(
    page.rows.map(({ domain, softwareName, registrations, state, figures }) => [
      domain,
      softwareName,
      registrations,
      state,
      figures.users,
    ]),
  ).toEqual([['old.test', 'pleroma', 'open', 'up', 101]]);
  expect(
    listInstances(past, { filter: { software: ['akkoma'] }, sort: 'users', order: 'desc', limit: 10 }).total,
  ).toBe(0);
  expect(facets(past, {}).software).toEqual([{ value: 'pleroma', count: 1, guessed: 0 }]);
  expect(networkNow(past)).toMatchObject({ day: DAY0 + 1, users: 101, instances: 1 });
});

test('who was silent for a month by then is gone, and the present is untouched', () => {
  const path = herd();
  const past = openPast(path, DAY0 + 40);
  onTestFinished(() => void past.close());
  const page = listInstances(past, { filter: {}, sort: 'users', order: 'desc', limit: 10 });
  expect(page.rows.map(({ domain, state }) => [domain, state])).toEqual([
    ['late.test', 'failing'],
    ['old.test', 'gone'],
  ]);
  const now = openWriter(path);
  onTestFinished(() => void now.close());
  expect(now.prepare('SELECT users FROM latest ORDER BY users').pluck().all()).toEqual([102, 900]);
});

test('what was blocked since is gone from the past a minute later', () => {
  const path = herd();
  let at = AT0;
  const past = keepPasts(path, () => at);
  onTestFinished(() => past.close());
  const total = (): number =>
    listInstances(past.on(DAY0 + 1), { filter: {}, sort: 'users', order: 'desc', limit: 10 }).total;
  expect(total()).toBe(1);
  const db = openWriter(path);
  block(db, 'old.test', '', AT0);
  db.close();
  at += 60;
  expect(total()).toBe(0);
});
