/** Several instances at once, the public sector's totals, and visits by the hour. */
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import type { Database } from '../../db/open.ts';
import { DAY } from '../../db/time.ts';
import { AT0, DAY0, insertDays, insertInstance, insertObservation } from '../rows.ts';
import { choosingApps } from './choosing.ts';
import { served } from './served.ts';

const HOUR = 3_600;

function herd(db: Database): void {
  const a = insertInstance(db, 'a.test');
  const b = insertInstance(db, 'b.test');
  // Two weeks from a Monday, and one day of the next month.
  insertDays(db, a, DAY0, 'users', [...Array.from({ length: 14 }, (_, day) => 100 + day), undefined, 130]);
  insertDays(db, b, DAY0 + 1, 'users', [50, 55, null, 60]);
  for (const [minutes, users] of [
    [0, 100],
    [20, 101],
    [55, 102],
    [180, 103],
  ] as const)
    insertObservation(db, a, AT0 + minutes * 60, { users });
  insertObservation(db, b, AT0 + 10 * 60, { users: 50 });
}

type Compared = { instances: string[]; points: (number | null)[][]; base: number | null; interval: string };

describe('several instances at once', () => {
  const ask = async (query: string): Promise<Compared> => {
    const { app } = await served(herd);
    return (await app.inject(`/api/v1/compare?i=a.test,b.test&${query}`)).json<Compared>();
  };

  test('are told day by day, in the order asked for', async () => {
    const { instances, points, interval } = await ask('until=2026-03-04');
    expect({ instances, interval, points }).toEqual({
      instances: ['a.test', 'b.test'],
      interval: 'day',
      points: [
        [AT0, 100, null],
        [AT0 + DAY, 101, 50],
        [AT0 + 2 * DAY, 102, 55],
      ],
    });
  });

  test.each([
    [
      'interval=week',
      [
        [AT0, 106, 60],
        [AT0 + 7 * DAY, 113, null],
        [AT0 + 14 * DAY, 130, null],
      ],
    ],
    ['interval=month', [[AT0 - DAY, 130, 60]]],
    [
      'interval=hour',
      [
        [AT0, 102, 50],
        [AT0 + 3 * HOUR, 103, null],
      ],
    ],
    [
      'interval=week&reading=indexed&until=2026-03-10',
      [
        [AT0, 100, 100],
        [AT0 + 7 * DAY, 101.9, null],
      ],
    ],
    ['reading=week&interval=week&range=7d', [[AT0 + 14 * DAY, 17, null]]],
  ])('are told by %s', async (query, points) => {
    expect((await ask(query)).points).toEqual(points);
  });

  test('as CSV have a column each', async () => {
    const { app } = await served(herd);
    const { payload } = await app.inject('/api/v1/compare.csv?i=b.test&i=a.test&interval=month');
    expect(parse(payload, { columns: true })).toEqual([
      { at: String(AT0 - DAY), time: '2026-03-01T00:00:00Z', 'b.test': '60', 'a.test': '130' },
    ]);
  });

  test.each([
    ['i=z.test', 404],
    ['i=a.test&interval=minute', 400],
    ['i=a.test&reading=week&interval=month', 400],
    ['i=a.test&from=2026-03-04&until=2026-03-02', 400],
    [`i=${Array.from({ length: 9 }, (_, index) => `x${index}.test`).join(',')}`, 400],
  ])('are refused for %s', async (query, status) => {
    const { app } = await served(herd);
    expect((await app.inject(`/api/v1/compare?${query}`)).statusCode).toBe(status);
  });
});

test('visits by the hour are the last of each hour that had one', async () => {
  const { app } = await served(herd);
  const answer = await app.inject('/api/v1/instances/a.test/series?interval=hour');
  expect(answer.json()).toMatchObject({
    points: [
      [AT0, 102],
      [AT0 + 3 * HOUR, 103],
    ],
  });
});

test('the totals of the public sector are told as changes too', async () => {
  const { full } = await choosingApps();
  const read = async (query: string): Promise<(number | null)[][]> =>
    (await full.inject(`/api/v1/public-sector/series?${query}`)).json<{ points: (number | null)[][] }>()
      .points;
  const totals = await read('');
  const changes = await read('mode=day');
  expect(totals.map(([, value]) => value)).toEqual([100, 110, null, 130]);
  expect(changes.map(([, value]) => value)).toEqual([10, null, null]);
  expect((await full.inject('/api/v1/public-sector/series?mode=day&interval=month')).statusCode).toBe(400);
});
