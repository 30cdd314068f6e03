import { expect, test } from 'vitest';
import { runPass } from '../../crawler/run.ts';
import { addInstances } from '../../db/instances.ts';
import { openWriter, type Database } from '../../db/open.ts';
import { dayOf, DAY } from '../../db/time.ts';
import { decide, verdictsOn, withdraw } from '../../db/trust/verdicts.ts';
import { answer, domain, unix } from '../visits.ts';

const AT = unix('2026-02-01T00:00:00Z');
const DAY0 = dayOf(AT);
const NAME = domain('lantern.test');

async function told(db: Database, index: number, users: number): Promise<void> {
  const at = AT + index * DAY;
  await runPass({
    db,
    probe: async () => answer(NAME, at, { figures: { users, statuses: 40_000 } }),
    now: () => at,
    random: () => 0.5,
    concurrency: 1,
    signal: new AbortController().signal,
    which: 'all',
  });
}

/** Two days of 900 accounts, then four of 50,000, which no rule believes yet. */
async function leapt(): Promise<Database> {
  const db = openWriter(':memory:');
  addInstances(db, [NAME], 'operator', AT);
  for (const [index, users] of [900, 900, 50_000, 50_000, 50_000, 50_000].entries())
    await told(db, index, users);
  return db;
}
const days = (db: Database): unknown[] => db.prepare('SELECT users FROM day ORDER BY day').pluck().all();
const totals = (db: Database): unknown[] =>
  db.prepare("SELECT users FROM networkDay WHERE dimension = 'all' ORDER BY day").pluck().all();
const period = { fromDay: DAY0 + 2, untilDay: null, reason: 'Three towns moved in.', at: AT };

test('an accepted figure comes back with all its days and totals, and in visits to come', async () => {
  const db = await leapt();
  expect(days(db)).toEqual([900, 900, null, null, null, null]);
  expect(totals(db)).toEqual([900, 900, 900, 900, 900, 900]);
  expect(decide(db, NAME, { ...period, figure: 'users', decision: 'accept' })).toBe(4);
  expect(days(db)).toEqual([900, 900, 50_000, 50_000, 50_000, 50_000]);
  expect(totals(db)).toEqual([900, 900, 50_000, 50_000, 50_000, 50_000]);
  await told(db, 6, 50_100);
  expect(days(db).at(-1)).toBe(50_100);
  expect(verdictsOn(db, NAME)).toMatchObject([
    { figure: 'users', decision: 'accept', reason: 'Three towns moved in.' },
  ]);
});

test('a refused figure leaves its days and totals, and visits to come, until the verdict is withdrawn', async () => {
  const db = await leapt();
  expect(decide(db, NAME, { ...period, fromDay: DAY0 + 1, figure: 'users', decision: 'refuse' })).toBe(1);
  expect(days(db)).toEqual([900, null, null, null, null, null]);
  await told(db, 6, 905);
  expect(days(db).at(-1)).toBeNull();
  expect(db.prepare("SELECT count(*) FROM refusal WHERE rule = 'overruled'").pluck().get()).toBe(1);
  const [verdict] = verdictsOn(db, NAME);
  expect(withdraw(db, NAME, verdict?.id ?? 0)).toBe(2);
  expect(days(db)).toEqual([900, 900, null, null, null, null, 905]);
  expect(totals(db).at(-1)).toBe(905);
  expect(withdraw(db, NAME, 99)).toBeNull();
});

test('a verdict on part of a past leaves the rest as it was', async () => {
  const db = await leapt();
  decide(db, NAME, { ...period, figure: 'users', decision: 'accept', fromDay: DAY0 + 3, untilDay: DAY0 + 4 });
  expect(days(db)).toEqual([900, 900, null, 50_000, 50_000, null]);
  expect(decide(db, domain('nowhere.test'), { ...period, figure: 'users', decision: 'accept' })).toBeNull();
});
