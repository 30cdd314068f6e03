import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addInstances, findDue } from '../../db/instances.ts';
import { openWriter, type Database } from '../../db/open.ts';
import { record } from '../../db/record.ts';
import { rebuildNetworkDay, rebuildNetworkDays } from '../../db/network/rollups.ts';
import { CARRY_DAYS } from '../../db/totals/counted.ts';
import { DAY } from '../../db/time.ts';
import { answer, domain } from '../visits.ts';

type Seen = { instance: number; day: number; users: number | null };

function fill(seen: readonly Seen[]): Database {
  const db = openWriter(':memory:');
  for (const { instance, day, users } of seen) {
    const name = `i${instance}.example.org`;
    addInstances(db, [domain(name)], 'operator', 0);
    const id = findDue(db, domain(name))?.id ?? 0;
    const plan = { state: 'up', failures: 0, failingSince: null, nextProbeAt: 0 } as const;
    const profile = { softwareName: instance % 2 === 0 ? 'mastodon' : 'lemmy' };
    record(db, [{ id, plan, result: answer(name, day * DAY + 60, { figures: { users }, profile }) }]);
  }
  return db;
}

const total = (db: Database, day: number): unknown =>
  db
    .prepare("SELECT users, instances, measured, carried FROM networkDay WHERE dimension = 'all' AND day = ?")
    .get(day);

test('a failed visit is carried for a bounded time: no dip, then no ghost', () => {
  const others = Array.from({ length: 12 }, (_, day) => ({ instance: 0, day, users: 100 }));
  const db = fill([...others, { instance: 1, day: 0, users: 50 }]);
  rebuildNetworkDays(db, 0, 11);
  expect(total(db, 0)).toEqual({ users: 150, instances: 2, measured: 2, carried: 0 });
  expect(total(db, CARRY_DAYS)).toEqual({ users: 150, instances: 2, measured: 1, carried: 1 });
  expect(total(db, CARRY_DAYS + 1)).toEqual({ users: 100, instances: 1, measured: 1, carried: 0 });
});

test('a day on which nobody was observed has no total', () => {
  const db = fill([
    { instance: 0, day: 0, users: 1 },
    { instance: 0, day: 2, users: 1 },
  ]);
  rebuildNetworkDays(db, 0, 3);
  expect([0, 1, 2, 3].map((day) => total(db, day) !== undefined)).toEqual([true, false, true, false]);
});

test('what somebody else published counts only on days on which nobody was measured', () => {
  const db = fill([
    { instance: 0, day: 0, users: 100 },
    { instance: 0, day: 9, users: 100 },
    { instance: 1, day: 20, users: 7 },
  ]);
  db.exec("INSERT INTO source (id, name, url, note) VALUES (1, 'list', 'https://example.org', '')");
  // Instance 1 (id 2) was published with more on measured days, and again when nobody was measured.
  db.exec(
    'INSERT INTO day (instance, day, users, source) VALUES (2, 0, 5000, 1), (2, 8, 5000, 1), (2, 19, 6000, 1)',
  );
  rebuildNetworkDays(db, 0, 20);
  const all = (day: number): unknown =>
    db
      .prepare("SELECT users, measured, imported FROM networkDay WHERE dimension = 'all' AND day = ?")
      .get(day);
  expect(all(0)).toEqual({ users: 100, measured: 1, imported: 0 });
  expect(all(8)).toEqual({ users: 5000, measured: 0, imported: 1 });
  expect(all(9)).toEqual({ users: 100, measured: 1, imported: 0 });
  expect(all(19)).toEqual({ users: 6000, measured: 0, imported: 1 });
  expect(all(20)).toEqual({ users: 7, measured: 1, imported: 0 });
});

test('totals of all figures unknown are unknown', () => {
  const db = fill([{ instance: 0, day: 0, users: null }]);
  rebuildNetworkDay(db, 0);
  expect(total(db, 0)).toEqual({ users: null, instances: 1, measured: 1, carried: 0 });
});

test('totals equal a naive sum over the raw rows, by software too, however often they are rebuilt', () => {
  const seen = fc.record({
    instance: fc.integer({ min: 0, max: 6 }),
    day: fc.integer({ min: 0, max: 20 }),
    users: fc.option(fc.integer({ min: 0, max: 1000 })),
  });
  fc.assert(
    fc.property(fc.uniqueArray(seen, { selector: ({ instance, day }) => `${instance} ${day}` }), (list) => {
      const db = fill(list.toSorted((a, b) => a.day - b.day));
      rebuildNetworkDays(db, 0, 20);
      rebuildNetworkDays(db, 5, 20);
      for (const day of new Set(list.map((row) => row.day))) {
        for (const [dimension, value, parity] of [
          ['all', '', null],
          ['software', 'mastodon', 0],
          ['software', 'lemmy', 1],
        ] as const) {
          const users = db
            .prepare('SELECT users FROM networkDay WHERE dimension = ? AND value = ? AND day = ?')
            .pluck()
            .get(dimension, value, day);
          expect(users ?? null).toBe(
            naive(
              list.filter((row) => parity === null || row.instance % 2 === parity),
              day,
            ),
          );
        }
      }
      db.close();
    }),
    { numRuns: 40 },
  );
});

function naive(list: readonly Seen[], day: number): number | null {
  const window = list.filter((row) => row.users !== null && row.day <= day && row.day >= day - CARRY_DAYS);
  const newest = new Map(
    window.toSorted((a, b) => a.day - b.day).map((row) => [row.instance, row.users ?? 0]),
  );
  return newest.size === 0 ? null : [...newest.values()].reduce((sum, users) => sum + users, 0);
}
