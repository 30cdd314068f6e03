/** What the API tells of an instance's visits, availability and weeks, and of what stands around it. */
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { importOfficial } from '../../db/official/official-file.ts';
import { makeLongView } from '../../db/long-view.ts';
import type { Database } from '../../db/open.ts';
import { DAY, WEEK } from '../../db/time.ts';
import {
  AT0,
  insertInstance,
  insertLatest,
  insertObservation,
  insertProfile,
  insertSource,
  insertWeek,
} from '../rows.ts';
import { OFFICIAL } from './choosing.ts';
import { served } from './served.ts';

const HOUR = 3_600;

function herd(db: Database): void {
  const a = insertInstance(db, 'a.test', {
    lastVisitAt: AT0,
    failures: 2,
    failureKind: 'timeout',
    nextProbeAt: AT0 + HOUR,
  });
  insertLatest(db, a, { users: 1 });
  for (let back = 1; back <= 5; back += 1) insertObservation(db, a, AT0 - back * 6 * HOUR, { users: 1 });
  const fail = db.prepare(
    "INSERT INTO attempt (at, instance, failureKind, durationMs, requests) VALUES (?, ?, 'timeout', 20000, 1)",
  );
  fail.run(AT0, a);
  insertWeek(db, a, AT0 - 2 * WEEK, { logins: 7, source: insertSource(db).id });
  insertWeek(db, a, AT0 - WEEK, { registrations: 3, logins: 8, statuses: 90 });
  insertWeek(db, a, AT0, { registrations: 0, isComplete: 0 });
  // Another one's visits and weeks, which must not show.
  const b = insertInstance(db, 'b.test');
  insertObservation(db, b, AT0, { users: 5 });
  insertWeek(db, b, AT0, { logins: 99 });
}

describe('the visits of an instance', () => {
  test('are told newest first, with the reason of the next one', async () => {
    const { app } = await served(herd);
    const answer = await app.inject('/api/v1/instances/a.test/visits?limit=2');
    expect(answer.json()).toEqual({
      nextVisit: { at: AT0 + HOUR, reason: 'backoff', failures: 2 },
      data: [
        { at: AT0, failure: 'timeout', durationMs: 20_000, requests: 1 },
        { at: AT0 - 6 * HOUR, failure: null, durationMs: 100, requests: 3 },
      ],
      next: AT0 - 6 * HOUR,
    });
    expect(answer.headers['link']).toContain(`after=${AT0 - 6 * HOUR}>; rel="next"`);
  });

  test('are walked to the end, each once', async () => {
    const { app } = await served(herd);
    const seen: number[] = [];
    let after = '';
    do {
      const answer = await app.inject(`/api/v1/instances/a.test/visits?limit=4&after=${after}`);
      const { data, next } = answer.json<{ data: { at: number }[]; next: number | null }>();
      seen.push(...data.map(({ at }) => at));
      after = next === null ? '' : String(next);
    } while (after !== '');
    expect(seen).toEqual([0, 1, 2, 3, 4, 5].map((back) => AT0 - back * 6 * HOUR));
  });
});

