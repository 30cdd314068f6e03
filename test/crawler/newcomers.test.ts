/** Large newcomers: who waits, who counts at once, and what becomes of the totals. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { believedSince, type Claim } from '../../crawler/newcomers.ts';
import { runPass } from '../../crawler/run.ts';
import { addInstances } from '../../db/instances.ts';
import type { Around } from '../../db/trust/newcomers.ts';
import type { Figures } from '../../db/model.ts';
import { openWriter, type Database } from '../../db/open.ts';
import { saveSource } from '../../db/sources.ts';
import { dayOf, HOUR } from '../../db/time.ts';
import { decide } from '../../db/trust/verdicts.ts';
import { answer, domain, failure, unix } from '../visits.ts';

const AT = unix('2026-02-01T00:00:00Z');
const LIAR = 'liar.test';
const HONEST = Array.from({ length: 12 }, (_, index) => `town-${index}.test`);
const HONEST_TOTAL = HONEST.reduce((sum, _, index) => sum + 1_000 + index * 100, 0);

const CROWD = { users: 1_000_000, activeMonth: 200_000, statuses: 10_000_000, connections: 20_000 };
/** What the newcomer tells on a day since it came; `null`: it does not answer. */
type Tale = (day: number) => Partial<Figures> | null;

/** Twelve steady towns, and a newcomer from a day on; two visits a day. */
async function play(
  days: number,
  from: number,
  tale: Tale,
  prepare?: (db: Database) => void,
): Promise<Database> {
  const db = openWriter(':memory:');
  addInstances(db, HONEST.map(domain), 'operator', AT);
  prepare?.(db);
  for (let half = 0; half < days * 2; half += 1) {
    const day = Math.floor(half / 2);
    const at = AT + half * 12 * HOUR;
    if (half === from * 2) addInstances(db, [domain(LIAR)], 'peer', at);
    await runPass({
      db,
      probe: async ({ domain: name }) => {
        if (name !== LIAR) {
          const users = 1_000 + HONEST.indexOf(name) * 100;
          return answer(name, at, {
            figures: { users, activeMonth: 300, statuses: 40_000, connections: 900 },
          });
        }
        const told = tale(day - from);
        return told === null ? failure(name, at, { kind: 'timeout' }) : answer(name, at, { figures: told });
      },
      now: () => at,
      random: () => 0.5,
      concurrency: 3,
      signal: new AbortController().signal,
      which: 'all',
    });
  }
  return db;
}
const totals = (db: Database, figure = 'users'): readonly (number | null)[] =>
  db
    .prepare(`SELECT ${figure} FROM networkDay WHERE dimension = 'all' ORDER BY day`)
    .pluck()
    .all() as number[];
const told = (db: Database): unknown[] =>
  db.prepare('SELECT DISTINCT rule FROM refusal WHERE figure = ? ORDER BY rule').pluck().all('users');

describe('a newcomer that lies moves no total', () => {
  test.each<[string, number, Tale]>([
    [
      'one that claims a crowd for four days and falls back',
      6,
      (day) => (day < 4 ? CROWD : { users: 400, statuses: 9_000 }),
    ],
    ['one that claims a crowd for four days and vanishes', 6, (day) => (day < 4 ? CROWD : null)],
    ['one whose figures all agree', 6, () => ({ ...CROWD, activeMonth: 900_000 })],
    [
      'one that claims them on the first day of the register',
      0,
      (day) => (day < 4 ? CROWD : { users: 400, statuses: 9_000 }),
    ],
    [
      'one that gains 200,000 a day from a small beginning',
      6,
      (day) => ({ users: 500 + day * 200_000, statuses: 9_000_000 }),
    ],
    [
      'one that gains 200,000 a day from a large beginning',
      6,
      (day) => ({ ...CROWD, users: 1_000_000 + day * 200_000 }),
    ],
    [
      'one of the size of the whole network',
      6,
      () => ({ ...CROWD, users: 60_000, activeMonth: 9_000, statuses: 300_000 }),
    ],
    ['one with 2^31 accounts', 6, () => ({ users: 2 ** 31, statuses: 10 ** 9 })],
  ])('%s', async (_, from, tale) => {
    const db = await play(17, from, tale);
    for (const users of totals(db)) {
      expect(users).toBeGreaterThanOrEqual(HONEST_TOTAL);
      expect(users).toBeLessThan(HONEST_TOTAL + 101_000);
    }
    expect(told(db).length).toBeGreaterThan(0);
  });
});

test('who waits stays on its page with the claim and the rule, and brings no posts into the total either', async () => {
  const db = await play(9, 6, () => CROWD);
  expect(told(db)).toEqual(['unconfirmed']);
  expect(new Set(totals(db, 'statuses'))).toEqual(new Set([HONEST.length * 40_000]));
  expect(db.prepare('SELECT users, statuses, connections FROM latest WHERE users IS NULL').get()).toEqual({
    users: null,
    statuses: null,
    connections: 20_000,
  });
  expect(
    db.prepare("SELECT count(*) FROM refusedDay WHERE figure = 'users' AND value = 1000000").pluck().get(),
  ).toBe(3);
});

