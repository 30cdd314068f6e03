import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeBundle } from '../../db/bundle/make.ts';
import { openWriter } from '../../db/open.ts';
import { DAY0, insertInstance } from '../rows.ts';
import { temporaryFolder } from '../temporary.ts';
import { served } from './served.ts';

/** A folder with one whole bundle, and one that is still being written. */
function bundles(): string {
  const folder = temporaryFolder();
  const databasePath = join(folder, 'herdbook.sqlite');
  const db = openWriter(databasePath);
  const id = insertInstance(db, 'a.test');
  db.prepare('INSERT INTO day (instance, day, users) VALUES (?, ?, 1000)').run(id, DAY0);
  db.prepare('INSERT INTO latest (instance, at, users) VALUES (?, ?, 1000)').run(id, DAY0 * 86_400);
  db.close();
  const into = join(folder, 'bundles');
  makeBundle({ databasePath, folder: into, site: 'https://herd.example', programVersion: '1' });
  mkdirSync(join(into, 'herdbook-2026-03-03.part'));
  writeFileSync(join(into, 'herdbook-2026-03-03.part', 'SHA256SUMS'), 'half');
  writeFileSync(join(into, 'secret'), 'x');
  return into;
}
const NAME = 'herdbook-2026-03-02';

test('the page offers the newest bundle with sizes and checksums, in both languages', async () => {
  const { app } = await served(undefined, { BUNDLE_FOLDER: bundles() });
  const english = (await app.inject('/data')).payload;
  const sqlite = (await app.inject(`/data/files/${NAME}/herdbook.sqlite`)).rawPayload;
  const sum = createHash('sha256').update(sqlite).digest('hex');
  for (const words of [
    'The bundle of 2 March 2026',
    sum,
    `/data/files/${NAME}/CITATION.cff`,
    'kB',
    'parquet/days/year=2026/month=03/',
  ])
    expect(english).toContain(words);
  const french = (await app.inject('/fr/data')).payload;
  expect(french).toContain('Le lot du 2 mars 2026');
  expect(french).toContain('ko');
  expect(english).not.toContain('herdbook-2026-03-03');
});

test('files come whole, in parts and by the address of the newest', async () => {
  const { app } = await served(undefined, { BUNDLE_FOLDER: bundles() });
  const path = `/data/files/${NAME}/parquet/days/year=2026/month=03/day=02/days.parquet`;
  const whole = await app.inject(path);
  expect(whole.headers['content-type']).toBe('application/vnd.apache.parquet');
  expect(whole.rawPayload.subarray(0, 4).toString()).toBe('PAR1');
  const part = await app.inject({ url: path, headers: { range: 'bytes=-4', 'accept-encoding': 'gzip' } });
  expect(part.statusCode).toBe(206);
  expect(part.headers['content-encoding']).toBeUndefined();
  expect(part.payload).toBe('PAR1');
  const csv = await app.inject({
    url: `/data/files/${NAME}/csv/sources.csv`,
    headers: { range: 'bytes=0-5', 'accept-encoding': 'br' },
  });
  expect(csv.statusCode).toBe(206);
  expect(csv.payload).toBe('"name"');
  for (const name of ['schema.json', 'csv/instances.csv', 'README.md', 'SHA256SUMS']) {
    const as = async (headers: Record<string, string>) =>
      app.inject({ url: `/data/files/${NAME}/${name}`, headers });
    const [plain, packed] = [await as({}), await as({ 'accept-encoding': 'gzip, br' })];
    expect([name, packed.headers['content-encoding']]).toEqual([name, undefined]);
    expect(packed.headers['cache-control']).toContain('no-transform');
    expect(packed.rawPayload.equals(plain.rawPayload)).toBe(true);
    expect(Number(packed.headers['content-length'])).toBe(plain.rawPayload.length);
  }
  const latest = await app.inject('/data/latest/csv/network.csv');
  expect(latest.headers['location']).toBe(`/data/files/${NAME}/csv/network.csv`);
});

test.each([
  '/data/files/secret',
  '/data/files/herdbook-2026-03-03.part/SHA256SUMS',
  `/data/files/${NAME}/../../herdbook.sqlite`,
  `/data/files/${NAME}/%2e%2e/%2e%2e/herdbook.sqlite`,
  `/data/files/${NAME}/`,
])('%s is not served', async (path) => {
  const { app } = await served(undefined, { BUNDLE_FOLDER: bundles() });
  expect((await app.inject(path)).statusCode).toBeGreaterThanOrEqual(400);
});

test('without bundles the page says so, and no file is served', async () => {
  const none = await served(undefined, { BUNDLE_FOLDER: temporaryFolder() });
  expect((await none.app.inject('/data')).payload).toContain('There is no bundle yet');
  expect((await none.app.inject('/data/latest/csv/network.csv')).statusCode).toBe(404);
  const off = await served(undefined, { BUNDLE_FOLDER: 'off' });
  expect((await off.app.inject('/data')).payload).toContain('No bundles are made here');
  expect((await off.app.inject(`/data/files/${NAME}/README.md`)).statusCode).toBe(404);
});
