/** The series of an instance and of the network, and the network's totals, in JSON and CSV. */
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import type { Database } from '../../db/open.ts';
import { DAY } from '../../db/time.ts';
import {
  AT0,
  DAY0,
  insertDay,
  insertDays,
  insertInstance,
  insertNetworkDay,
  insertRun,
  insertSource,
} from '../rows.ts';
import { served } from './served.ts';

function herd(db: Database): void {
  const a = insertInstance(db, 'a.test');
  insertDay(db, a, DAY0 - 100, { users: 5, source: insertSource(db).id });
  insertDays(db, a, DAY0, 'users', [10, undefined, 30]);
  insertNetworkDay(db, DAY0, { users: 10, instances: 1, measured: 1 });
  insertNetworkDay(db, DAY0 + 2, { users: 30, statuses: 7, instances: 2, measured: 1, carried: 1 });
  insertRun(db, { state: 'running', finishedAt: null, due: 9, visited: 4 });
}

describe('the series of an instance', () => {
  test('has points, the newest last, with gaps and imported points marked', async () => {
    const { app } = await served(herd);
    const answer = await app.inject('/api/v1/instances/a.test/series');
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(answer.json()).toEqual({
      metric: 'users',
      interval: 'day',
      points: [
        [AT0 - 100 * DAY, 5],
        [AT0, 10],
        [AT0 + DAY, null],
        [AT0 + 2 * DAY, 30],
      ],
      imported: [AT0 - 100 * DAY],
      sources: [expect.objectContaining({ name: 'Old register' })],
    });
  });

  test.each([
    ['from=2026-03-03', [[AT0 + 2 * DAY, 30]]],
    ['from=2026-03-02&until=2026-03-02', [[AT0, 10]]],
    [`from=${AT0}&until=${AT0 + 2 * DAY - 1}`, [[AT0, 10]]],
    ['metric=statuses&from=2026-03-04', [[AT0 + 2 * DAY, null]]],
    ['interval=month&from=2026-03-01', [[AT0 - DAY, 30]]],
    ['interval=raw', []],
  ])('keeps to %s', async (query, points) => {
    const { app } = await served(herd);
    const answer = await app.inject(`/api/v1/instances/a.test/series?${query}`);
    expect(answer.json()).toMatchObject({ points });
  });

  test.each([
    ['metric=toots', 400],
    ['interval=hour', 400],
    ['from=2026-02-30', 400],
    ['from=yesterday', 400],
    ['from=2026-03-04&until=2026-03-02', 400],
    ['metrics=users', 400],
  ])('refuses %s', async (query, status) => {
    const { app } = await served(herd);
    expect((await app.inject(`/api/v1/instances/a.test/series?${query}`)).statusCode).toBe(status);
    expect((await app.inject(`/api/v1/instances/z.test/series`)).statusCode).toBe(404);
  });

  test('as CSV has Unix seconds and ISO times, and nothing where nothing is known', async () => {
    const { app } = await served(herd);
    const answer = await app.inject('/api/v1/instances/a.test/series.csv?from=2026-03-02');
    expect(answer.headers['content-disposition']).toBe('attachment; filename="a.test-users-day.csv"');
    expect(answer.payload.split('\r\n')).toEqual([
      '"at","time","users","standing"',
      `${AT0},"2026-03-02T00:00:00Z",10,"measured"`,
      `${AT0 + DAY},"2026-03-03T00:00:00Z",,"measured"`,
      `${AT0 + 2 * DAY},"2026-03-04T00:00:00Z",30,"measured"`,
      '',
    ]);
  });
});

describe('the network', () => {
  test('has its totals, their coverage and the progress of the run', async () => {
    const { app } = await served(herd);
    expect((await app.inject('/api/v1/network')).json()).toEqual({
      day: '2026-03-04',
      isImported: false,
      users: 30,
      activeMonth: null,
      statuses: 7,
      connections: null,
      instances: 2,
      measured: 1,
      carried: 1,
      known: 1,
      change7: { users: null, activeMonth: null, statuses: null, connections: null, instances: null },
      run: {
        state: 'running',
        startedAt: AT0,
        finishedAt: null,
        reason: null,
        due: 9,
        visited: 4,
        answered: 0,
        withheld: 0,
        failed: 0,
      },
    });
  });

  test('has series with the coverage of each point', async () => {
    const { app } = await served(herd);
    expect((await app.inject('/api/v1/network/series?metric=users')).json()).toEqual({
      metric: 'users',
      interval: 'day',
      points: [
        [AT0, 10],
        [AT0 + DAY, null],
        [AT0 + 2 * DAY, 30],
      ],
      coverage: [
        [1, 1, 0, 0],
        [0, 0, 0, 0],
        [2, 1, 1, 0],
      ],
    });
    const weekly = await app.inject('/api/v1/network/series?metric=instances&interval=week');
    expect(weekly.json()).toMatchObject({ points: [[AT0, 2]] });
    expect((await app.inject('/api/v1/network/series?interval=raw')).statusCode).toBe(400);
  });

  test('comes as CSV', async () => {
    const { app } = await served(herd);
    const now = await app.inject('/api/v1/network.csv');
    expect(parse(now.payload, { columns: true })).toEqual([
      expect.objectContaining({ day: '2026-03-04', users: '30', connections: '', known: '1' }),
    ]);
    const series = await app.inject('/api/v1/network/series.csv?metric=instances');
    expect(parse(series.payload, { columns: true })[2]).toMatchObject({
      value: '2',
      instances: '2',
      carried: '1',
    });
  });

  test('answers over an empty database', async () => {
    const { app } = await served();
    expect((await app.inject('/api/v1/network')).json()).toMatchObject({ day: null, users: null, run: null });
    expect((await app.inject('/api/v1/network/series')).json()).toMatchObject({ points: [], coverage: [] });
    expect((await app.inject('/api/v1/network.csv')).statusCode).toBe(200);
    expect((await app.inject('/api/v1/instances')).json()).toEqual({ data: [], next: null, total: 0 });
  });
});
