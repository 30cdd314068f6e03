import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openWriter } from '../../db/open.ts';
import { rebuildNetworkDays } from '../../db/rollups.ts';
import {
  activityTable,
  concentrationTable,
  growthTable,
  partsTable,
  retentionTable,
  survivalTable,
} from '../../db/statistics.ts';
import { concentrationOf } from '../../db/totals/concentration.ts';
import { AT0, DAY0, insertDay, insertDays, insertInstance, insertLatest, insertProfile } from '../rows.ts';

test('measures of concentration keep their bounds, whatever is held', () => {
  expect(concentrationOf([])).toBeNull();
  expect(concentrationOf([0, 7])).toEqual({
    holders: 1,
    herfindahl: 1,
    shannon: 0,
    top1: 1,
    top10: 1,
    top100: 1,
  });
  expect(concentrationOf([5, 5, 5, 5])).toMatchObject({ herfindahl: 0.25, shannon: 2, top1: 0.25 });
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 4_000_000 }), { minLength: 1, maxLength: 300 }),
      (held) => {
        const found = concentrationOf(held);
        expect(found?.herfindahl).toBeGreaterThanOrEqual(1 / held.length - 1e-9);
        expect(found?.herfindahl).toBeLessThanOrEqual(1 + 1e-9);
        expect(found?.shannon).toBeLessThanOrEqual(Math.log2(held.length) + 1e-9);
        expect((found?.top1 ?? 0) <= (found?.top10 ?? 0) && (found?.top10 ?? 0) <= (found?.top100 ?? 0)).toBe(
          true,
        );
      },
    ),
  );
});

test('tables say growth with and without arrivals, merge an operator, and tell parts apart', () => {
  const db = openWriter(':memory:');
  const ids = ['a', 'b', 'c'].map((name) => insertInstance(db, `${name}.test`));
  const [a = 0, b = 0, c = 0] = ids;
  insertDays(db, a, DAY0, 'users', [100, 100, 100, 100, 100, 100, 100, 110]);
  insertDays(db, b, DAY0, 'users', [40, 40, 40, 40, 40, 40, 40, 40]);
  insertDays(db, c, DAY0 + 7, 'users', [850]);
  for (const id of ids)
    insertProfile(db, id, { fromAt: AT0 - 1, softwareName: id === c ? 'lemmy' : 'mastodon' });
  const fact = db.prepare(
    `INSERT INTO catalogue (instance, topics, topicWords, operator, source, verifiedOn) VALUES (?, '[]', '', 'Society', '', 0)`,
  );
  for (const id of [a, b]) fact.run(id);
  rebuildNetworkDays(db, DAY0, DAY0 + 7);
  expect(growthTable(db).rows[1]).toEqual(['users', 7, '2026-03-09', 1_000, 860, 10]);
  expect(concentrationTable(db).rows.at(-1)).toEqual([
    '2026-03-09',
    2,
    expect.closeTo(0.745),
    expect.closeTo(0.61, 2),
    0.85,
    1,
    1,
  ]);
  expect(
    partsTable(db, 'software').rows.map(([value, , instances, , , , users]) => [value, instances, users]),
  ).toEqual([
    ['lemmy', 1, 850],
    ['mastodon', 2, 150],
  ]);
});

test('the active share is of the instances that tell both, on the last day of a week', () => {
  const db = openWriter(':memory:');
  const [both = 0, usersOnly = 0, activeOnly = 0, unlike = 0] = ['a', 'b', 'c', 'd'].map((name) =>
    insertInstance(db, `${name}.test`),
  );
  insertDay(db, both, DAY0 - 1, { users: 50, activeMonth: 10 });
  insertDay(db, both, DAY0, { users: 100, activeMonth: 10 });
  insertDay(db, both, DAY0 + 2, { users: 200, activeMonth: 10 });
  insertDay(db, usersOnly, DAY0 + 2, { users: 9_000 });
  insertDay(db, activeOnly, DAY0 + 2, { activeMonth: 700 });
  insertDay(db, unlike, DAY0, { users: 100, activeMonth: 20 });
  insertDay(db, unlike, DAY0 + 2, { users: 100 });
  rebuildNetworkDays(db, DAY0 - 1, DAY0 + 2);
  expect(retentionTable(db)).toEqual({
    columns: ['week', 'instances', 'users', 'activeMonth', 'activePerUser'],
    rows: [
      ['2026-02-23', 1, 50, 10, 0.2],
      // The figure told two days before counts on, as in all totals.
      ['2026-03-02', 2, 300, 30, 0.1],
    ],
  });
});

test('weeks of the instances’ own logs are added up, running ones left out', () => {
  const db = openWriter(':memory:');
  const ids = ['a', 'b'].map((name) => insertInstance(db, `${name}.test`));
  const week = db.prepare(
    'INSERT INTO activityWeek (instance, weekAt, statuses, logins, registrations, isComplete) VALUES (?, ?, 10, 20, 5, ?)',
  );
  for (const id of ids) week.run(id, AT0, 1);
  week.run(ids[0], AT0 + 7 * 86_400, 0);
  expect(activityTable(db).rows).toEqual([['2026-03-02', 2, 0, 10, 40, 20, 4]]);
});

test('survival counts who still answers, by size', () => {
  const db = openWriter(':memory:');
  for (const [name, state] of [
    ['a', 'up'],
    ['b', 'gone'],
    ['c', 'failing'],
  ] as const) {
    insertLatest(db, insertInstance(db, `${name}.test`, { state }), { users: 500 });
  }
  expect(survivalTable(db).rows.find(([, name]) => name === 'medium')).toEqual([
    'size',
    'medium',
    3,
    2,
    expect.closeTo(0.667, 2),
  ]);
});
