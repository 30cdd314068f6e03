/** What moved the published totals of others for no reason, played through the crawler's own way of writing: no false wave, and each step explained. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { runPass } from '../crawler/run.ts';
import { addInstances } from '../db/instances.ts';
import { explainDay } from '../db/network/movements.ts';
import { networkSeries, type NetworkPoint } from '../db/series/network-series.ts';
import { openWriter, type Database } from '../db/open.ts';
import { dayOf, DAY } from '../db/time.ts';
import { answer, domain, failure, unix } from './visits.ts';

/** Daily figures of real instances in the weeks of the great arrival; they are not part of this repository. */
const FILE = fileURLToPath(
  new URL('../../shared/fixtures/data/mastodon-per-instance-daily-2022-11-to-2023-03.csv', import.meta.url),
);
const START = unix('2022-11-27T00:00:00Z');
const DAYS = 36;
const INSTANCES = 120;
/** On this day a source brings in the other half of the instances. */
const DOUBLED = 12;
const LYING = [18, 21] as const;
const SILENT = 28;

type Figures = { readonly users: number; readonly statuses: number };
/** By instance and day; a day without a figure is one that nobody wrote down. */
type Story = ReadonlyMap<string, readonly (Figures | undefined)[]>;

/** Invented growth where the recorded one is not at hand: 1 to 3 % a day. */
function invented(): Story {
  const names = Array.from({ length: INSTANCES }, (_, index) => `town-${index}.example.org`);
  return new Map(
    names.map((name, index) => [
      name,
      Array.from({ length: DAYS }, (_, day) => {
        const users = Math.round((200 + index * 13) * (1.01 + (index % 3) / 100) ** day);
        return { users, statuses: users * 20 };
      }),
    ]),
  );
}

function recorded(): Story {
  const story = new Map<string, (Figures | undefined)[]>();
  for (const line of readFileSync(FILE, 'utf8').split('\n').slice(1)) {
    const [date = '', name = '', users = '', statuses = ''] = line.split(',');
    const day = dayOf(unix(`${date || '1970-01-01'}T00:00:00Z`)) - dayOf(START);
    if (day < 0 || day >= DAYS || !/^\d+$/.test(users) || !/^\d+$/.test(statuses)) continue;
    const days = story.get(name) ?? Array.from<Figures | undefined>({ length: DAYS });
    days[day] = { users: Number(users), statuses: Number(statuses) };
    story.set(name, days);
  }
  const known = [...story].filter(([, days]) => days[0] !== undefined && days[DAYS - 1] !== undefined);
  return new Map(known.slice(0, INSTANCES));
}

const LIAR = 'liar.example.net';

/** Plays the story with its disturbances, one visit of each instance a day. */
async function play(story: Story): Promise<Database> {
  const db = openWriter(':memory:');
  const names = [...story.keys()];
  const early = names.filter((_, index) => index % 2 === 0);
  addInstances(db, [LIAR, ...early].map(domain), 'operator', START);
  for (let day = 0; day < DAYS; day += 1) {
    const at = START + day * DAY + 3_600;
    if (day === DOUBLED) addInstances(db, names.map(domain), 'operator', at);
    let asked = 0;
    await runPass({
      db,
      probe: async ({ domain: name }) => {
        asked += 1;
        if (day === SILENT && asked % 10 !== 0) return failure(name, at, { kind: 'timeout' });
        const isLying = day >= LYING[0] && day <= LYING[1];
        if (name === LIAR)
          return answer(name, at, { figures: { users: isLying ? 1_000_000 : 500, statuses: 9_000 } });
        // Nobody wrote every day down: what was told last is told again.
        const figures = story
          .get(name)
          ?.slice(0, day + 1)
          .findLast((told) => told !== undefined);
        return figures === undefined ? failure(name, at, { kind: 'timeout' }) : answer(name, at, { figures });
      },
      now: () => at,
      random: () => 0.5,
      concurrency: 4,
      signal: new AbortController().signal,
      which: 'all',
    });
  }
  return db;
}

describe.each([
  ['invented growth', invented],
  ...(existsSync(FILE) ? [['the growth of December 2022, as it was recorded', recorded] as const] : []),
] as const)('%s', (_, tell) => {
  let db: Database;
  let points: readonly NetworkPoint[];
  const at = (day: number): NetworkPoint | undefined =>
    points.find((point) => point.at === START + day * DAY);
  beforeAll(async () => {
    db = await play(tell());
    points = networkSeries(db, 'users', 'day');
  }, 120_000);

  test('the liar of four days is in no total', () => {
    for (let day = LYING[0]; day <= LYING[1] + 1; day += 1) {
      const [before, now] = [at(day - 1)?.value ?? 0, at(day)?.value ?? 0];
      expect(Math.abs(now - before) / before).toBeLessThan(0.1);
    }
  });

  test('a day on which nine in ten are silent makes no dip', () => {
    const [before, after] = [at(SILENT - 1)?.value ?? 0, at(SILENT + 1)?.value ?? 0];
    const now = at(SILENT)?.value ?? null;
    expect(after).toBeGreaterThan(before * 0.97);
    if (now !== null) expect(now).toBeGreaterThan(before * 0.97);
    expect(db.prepare("SELECT count(*) FROM instance WHERE state = 'gone'").pluck().get()).toBe(0);
  });

  test('a doubled list moves the total, and not the line of the same instances', () => {
    const [before, now] = [at(DOUBLED - 1), at(DOUBLED)];
    expect((now?.value ?? 0) / (before?.value ?? 1)).toBeGreaterThan(1.2);
    expect(Math.abs((now?.same ?? 0) / (before?.same ?? 1) - 1)).toBeLessThan(0.12);
    const users = explainDay(db, dayOf(START) + DOUBLED)?.figures[0];
    expect(users?.enteredOf).toBeGreaterThan(INSTANCES / 3);
    expect(users?.arrivals.every(({ reason }) => reason === 'new')).toBe(true);
  });

  test('every step is the sum of its explanation', () => {
    for (let day = 1; day < DAYS; day += 1) {
      const users = explainDay(db, dayOf(START) + day)?.figures[0];
      if (users === undefined) continue;
      expect((users.before ?? 0) + users.same + users.entered - users.left).toBe(users.now);
      expect(users.now).toBe(at(day)?.value);
    }
  });
});