test('who keeps telling the same for two weeks counts, and so do the days that it waited', async () => {
  const db = await play(24, 6, (day) => ({ ...CROWD, users: 1_000_000 + day * 2_000 }));
  const users = totals(db);
  expect(users.slice(0, 6)).toEqual(Array.from({ length: 6 }, () => HONEST_TOTAL));
  expect(users.slice(6)).toEqual(
    Array.from({ length: 18 }, (_, day) => HONEST_TOTAL + 1_000_000 + day * 2_000),
  );
  expect(db.prepare('SELECT count(*) FROM refusedDay').pluck().get()).toBe(0);
  expect(told(db)).toEqual(['unconfirmed']);
});

test('who is admitted and falls to a third soon after loses the days of its claim', async () => {
  const db = await play(30, 6, (day) => (day < 20 ? CROWD : { users: 400, statuses: 9_000 }));
  const users = totals(db);
  expect(Math.max(...users.map(Number))).toBeLessThan(HONEST_TOTAL + 1_000);
  expect(users.at(-1)).toBe(HONEST_TOTAL + 400);
});

test('who was published before counts at once, and who tells far more than that waits', async () => {
  const published =
    (users: number) =>
    (db: Database): void => {
      addInstances(db, [domain(LIAR)], 'register', AT);
      const source = saveSource(db, {
        name: 'A list',
        url: 'https://list.example/',
        note: '',
        licence: '',
        retrievedOn: null,
      });
      db.prepare(
        'INSERT INTO day (instance, day, users, source) SELECT id, ?, ?, ? FROM instance WHERE domain = ?',
      ).run(dayOf(AT) - 400, users, source, LIAR);
    };
  const known = await play(7, 5, () => CROWD, published(400_000));
  expect(told(known)).toEqual([]);
  expect(totals(known).at(-1)).toBe(HONEST_TOTAL + 1_000_000);
  const grown = await play(7, 5, () => CROWD, published(4_000));
  expect(told(grown)).toEqual(['unconfirmed']);
  expect(totals(grown).at(-1)).toBe(HONEST_TOTAL);
});

test('whoever runs the site can admit one at once', async () => {
  const db = await play(8, 6, () => CROWD);
  const verdict = {
    figure: 'users',
    decision: 'accept',
    fromDay: 0,
    untilDay: null,
    reason: 'seen',
    at: AT,
  } as const;
  decide(db, domain(LIAR), verdict);
  expect(totals(db).at(-1)).toBe(HONEST_TOTAL + 1_000_000);
});

test('a young register takes its large instances at their word', async () => {
  const sizes = [900_000, 420_000, 180_000, 90_000, 40_000, 9_000, 2_000];
  const db = openWriter(':memory:');
  const names = sizes.map((_, index) => `big-${index}.test`);
  addInstances(db, names.map(domain), 'operator', AT);
  await runPass({
    db,
    probe: async ({ domain: name }) => {
      const users = sizes[names.indexOf(name)] ?? 0;
      return answer(name, AT, {
        figures: { users, activeMonth: users / 5, statuses: users * 20, connections: 9_000 },
      });
    },
    now: () => AT,
    random: () => 0.5,
    concurrency: 3,
    signal: new AbortController().signal,
    which: 'all',
  });
  expect(totals(db)).toEqual([sizes.reduce((sum, users) => sum + users, 0)]);
});

