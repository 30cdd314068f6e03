/** Series as Parquet, read back by another program and held against the JSON. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, test } from 'vitest';
import type { Database } from '../../db/open.ts';
import { DAY } from '../../db/time.ts';
import { AT0, DAY0, insertDay, insertDays, insertInstance, insertNetworkDay, insertSource } from '../rows.ts';
import { temporaryFolder } from '../temporary.ts';
import { served, type Served } from './served.ts';

/** Above what 32 bits hold. */
const MANY = 9_000_000_000;
/** Ten years of days, more than one page of a Parquet column holds. */
const LONG = 3_650;

function herd(db: Database): void {
  const a = insertInstance(db, 'a.test');
  insertDay(db, a, DAY0 - 40, { users: 5, source: insertSource(db, { name: '=cmd(); “é”' }).id });
  insertDays(db, a, DAY0, 'users', [10, undefined, MANY, null, 31]);
  insertDays(db, insertInstance(db, 'b.test'), DAY0 + 1, 'users', [7, 9]);
  const long = insertInstance(db, 'long.test');
  db.transaction(() => {
    for (let day = 0; day < LONG; day += 1) insertDay(db, long, DAY0 - LONG + day, { users: day * 7 });
  })();
  insertNetworkDay(db, DAY0, { users: 10, usersSame: 1, instances: 2, measured: 1, carried: 1 });
  insertNetworkDay(db, DAY0 + 1, { users: MANY, usersSame: 2, instances: 2, measured: 2 });
}

const TEXTS: ReadonlySet<string> = new Set(['standing', 'source']);
type Row = Record<string, string | number | null>;

/** What DuckDB reads in the answer; counts beyond 2^53 would be text, so they are told as numbers. */
async function rowsOf({ app }: Served, url: string): Promise<Row[]> {
  const answer = await app.inject(url);
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([
    200,
    'application/vnd.apache.parquet',
  ]);
  const path = join(temporaryFolder(), 'series.parquet');
  writeFileSync(path, answer.rawPayload);
  const connection = await (await DuckDBInstance.create()).connect();
  const read = await connection.runAndReadAll(`SELECT * REPLACE (epoch(time) AS time) FROM '${path}'`);
  return read
    .getRowObjectsJson()
    .map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => [
          name,
          value === null ? null : TEXTS.has(name) && typeof value === 'string' ? value : Number(value),
        ]),
      ),
    );
}

describe('a series as Parquet', () => {
  test.each([
    '/api/v1/instances/a.test/series',
    '/api/v1/instances/a.test/series?interval=month',
    '/api/v1/instances/a.test/series?mode=day',
    '/api/v1/instances/long.test/series',
    '/api/v1/network/series',
    '/api/v1/network/series?interval=week',
    '/api/v1/compare?i=a.test,b.test',
    '/api/v1/compare?i=a.test,b.test&reading=indexed',
    '/api/v1/compare?i=a.test,b.test&reading=week',
  ])('%s has the points of the JSON', async (url) => {
    const site = await served(herd);
    const { points } = (await site.app.inject(url)).json<{ points: (number | null)[][] }>();
    const rows = await rowsOf(site, `${url}${url.includes('?') ? '&' : '?'}format=parquet`);
    expect(points.length).toBeGreaterThan(0);
    expect(rows).toHaveLength(points.length);
    for (const [index, [at, ...values]] of points.entries()) {
      const row = rows[index] ?? {};
      expect(Object.values(row).slice(0, values.length + 2)).toEqual([at, at, ...values]);
    }
  });

  test('has all that the CSV has', async () => {
    const site = await served(herd);
    expect((await rowsOf(site, '/api/v1/instances/a.test/series.parquet'))[0]).toEqual({
      at: AT0 - 40 * DAY,
      time: AT0 - 40 * DAY,
      users: 5,
      standing: 'imported',
      source: '=cmd(); “é”',
    });
    expect(await rowsOf(site, '/api/v1/network/series.parquet')).toEqual([
      expect.objectContaining({ users: 10, instances: 2, measured: 1, carried: 1, imported: 0 }),
      expect.objectContaining({ users: MANY, sameInstances: expect.any(Number), source: null }),
    ]);
  });

  test('is asked for in the header as well, is a file with a name, and the same bytes each time', async () => {
    const { app } = await served(herd);
    const url = '/api/v1/instances/a.test/series';
    const headers = { accept: 'application/vnd.apache.parquet' };
    const first = await app.inject({ url, headers });
    expect(first.headers['content-disposition']).toBe('attachment; filename="a.test-users-day.parquet"');
    expect(first.rawPayload.subarray(0, 4).toString()).toBe('PAR1');
    const again = await app.inject(`${url}.parquet`);
    expect(again.rawPayload.equals(first.rawPayload)).toBe(true);
    const known = await app.inject({
      url,
      headers: { ...headers, 'if-none-match': String(first.headers['etag']) },
    });
    expect(known.statusCode).toBe(304);
    expect((await app.inject({ url, headers: { accept: '*/*' } })).headers['content-type']).toContain('json');
  });

  test('is refused where there is no series', async () => {
    const { app } = await served(herd);
    expect((await app.inject('/api/v1/instances.parquet')).statusCode).toBe(404);
    expect((await app.inject('/api/v1/runs?format=parquet')).statusCode).toBe(400);
  });

  test('is a fraction of the JSON where it is long', async () => {
    const { app } = await served(herd);
    const url = '/api/v1/instances/long.test/series';
    const [json, parquet] = [await app.inject(url), await app.inject(`${url}.parquet`)];
    expect(parquet.rawPayload.length).toBeLessThan(json.rawPayload.length);
  });
});
