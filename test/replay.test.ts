/** Hourly snapshots and daily series of the weeks of the great arrival, imported with everything that made false waves in the totals of others. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { explainDay } from '../db/network/movements.ts';
import { networkSeries, type NetworkPoint } from '../db/series/network-series.ts';
import { openReader, type Database } from '../db/open.ts';
import { publishedNetwork } from '../db/network/published.ts';
import { dayStart, parseDay } from '../db/time.ts';
import { importFile } from '../scripts/import.ts';

/** Recorded figures of real instances; they are not part of this repository. */
const recording = (name: string): string =>
  fileURLToPath(new URL(`../../shared/fixtures/data/${name}`, import.meta.url));
const HOURLY = recording('instances.social-hourly-2022-11-20.csv');
const DAILY = recording('mastodon-per-instance-daily-2022-11-to-2023-03.csv');

/** A source that knows half of the instances until this day. */
const DOUBLED = '2022-12-10';
/** One instance and one newcomer claim a million on these days. */
const LIE = ['2022-12-16', '2022-12-19'] as const;
/** On this day nine in ten are not heard of. */
const SILENT = '2022-12-24';
const [FIRST, LAST] = ['2022-11-28', '2023-01-10'] as const;
const NEWCOMER = 'a-million-out-of-nowhere.example.com';

type Line = { readonly date: string; readonly domain: string; readonly users: number; readonly rest: string };
const day = (text: string): number => parseDay(text) ?? 0;

function recordedLines(): Line[] {
  return readFileSync(DAILY, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const [date = '', domain = '', users = '', ...rest] = line.split(',');
      return /^\d+$/.test(users) ? [{ date, domain, users: Number(users), rest: rest.join(',') }] : [];
    });
}

/** As many instances, growing by up to 3 % a day, where no recording is at hand. */
function inventedLines(): Line[] {
  return Array.from({ length: 60 }, (_, index) => index + day('2022-11-20')).flatMap((at, age) =>
    Array.from({ length: 640 }, (_, index) => ({
      date: new Date(dayStart(at) * 1000).toISOString().slice(0, 10),
      domain: `${'abcdefgh'[index % 8]}-town-${index}.example.com`,
      users: Math.round((200 + index * 9) * (1 + (index % 4) / 100) ** age),
      rest: `${(200 + index * 9) * 30 + age},${1_000 + index},4.0.2,1,0`,
    })),
  );
}

/** Half of the names, by chance of their length and first letter. */
const isLate = (domain: string): boolean => (domain.length + domain.charCodeAt(0)) % 2 === 0;
/** An instance of middling size that is told of all the time. */
function liarIn(lines: readonly Line[]): string {
  const counts = Map.groupBy(
    lines.filter(({ domain, users }) => !isLate(domain) && users < 9_000),
    ({ domain }) => domain,
  );
  return [...counts].toSorted(([, a], [, b]) => b.length - a.length)[0]?.[0] ?? '';
}

function disturbed(lines: readonly Line[], liar: string): Line[] {
  const told = lines.filter(
    ({ date, domain }, index) =>
      (date >= DOUBLED || !isLate(domain)) && (date !== SILENT || domain === liar || index % 10 === 0),
  );
  const lying = told.map((line) =>
    line.domain === liar && line.date >= LIE[0] && line.date <= LIE[1]
      ? { ...line, users: 1_000_000, rest: '20000000,9000,4.0.2,1,0' }
      : line,
  );
  const newcomer = lying
    .filter(({ domain, date }) => domain === liar && date >= LIE[0] && date <= LIE[1])
    .map((line) => ({ ...line, domain: NEWCOMER, rest: '10000000,20000,4.0.2,1,0' }));
  return [...lying, ...newcomer];
}

const HEADER = 'date,domain,users,statuses,domains,version,registrations,approval_required';
const quiet = { say: (): void => undefined, complain: (): void => undefined };

async function replayed(
  lines: readonly Line[],
  hourly: string | null,
  folder: string,
): Promise<{ db: Database; liar: string }> {
  const path = join(folder, 'herdbook.sqlite');
  const daily = join(folder, 'daily.csv');
  const liar = liarIn(lines);
  const rows = disturbed(lines, liar).map(
    ({ date, domain, users, rest }) => `${date},${domain},${users},${rest}`,
  );
  writeFileSync(daily, `${[HEADER, ...rows].join('\n')}\n`);
  const take = (...args: string[]): Promise<number> => importFile(args, { DATABASE_PATH: path }, quiet);
  if (hourly !== null) expect(await take('instances.social-hourly', hourly)).toBe(0);
  expect(await take('mastodon-daily', daily)).toBe(0);
  return { db: openReader(path), liar };
}

