import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openWriter } from '../../db/open.ts';
import { rebuildNetworkDays } from '../../db/network/rollups.ts';
import { activityTable } from '../../db/statistics/activity.ts';
import { concentrationTable } from '../../db/statistics/concentration.ts';
import { growthTable } from '../../db/statistics/growth.ts';
import { survivalAt, survivalCurve } from '../../db/statistics/kaplan-meier.ts';
import { partsTable } from '../../db/statistics/parts.ts';
import { retentionTable } from '../../db/statistics/retention.ts';
import { survivalCurvesTable, survivalTable } from '../../db/statistics/survival.ts';
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
    'measured',
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
    columns: ['week', 'instances', 'users', 'activeMonth', 'activePerUser', 'standing'],
    rows: [
      ['2026-02-23', 1, 50, 10, 0.2, 'measured'],
      // The figure told two days before counts on, as in all totals.
      ['2026-03-02', 2, 300, 30, 0.1, 'measured'],
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
  expect(activityTable(db, 0).rows).toEqual([['2026-03-02', 2, 0, 10, 40, 20, 4]]);
});

test('growth of the same instances is not told across days that cannot be held against each other', () => {
  const db = openWriter(':memory:');
  const rows = (name: string, from: number, days: number, first: number): void =>
    insertDays(
      db,
      insertInstance(db, name),
      from,
      'users',
      Array.from({ length: days }, (_, day) => first + day),
    );
  rows('old.test', DAY0, 5, 100);
  // Ten days of nobody, then others.
  rows('new.test', DAY0 + 15, 20, 4_000);
  rebuildNetworkDays(db, DAY0, DAY0 + 34);
  const same = growthTable(db)
    .rows.slice(0, 3)
    .map((row) => row.slice(4));
  expect(same).toEqual([
    [1, 1],
    [7, 7],
    [4_019 - 104, null],
  ]);
});

/** Twelve lives that ended or went on, as the textbook has them: S shrinks by ended over watched at each end. */
test('survival is reckoned with those who are watched for a shorter time', () => {
  const lives = [
    ...Array.from({ length: 4 }, () => ({ days: 30, hasEnded: true })),
    ...Array.from({ length: 6 }, () => ({ days: 45, hasEnded: false })),
    ...Array.from({ length: 5 }, () => ({ days: 60, hasEnded: true })),
    ...Array.from({ length: 15 }, () => ({ days: 90, hasEnded: false })),
  ];
  const curve = survivalCurve(lives, 30);
  expect(curve.map(({ ageDays, atRisk, ended }) => [ageDays, atRisk, ended])).toEqual([
    [0, 30, 0],
    [30, 30, 4],
    [60, 20, 9],
    [90, 15, 9],
  ]);
  expect(survivalAt(curve, 30)).toBeCloseTo(26 / 30);
  expect(survivalAt(curve, 75)).toBeCloseTo((26 / 30) * (15 / 20));
  expect(survivalAt(curve, 200)).toBeNull();
  expect(survivalCurve(lives.slice(0, 9), 30)).toEqual([]);
});

test('survival never rises, keeps within its bounds, and without the unended is the share of those older', () => {
  const life = fc.record({ days: fc.integer({ min: 0, max: 900 }), hasEnded: fc.boolean() });
  fc.assert(
    fc.property(fc.array(life, { minLength: 10, maxLength: 200 }), (lives) => {
      const curve = survivalCurve(lives, 30);
      for (const [index, { survival, low, high }] of curve.entries()) {
        expect(survival).toBeLessThanOrEqual(curve[index - 1]?.survival ?? 1);
        expect(low).toBeLessThanOrEqual(survival);
        expect(high).toBeGreaterThanOrEqual(survival);
      }
      const ended = lives.map(({ days }) => ({ days, hasEnded: true }));
      for (const { ageDays, survival } of survivalCurve(ended, 30))
        expect(survival).toBeCloseTo(ended.filter(({ days }) => days > ageDays).length / ended.length);
    }),
  );
});

test('survival tells groups apart by size and year of first sight, and what is only silent now from what has ended', () => {
  const db = openWriter(':memory:');
  const born = (
    name: string,
    state: 'up' | 'gone' | 'failing' | 'moved',
    users: number,
    days: number,
  ): void => {
    const id = insertInstance(db, name, { state });
    insertDays(db, id, DAY0 - 100, 'users', [users]);
    insertDays(db, id, DAY0 - 100 + days, 'users', [users * 1_000]);
    insertLatest(db, id, { at: AT0 + (days - 100) * 86_400, users: users * 1_000 });
    db.prepare(
      'INSERT INTO longView (instance, firstDay, usersBefore, visits, answered) VALUES (?, ?, NULL, 0, 0)',
    ).run(id, DAY0 - 100);
  };
  for (let n = 0; n < 12; n += 1) born(`up${n}.test`, n % 2 === 0 ? 'up' : 'moved', 50, 100);
  for (let n = 0; n < 6; n += 1) born(`gone${n}.test`, 'gone', 50, 20);
  born('large.test', 'failing', 5_000, 90);
  const { columns, rows } = survivalTable(db, 0);
  expect(columns.slice(0, 4)).toEqual(['by', 'class', 'instances', 'alive']);
  expect(rows.map((row) => row.slice(0, 4))).toEqual([
    ['all', 'all', 19, 13],
    ['size', 'tiny', 0, 0],
    ['size', 'small', 18, 12],
    ['size', 'medium', 0, 0],
    ['size', 'large', 1, 1],
    ['size', 'huge', 0, 0],
    ['cohort', '2025', 19, 13],
  ]);
  const curves = survivalCurvesTable(db, 0).rows;
  expect(curves.filter(([, name]) => name === 'small').map((row) => row.slice(2, 6))).toEqual([
    [0, 18, 0, 1],
    [30, 12, 6, expect.closeTo(12 / 18)],
    [60, 12, 6, expect.closeTo(12 / 18)],
    [90, 12, 6, expect.closeTo(12 / 18)],
  ]);
  // One is no group to tell a share of.
  expect(curves.filter(([, name]) => name === 'large')).toEqual([]);
});