describe('the judgement', () => {
  const AROUND: Around = {
    published: null,
    isAccepted: false,
    others: 30_000,
    largest: 3_000_000,
    total: 12_000_000,
    registerDays: 400,
    told: [],
    weekLogins: null,
  };
  const claim = (some: Partial<Claim>): Claim => ({
    at: AT,
    ...CROWD,
    users: 90_000,
    activeMonth: 20_000,
    ...some,
  });
  const waits = (some: Partial<Claim>, around: Partial<Around> = {}): boolean =>
    believedSince(claim(some), { ...AROUND, ...around }) === null;

  test.each<[string, Partial<Claim>, Partial<Around>]>([
    ['more than a hundredth of all accounts', { users: 130_000 }, {}],
    ['fewer posts than accounts', { statuses: 80_000 }, {}],
    ['nearly everybody active', { activeMonth: 80_000 }, {}],
    ['nobody active', { activeMonth: 3 }, {}],
    ['hardly a connection', { connections: 40 }, {}],
    ['the activity log of a small server', {}, { weekLogins: 60 }],
    ['ten times the largest of a young register', {}, { registerDays: 0, largest: 8_000 }],
  ])('waits for: %s', (_, some, around) => {
    expect(waits(some, around)).toBe(true);
  });

  test.each<[string, Partial<Claim>, Partial<Around>]>([
    ['a large instance among thousands', {}, {}],
    ['one that tells nothing but its accounts', { activeMonth: null, statuses: null, connections: null }, {}],
    ['one that others published', { users: 900_000 }, { published: 300_000 }],
    ['the first of a register', {}, { registerDays: null, others: 0, largest: 0, total: 0 }],
  ])('believes at once: %s', (_, some, around) => {
    expect(waits(some, around)).toBe(false);
  });

  test('no claim beyond a hundredth of all is believed in less than two weeks, whatever it tells beside it', () => {
    const count = fc.option(fc.integer({ min: 0, max: 10 ** 9 }), { nil: null });
    const days = fc.array(fc.integer({ min: 50_000, max: 10 ** 7 }), { maxLength: 13 });
    fc.assert(
      fc.property(
        fc.integer({ min: 120_000, max: 10 ** 7 }),
        count,
        count,
        count,
        days,
        (users, a, b, c, past) => {
          const sofar = past.map((before, index) => ({
            day: dayOf(AT) - index,
            users: before,
            isBelieved: false,
          }));
          expect(waits({ users, activeMonth: a, statuses: b, connections: c }, { told: sofar })).toBe(true);
        },
      ),
    );
  });

  test('telling the same for two weeks is enough, and nothing that climbs by more than 50,000 a day ever is', () => {
    const today = dayOf(AT);
    fc.assert(
      fc.property(
        fc.integer({ min: 60_000, max: 10 ** 7 }),
        fc.integer({ min: 14, max: 40 }),
        (users, days) => {
          const past = (perDay: number): Around['told'] =>
            Array.from({ length: days + 1 }, (_, index) => ({
              day: today - index,
              users: users - perDay * index,
              isBelieved: false,
            }));
          const steady = believedSince(claim({ users, activeMonth: null, statuses: 1 }), {
            ...AROUND,
            told: past(0),
          });
          const climbing = waits({ users, statuses: 1 }, { told: past(50_001) });
          expect({ steady, climbing }).toEqual({ steady: today - days, climbing: true });
        },
      ),
    );
  });
});

test('an instance that grew large under our eyes is no newcomer', async () => {
  const db = await play(20, 0, (day) => ({
    users: 40_000 + day * 1_000,
    activeMonth: 5_000,
    statuses: 900_000,
    connections: 900,
  }));
  expect(told(db)).toEqual([]);
  expect(totals(db).at(-1)).toBe(HONEST_TOTAL + 59_000);
  expect(db.prepare('SELECT count(*) FROM day WHERE users IS NULL').pluck().get()).toBe(0);
});

test('one odd visit of a newcomer that was believed is one odd visit', async () => {
  const sizes = [90_000, 60_000, 20_000, 9_000, 2_000, 1_000, 900];
  const db = openWriter(':memory:');
  const names = sizes.map((_, index) => `big-${index}.test`);
  addInstances(db, names.map(domain), 'operator', AT);
  for (let day = 0; day < 9; day += 1) {
    const at = AT + day * 24 * HOUR;
    await runPass({
      db,
      probe: async ({ domain: name }) => {
        const users = sizes[names.indexOf(name)] ?? 0;
        const activeMonth = day === 5 && users === 60_000 ? 3 : users / 5;
        return answer(name, at, {
          figures: { users, activeMonth, statuses: users * 20, connections: 9_000 },
        });
      },
      now: () => at,
      random: () => 0.5,
      concurrency: 3,
      signal: new AbortController().signal,
      which: 'all',
    });
  }
  expect(new Set(totals(db))).toEqual(new Set([sizes.reduce((sum, users) => sum + users, 0)]));
  expect(told(db)).toEqual(['unconfirmed']);
});

test('a newcomer that grows by three in a hundred a day comes in after two weeks', async () => {
  const db = await play(24, 6, (day) => ({
    ...CROWD,
    users: Math.round(60_000 * 1.03 ** day),
    activeMonth: 9_000,
  }));
  expect(told(db)).toEqual(['unconfirmed']);
  expect(totals(db).slice(6)).toEqual(
    Array.from({ length: 18 }, (_, day) => HONEST_TOTAL + Math.round(60_000 * 1.03 ** day)),
  );
});

test('a waiting newcomer that dips below the size that is asked about comes in with its days', async () => {
  const db = await play(12, 6, (day) => ({ ...CROWD, users: day < 4 ? 52_000 : 48_000, activeMonth: 9_000 }));
  expect(totals(db).slice(6)).toEqual(
    [52, 52, 52, 52, 48, 48].map((thousands) => HONEST_TOTAL + thousands * 1_000),
  );
});

test('an old and smaller list says nothing against an honest newcomer', () => {
  const around: Around = {
    published: 30_000,
    isAccepted: false,
    others: 30_000,
    largest: 3_000_000,
    total: 12_000_000,
    registerDays: 400,
    told: [],
    weekLogins: null,
  };
  expect(believedSince({ at: AT, ...CROWD, users: 100_000, activeMonth: 20_000 }, around)).toBe(dayOf(AT));
});