describe.each([
  ['invented growth', inventedLines, null],
  ...(existsSync(DAILY) && existsSync(HOURLY)
    ? [['the growth of 2022-23, as it was recorded', recordedLines, HOURLY] as const]
    : []),
] as const)('%s', (_, tell, hourly) => {
  let db: Database;
  let liar: string;
  const folder = mkdtempSync(join(tmpdir(), 'herdbook-test-'));
  afterAll(() => {
    db.close();
    rmSync(folder, { recursive: true });
  });
  let points: ReadonlyMap<number, NetworkPoint>;
  const at = (text: string, later = 0): NetworkPoint | undefined => points.get(dayStart(day(text) + later));
  beforeAll(async () => {
    ({ db, liar } = await replayed(tell(), hourly, folder));
    points = new Map(networkSeries(db, 'users', 'day').map((point) => [point.at, point]));
  }, 120_000);

  test('no day moves the total by more than it grew and by who came and went', () => {
    for (let one = day(FIRST) + 1; one <= day(LAST); one += 1) {
      const [before, now] = [points.get(dayStart(one - 1)), points.get(dayStart(one))];
      if (typeof before?.value !== 'number' || typeof now?.value !== 'number') continue;
      const { entered = 0, left = 0 } = explainDay(db, one)?.figures[0] ?? {};
      expect(Math.abs((now.value - entered + left) / before.value - 1)).toBeLessThan(0.07);
      const isDisturbed = (one >= day(LIE[0]) && one <= day(LIE[1]) + 1) || Math.abs(one - day(SILENT)) < 2;
      if (isDisturbed) expect(Math.abs(now.value / before.value - 1)).toBeLessThan(0.08);
    }
  });

  test('the line of the same instances moves with growth alone, on the day of the doubled list too', () => {
    for (let one = day(FIRST) + 1; one <= day(LAST); one += 1) {
      const [before, now] = [points.get(dayStart(one - 1)), points.get(dayStart(one))];
      if (typeof before?.same !== 'number' || typeof now?.same !== 'number') continue;
      expect(Math.abs(now.same / before.same - 1)).toBeLessThan(0.07);
    }
    expect((at(DOUBLED)?.value ?? 0) / (at(DOUBLED, -1)?.value ?? 1)).toBeGreaterThan(1.15);
    const users = explainDay(db, day(DOUBLED))?.figures[0];
    expect(users?.enteredOf).toBeGreaterThan(150);
    expect(users?.arrivals.map(({ reason }) => reason)).toContain(hourly === null ? 'new' : 'returned');
  });

  test('the million is nowhere: not in the totals, not in the sums of the list; refused it is, with its rule', () => {
    const sums = publishedNetwork(db, 'users').map((series) => series.points);
    for (const line of [...sums, [...points.values()]]) {
      const valueOn = (one: number): number | null =>
        line.find((point) => point.at === dayStart(one))?.value ?? null;
      for (let one = day(LIE[0]); one <= day(LIE[1]); one += 1) {
        const [before, now] = [valueOn(day(LIE[0]) - 1), valueOn(one)];
        if (before !== null && now !== null) expect(now / before).toBeLessThan(1.15);
      }
    }
    const refused = db
      .prepare(
        `SELECT i.domain, r.rule, count(*) AS days, min(r.value) AS value
         FROM refusedDay AS r
         JOIN instance AS i ON i.id = r.instance
         WHERE r.figure = 'users' AND r.value = 1000000
         GROUP BY i.domain, r.rule`,
      )
      .all();
    expect(refused).toContainEqual({ domain: liar, rule: 'leap', days: 4, value: 1_000_000 });
    expect(explainDay(db, day(LIE[0]))?.figures[0]?.refused.map(({ domain }) => domain)).toEqual(
      expect.arrayContaining([liar, NEWCOMER]),
    );
    expect(refused).toContainEqual({ domain: NEWCOMER, rule: 'unconfirmed', days: 4, value: 1_000_000 });
  });

  test('a day on which nine in ten are silent is no dip', () => {
    const now = at(SILENT)?.value ?? 0;
    expect(now).toBeGreaterThan((at(SILENT, -1)?.value ?? 0) * 0.95);
    const told = explainDay(db, day(SILENT));
    expect((told?.fresh ?? 0) / (told?.instances ?? 1)).toBeLessThan(0.2);
    expect(at(SILENT, 1)?.value ?? 0).toBeGreaterThan((at(SILENT, -1)?.value ?? 0) * 0.95);
  });

  test('every day is the sum of its explanation', () => {
    for (let one = day(FIRST); one <= day(LAST); one += 1) {
      const users = explainDay(db, one)?.figures[0];
      if (users === undefined) continue;
      expect((users.before ?? 0) + users.same + users.entered - users.left).toBe(users.now);
      expect(users.now).toBe(points.get(dayStart(one))?.value);
    }
  });
});
