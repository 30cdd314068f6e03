import { expect, test } from 'vitest';
import { explainDay, type DayExplained } from '../../db/network/movements.ts';
import { openWriter, type Database } from '../../db/open.ts';
import { rebuildNetworkDays } from '../../db/network/rollups.ts';
import { block } from '../../db/consent.ts';
import {
  AT0,
  DAY0,
  domainOf,
  insertDay,
  insertDays,
  insertInstance,
  insertProfile,
  insertRefusal,
} from '../rows.ts';

/** Twelve days in which one grows, one arrives, one is refused, one falls silent and one comes back. */
function herd(): Database {
  const db = openWriter(':memory:');
  const id = (name: string): number => insertInstance(db, `${name}.test`);
  const steady = id('steady');
  insertProfile(db, steady, { title: 'Steady' });
  insertDays(db, steady, DAY0, 'users', [100, 100, 100, 100, 100, 100, 100, 100, 100, 130, 130]);
  insertDays(db, id('new'), DAY0 + 9, 'users', [40, 40]);
  insertDay(db, id('silent'), DAY0 + 1, { users: 70 });
  const liar = id('liar');
  insertDay(db, liar, DAY0 + 1, { users: 9 });
  for (let day = DAY0 + 2; day <= DAY0 + 10; day += 1) insertDay(db, liar, day, { statuses: 5 });
  insertRefusal(db, liar, { fromAt: AT0 + 2 * 86_400, lastAt: AT0 + 10 * 86_400 });
  const back = id('back');
  insertDay(db, back, DAY0, { users: 20 });
  insertDay(db, back, DAY0 + 9, { users: 25 });
  rebuildNetworkDays(db, DAY0, DAY0 + 10);
  return db;
}

const users = (explained: DayExplained | null) => explained?.figures.find(({ figure }) => figure === 'users');

test('a step is explained by those counted on both days, those that came in and those that fell out', () => {
  const db = herd();
  const day = users(explainDay(db, DAY0 + 9));
  expect(day).toMatchObject({
    before: 179,
    now: 195,
    same: 30,
    sameOf: 1,
    entered: 65,
    enteredOf: 2,
    left: 79,
    leftOf: 2,
  });
  expect((day?.before ?? 0) + (day?.same ?? 0) + (day?.entered ?? 0) - (day?.left ?? 0)).toBe(day?.now);
  expect(day?.movers).toEqual([
    { domain: 'steady.test', title: 'Steady', before: 100, now: 130, reason: null },
  ]);
  expect(day?.arrivals.map(({ domain, reason }) => [domain, reason])).toEqual([
    ['new.test', 'new'],
    ['back.test', 'returned'],
  ]);
  expect(day?.losses.map(({ domain, reason }) => [domain, reason])).toEqual([
    ['silent.test', 'silent'],
    ['liar.test', 'refused'],
  ]);
});

test('who is blocked is named nowhere, and counts on in the totals of the time', () => {
  const db = herd();
  block(db, domainOf('steady.test'), '', AT0);
  const day = users(explainDay(db, DAY0 + 9));
  expect(day).toMatchObject({ same: 30, sameOf: 1, movers: [] });
  expect(JSON.stringify(day)).not.toContain('steady.test');
});

test('a day without totals is not explained, and the nearest days with totals are named', () => {
  const db = herd();
  expect(explainDay(db, DAY0 + 11)).toBeNull();
  expect(explainDay(db, DAY0)).toMatchObject({ previous: null, next: DAY0 + 1 });
  expect(explainDay(db, DAY0 + 10)).toMatchObject({
    previous: DAY0 + 9,
    next: null,
    measured: 3,
    carried: 1,
  });
});

test('the explained total is the stored one, on every day', () => {
  const db = herd();
  for (let day = DAY0; day <= DAY0 + 10; day += 1) {
    const stored = db
      .prepare("SELECT users, usersSame, usersOf FROM networkDay WHERE dimension = 'all' AND day = ?")
      .get(day);
    const told = users(explainDay(db, day));
    expect({
      users: told?.now,
      usersSame: told?.sameOf === 0 ? null : told?.same,
      usersOf: (told?.sameOf ?? 0) + (told?.enteredOf ?? 0),
    }).toEqual(stored);
  }
});

test('what was told and not believed is named with its rule, the largest first', () => {
  const db = herd();
  const refuse = db.prepare(
    "INSERT INTO refusedDay (instance, day, figure, rule, value) SELECT id, ?, 'users', ?, ? FROM instance WHERE domain = ?",
  );
  refuse.run(DAY0 + 9, 'negative', 5, 'steady.test');
  refuse.run(DAY0 + 9, 'leap', 1_000_000, 'liar.test');
  refuse.run(DAY0 + 8, 'leap', 2_000_000, 'liar.test');
  expect(users(explainDay(db, DAY0 + 9))?.refused).toEqual([
    { domain: 'liar.test', title: null, value: 1_000_000, rule: 'leap' },
    { domain: 'steady.test', title: 'Steady', value: 5, rule: 'negative' },
  ]);
});
