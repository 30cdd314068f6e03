/** What becomes of answers that contradict the instance's own past, or repeat another one's present. */
import { expect, test } from 'vitest';
import { runPass } from '../../crawler/run.ts';
import { handovers } from '../../db/trust/doubts.ts';
import { addInstances } from '../../db/instances.ts';
import type { ProbeResult } from '../../db/model.ts';
import { openWriter, type Database } from '../../db/open.ts';
import { DAY, HOUR } from '../../db/time.ts';
import { answer, domain, unix } from '../visits.ts';

const AT = unix('2026-02-01T00:00:00Z');
const NAME = 'lantern.test';

async function visits(db: Database, at: number, results: (name: string) => ProbeResult): Promise<void> {
  const signal = new AbortController().signal;
  await runPass({
    db,
    probe: async ({ domain: name }) => results(name),
    now: () => at,
    random: () => 0.5,
    concurrency: 1,
    signal,
    which: 'all',
  });
}
function register(...names: string[]): Database {
  const db = openWriter(':memory:');
  addInstances(db, names.map(domain), 'operator', AT);
  return db;
}
const day = (db: Database): unknown =>
  db.prepare('SELECT users, activeMonth, statuses FROM day ORDER BY day DESC LIMIT 1').get();
const rules = (db: Database): unknown[] =>
  db.prepare('SELECT rule FROM refusal ORDER BY fromAt').pluck().all();

test('a leap of users is held back with the active ones, and a fall is believed when a later visit says the same', async () => {
  const db = register(NAME);
  const tell = (hours: number, users: number): Promise<void> =>
    visits(db, AT + hours * HOUR, () =>
      answer(NAME, AT + hours * HOUR, { figures: { users, activeMonth: users / 10, statuses: 40_000 } }),
    );
  await tell(0, 900);
  await tell(6, 900_000);
  expect(day(db)).toEqual({ users: 900, activeMonth: 90, statuses: 40_000 });
  expect(rules(db)).toEqual(['leap']);
  await tell(12, 900_400);
  expect(day(db)).toMatchObject({ users: 900 });
  for (const hours of [18, 24, 30, 36, 42]) await tell(hours, 910);
  expect(day(db)).toMatchObject({ users: 910 });
  expect(db.prepare('SELECT count(*) FROM doubt').pluck().get()).toBe(0);
});

test('who claims a million users for four days moves no total, and says so on its record', async () => {
  const db = register(NAME, 'steady.test');
  for (let quarter = 0; quarter < 40; quarter += 1) {
    const at = AT + quarter * 6 * HOUR;
    const isLying = quarter >= 12 && quarter < 28;
    await visits(db, at, (name) =>
      answer(name, at, {
        figures: { users: name === NAME && isLying ? 1_000_000 : 900 + quarter, statuses: 40_000 },
      }),
    );
  }
  const totals = db
    .prepare("SELECT users FROM networkDay WHERE dimension = 'all' ORDER BY day")
    .pluck()
    .all()
    .map(Number);
  expect(totals).toHaveLength(10);
  expect(Math.max(...totals)).toBeLessThan(1_900);
  expect(Math.min(...totals)).toBeGreaterThan(1_800);
  expect(rules(db)).toEqual(['leap']);
  expect(db.prepare('SELECT count(*) FROM refusedDay WHERE value = 1000000').pluck().get()).toBe(4);
});

test('figures drawn anew at each visit end up in no series', async () => {
  const db = register(NAME);
  const told = [300_000, 512_004, 80_211, 733_900, 401_222, 12_000, 655_300];
  for (const [index, users] of told.entries()) {
    const at = AT + index * DAY;
    await visits(db, at, () =>
      answer(NAME, at, { figures: { users, statuses: users * 50, connections: 4_000 } }),
    );
  }
  expect(rules(db)).toContain('erratic');
  // What was believed of them before they were known for dice is taken back.
  expect(db.prepare('SELECT count(*) FROM day WHERE users IS NOT NULL').pluck().get()).toBe(0);
  expect(db.prepare("SELECT sum(users) FROM networkDay WHERE dimension = 'all'").pluck().get()).toBeNull();
  expect(day(db)).toEqual({ users: null, activeMonth: null, statuses: null });
});

test('one instance under several names of a site counts once', async () => {
  const db = register('farm.test', 'a.farm.test', 'b.farm.test');
  const same = { figures: { users: 812, statuses: 40_120, connections: 900 } };
  await visits(db, AT, (name) => answer(name, AT, same));
  expect(
    db.prepare('SELECT domain, state, failureKind AS kind, failureDetail AS detail FROM instance').all(),
  ).toEqual([
    { domain: 'farm.test', state: 'up', kind: null, detail: null },
    {
      domain: 'a.farm.test',
      state: 'discovered',
      kind: 'identity',
      detail: 'the same instance as farm.test',
    },
    {
      domain: 'b.farm.test',
      state: 'discovered',
      kind: 'identity',
      detail: 'the same instance as farm.test',
    },
  ]);
  expect(db.prepare("SELECT users, instances FROM networkDay WHERE dimension = 'all'").get()).toEqual({
    users: 812,
    instances: 1,
  });
});

test('a name that passed to somebody else is marked, and nothing of the former one is shown as current', async () => {
  const db = register(NAME);
  const thumbnail = 'https://lantern.test/old.png';
  await visits(db, AT, () => answer(NAME, AT, { figures: { users: 900 }, profile: { thumbnail } }));
  const later = AT + 40 * DAY;
  const other = { title: 'Win big', description: null, thumbnail: null };
  await visits(db, later, () =>
    answer(NAME, later, { figures: { users: 950 }, profile: other, isPartial: true }),
  );
  expect(handovers(db, domain(NAME))).toEqual([{ at: later, reason: 'after-absence' }]);
  expect(db.prepare('SELECT title, description, thumbnail FROM profile WHERE untilAt IS NULL').get()).toEqual(
    other,
  );
});

test('a clock two hours back makes no second point at one time, and no visit before the last', async () => {
  const db = register(NAME);
  for (const hours of [10, 8, 8, 9]) {
    await visits(db, AT + hours * HOUR, () =>
      answer(NAME, AT + hours * HOUR, {
        figures: { users: 900 + hours },
        profile: { softwareVersion: `4.${hours}` },
      }),
    );
  }
  const times = db.prepare('SELECT at FROM observation ORDER BY at').pluck().all();
  expect(times).toEqual([0, 1, 2, 3].map((second) => AT + 10 * HOUR + second));
  expect(db.prepare('SELECT count(*) FROM profile WHERE untilAt < fromAt').pluck().get()).toBe(0);
  expect(db.prepare('SELECT at, users FROM latest').get()).toEqual({ at: AT + 10 * HOUR + 3, users: 909 });
});
