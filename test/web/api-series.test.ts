/** The series of an instance and of the network, and the network's totals, in JSON and CSV. */
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
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
      mode: 'total',
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
    ['metric=statuses,users&from=2026-03-04', [[AT0 + 2 * DAY, 30, null]]],
    [
      'metric=statuses&metric=users&until=2026-03-02',
      [
        [AT0 - 100 * DAY, 5, null],
        [AT0, 10, null],
      ],
    ],
  ])('keeps to %s', async (query, points) => {
    const { app } = await served(herd);
    const answer = await app.inject(`/api/v1/instances/a.test/series?${query}`);
    expect(answer.json()).toMatchObject({ points });
  });

  test.each([
    ['metric=toots', 400],
    ['metric=users,toots', 400],
    ['metric=users,statuses&interval=week', 400],
    ['metric=users,statuses&mode=day', 400],
    ['interval=minute', 400],
    ['mode=day&interval=hour', 400],
    ['from=2026-02-30', 400],
    ['from=yesterday', 400],
    ['from=2026-03-04&until=2026-03-02', 400],
    ['metrics=users', 400],
    ['mode=year', 400],
    ['mode=month&interval=day', 400],
    ['mode=week&interval=day', 400],
    ['mode=day&interval=raw', 400],
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
      '"at","time","users","standing","source"',
      `${AT0},"2026-03-02T00:00:00Z",10,"measured",`,
      `${AT0 + DAY},"2026-03-03T00:00:00Z",,"measured",`,
      `${AT0 + 2 * DAY},"2026-03-04T00:00:00Z",30,"measured",`,
      '',
    ]);
  });

  test('of several figures has a column for each', async () => {
    const { app } = await served(herd);
    const answer = await app.inject(
      '/api/v1/instances/a.test/series.csv?metric=statuses,users&until=2026-03-02',
    );
    expect(answer.headers['content-disposition']).toContain('a.test-users-statuses-day.csv');
    expect(answer.payload.split('\r\n').slice(0, 2)).toEqual([
      '"at","time","users","statuses","standing","source"',
      `${AT0 - 100 * DAY},"2025-11-22T00:00:00Z",5,,"imported","Old register"`,
    ]);
  });
});

describe('the changes of a series', () => {
  function growing(db: Database): void {
    const a = insertInstance(db, 'a.test');
    insertDays(db, a, DAY0, 'users', [10, 12, undefined, 11, 15, 15, 20, 30]);
    insertNetworkDay(db, DAY0 - 2, { users: 900, instances: 9, imported: 9 });
    insertNetworkDay(db, DAY0 - 1, { users: 500, instances: 7, imported: 7 });
    for (const [day, users] of [10, 12, 15].entries())
      insertNetworkDay(db, DAY0 + day, { users, instances: 1, measured: 1 });
  }
  const on = (day: number, value: number | null): [number, number | null] => [AT0 + day * DAY, value];

  test.each([
    ['mode=day', [on(1, 2), on(2, null), on(3, null), on(4, 4), on(5, 0), on(6, 5), on(7, 10)]],
    ['mode=day&from=2026-03-06', [on(4, 4), on(5, 0), on(6, 5), on(7, 10)]],
    ['mode=day&from=2026-03-05', [on(3, null), on(4, 4), on(5, 0), on(6, 5), on(7, 10)]],
    ['mode=day&from=2026-03-06&until=2026-03-07', [on(4, 4), on(5, 0)]],
    ['mode=week&interval=week', [on(7, 10)]],
    ['mode=week&from=2026-03-11', [on(7, 10)]],
  ])('are told for %s, the first one to the period before', async (query, points) => {
    const { app } = await served(growing);
    const answer = await app.inject(`/api/v1/instances/a.test/series?${query}`);
    expect(answer.json()).toMatchObject({ mode: /mode=(\w+)/.exec(query)?.[1], points });
  });

  test('come as CSV under a name of their own', async () => {
    const { app } = await served(growing);
    const answer = await app.inject('/api/v1/instances/a.test/series.csv?mode=day&from=2026-03-08');
    expect(answer.headers['content-disposition']).toContain('a.test-users-per-day.csv');
    expect(answer.payload.split('\r\n').slice(0, 2)).toEqual([
      '"at","time","usersChange","standing","source"',
      `${AT0 + 6 * DAY},"2026-03-08T00:00:00Z",5,"measured",`,
    ]);
  });

  test('are unknown between totals of the network that others published', async () => {
    const { app } = await served(growing);
    const answer = await app.inject('/api/v1/network/series?mode=day');
    expect(answer.json()).toMatchObject({ points: [on(-1, null), on(0, null), on(1, 2), on(2, 3)] });
    const csv = await app.inject('/api/v1/network/series.csv?mode=week');
    expect(csv.payload.split('\r\n')[0]).toContain('"usersChange","instances"');
  });
});

describe('a series that many ask for', () => {
  const url = '/api/v1/instances/a.test/series';
  const LONG = Array.from({ length: 400 }, (_, day) => day);
  function long(db: Database): void {
    insertDays(db, insertInstance(db, 'a.test'), DAY0 - 400, 'users', LONG);
  }

  test.each(['br', 'gzip', 'identity'])(
    'is the same in %s, and new as soon as there is a new sample',
    async (encoding) => {
      const { app, writer } = await served(long);
      const ask = async () => app.inject({ url, headers: { 'accept-encoding': encoding } });
      const unpacked = { br: brotliDecompressSync, gzip: gunzipSync, identity: (body: Buffer) => body }[
        encoding
      ];
      const read = ({ rawPayload }: { rawPayload: Buffer }) => JSON.parse(String(unpacked?.(rawPayload)));
      const [first, second] = [await ask(), await ask()];
      expect(read(first).points).toHaveLength(400);
      expect(second.rawPayload).toEqual(first.rawPayload);
      insertDays(writer, 1, DAY0, 'users', [999]);
      const third = await ask();
      expect(read(third).points.at(-1)).toEqual([AT0, 999]);
      expect(third.headers['etag']).not.toBe(first.headers['etag']);
    },
  );

  test('costs a 304 where it is known already, and is not there once its instance is not', async () => {
    const { app, writer } = await served(long);
    const headers = { 'accept-encoding': 'br' };
    const first = await app.inject({ url, headers });
    const etag = String(first.headers['etag']);
    const again = await app.inject({ url, headers: { ...headers, 'if-none-match': etag } });
    expect([again.statusCode, again.payload, again.headers['content-encoding']]).toEqual([
      304,
      '',
      undefined,
    ]);
    writer.prepare('DELETE FROM instance').run();
    expect((await app.inject({ url, headers })).statusCode).toBe(404);
  });

  test('is told apart from every other one', async () => {
    const { app } = await served(long);
    const bodies = new Set<string>();
    for (const query of ['', '?mode=day', '?mode=week', '?interval=week', '?metric=statuses'])
      for (const at of [url, '/api/v1/network/series'])
        bodies.add((await app.inject(`${at}${query}`)).payload);
    expect(bodies.size).toBe(10);
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
      imported: 0,
      coverage: expect.objectContaining({ users: { of: 2, measured: 1 } }),
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
      mode: 'total',
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
      same: [null, null, null],
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