describe('the availability of an instance', () => {
  /** Visits answered one after another, a day apart, the newest one now. */
  const visitedDaily =
    (visits: number) =>
    (db: Database): void => {
      const id = insertInstance(db, 'a.test', { lastVisitAt: AT0, lastAnswerAt: AT0 });
      insertLatest(db, id, { users: 1 });
      for (let back = 0; back < visits; back += 1) insertObservation(db, id, AT0 - back * DAY, { users: 1 });
    };

  test.each([
    [19, null, 'unknown'],
    [20, 1, '100%'],
  ])('of %s visits is the same on page, list, badge and here', async (visits, share, words) => {
    const { app, writer } = await served(visitedDaily(visits));
    await makeLongView(writer, AT0);
    const told = async (path: string): Promise<string> => (await app.inject(path)).payload;
    const parsed = async (path: string): Promise<unknown> => JSON.parse(await told(path));
    expect(await parsed('/api/v1/instances/a.test')).toMatchObject({ availability: share });
    expect(await parsed('/api/v1/instances')).toMatchObject({ data: [{ availability: share }] });
    expect(await parsed('/api/v1/instances/a.test/availability')).toMatchObject({
      spans: [{}, {}, { days: 90, visits, share }],
    });
    expect(await told('/badge/a.test/availability.svg')).toContain(`answered, 90 days: ${words}`);
    expect(await told('/en/instances/a.test')).toContain(
      `Answered ${visits} of ${visits} visits in 90 days (${share === null ? 'too few to tell a share' : words}).`,
    );
    expect((await told('/en/instances/a.test/visits')).includes('100% ·')).toBe(share !== null);
  });

  test('is told over spans and day by day', async () => {
    const { app } = await served(herd);
    const answer = await app.inject('/api/v1/instances/a.test/availability?days=3');
    expect(answer.json()).toEqual({
      spans: [7, 30, 90].map((days) => ({ days, visits: 6, answered: 5, share: null })),
      days: [
        { day: '2026-02-28', visits: 1, answered: 1 },
        { day: '2026-03-01', visits: 4, answered: 4 },
        { day: '2026-03-02', visits: 1, answered: 0 },
      ],
      reached: null,
    });
  });

  test('has as many days as are asked for, in CSV too', async () => {
    const { app } = await served(herd);
    const rows = parse<Record<string, string>>(
      (await app.inject('/api/v1/instances/a.test/availability.csv')).payload,
      { columns: true },
    );
    expect(rows).toHaveLength(90);
    expect(rows.at(-1)).toEqual({ day: '2026-03-02', visits: '1', answered: '0' });
    expect((await app.inject('/api/v1/instances/a.test/availability?days=367')).statusCode).toBe(400);
  });
});

describe('the weeks of an instance', () => {
  test('are its own log, oldest first, with what is not known left open', async () => {
    const { app } = await served(herd);
    const { data } = (await app.inject('/api/v1/instances/a.test/weeks')).json<{ data: unknown[] }>();
    expect(data).toEqual([
      {
        week: '2026-02-16',
        registrations: null,
        logins: 7,
        statuses: null,
        isComplete: true,
        source: 'Old register',
      },
      { week: '2026-02-23', registrations: 3, logins: 8, statuses: 90, isComplete: true, source: null },
      {
        week: '2026-03-02',
        registrations: 0,
        logins: null,
        statuses: null,
        isComplete: false,
        source: null,
      },
    ]);
  });

  test.each([
    ['from=2026-02-23', ['2026-02-23', '2026-03-02']],
    ['until=2026-02-23', ['2026-02-16', '2026-02-23']],
    [`from=${AT0 - WEEK + DAY}`, ['2026-03-02']],
  ])('keep to %s', async (query, weeks) => {
    const { app } = await served(herd);
    const answer = await app.inject(`/api/v1/instances/a.test/weeks?${query}`);
    expect(answer.json<{ data: { week: string }[] }>().data.map(({ week }) => week)).toEqual(weeks);
  });
});

test('an instance is told with its entry in the registry, its upkeep and open ones like it', async () => {
  const { app } = await served((db) => {
    importOfficial(db, AT0, [OFFICIAL]);
    db.prepare("UPDATE instance SET state = 'up' WHERE domain = 'ministry.test'").run();
    for (const [name, registrations] of [
      ['closed.test', 'closed'],
      ['open.test', 'open'],
    ] as const) {
      const id = insertInstance(db, name, { lastAnswerAt: AT0, lastVisitAt: AT0 });
      insertProfile(db, id, {
        registrations,
        rules: ['Be kind.'],
        languages: ['fr'],
        softwareName: 'mastodon',
        softwareVersion: '99.0.0',
      });
      insertLatest(db, id, { users: 10 });
    }
  });
  const ministry = await app.inject('/api/v1/instances/ministry.test');
  expect(ministry.json()).toMatchObject({ official: JSON.parse(JSON.stringify(OFFICIAL)), alternatives: [] });
  const closed = await app.inject('/api/v1/instances/closed.test');
  expect(closed.json()).toMatchObject({ official: null, upkeep: 'current', alternatives: ['open.test'] });
});
