import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import Sqlite from 'better-sqlite3';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { expect, test } from 'vitest';
import { bundleNames, filesBelow, readBundle, rotateBundles } from '../../../db/bundle/files.ts';
import { makeBundle } from '../../../db/bundle/make.ts';
import { TABLES } from '../../../db/bundle/tables.ts';
import { block } from '../../../db/consent.ts';
import { eraseInstance } from '../../../db/erase.ts';
import { openWriter, type Database } from '../../../db/open.ts';
import { importPress } from '../../../db/press/press.ts';
import { rebuildNetworkDays } from '../../../db/network/rollups.ts';
import { AT0, DAY0, domainOf, insertInstance, insertSource } from '../../rows.ts';
import { temporaryFolder } from '../../temporary.ts';

const HOSTILE = '=cmd()|"; DROP TABLE x\n,é';

/** Three instances over three days: one measured, one imported, one that will be blocked; and one to erase. */
function herd(path: string): Database {
  const db = openWriter(path);
  const source = insertSource(db, { name: 'Old list' }).id;
  const put = (domain: string, day: number, users: number, from: number | null = null): void => {
    const id =
      db.prepare('SELECT id FROM instance WHERE domain = ?').pluck().get(domain) ??
      insertInstance(db, domain);
    db.prepare('INSERT INTO day (instance, day, users, statuses, source) VALUES (?, ?, ?, ?, ?)').run(
      id,
      day,
      users,
      users * 9_000_000_000,
      from,
    );
    db.prepare('INSERT OR REPLACE INTO latest (instance, at, users, source) VALUES (?, ?, ?, ?)').run(
      id,
      day * 86_400,
      users,
      from,
    );
  };
  for (const day of [0, 1, 2]) put('a.test', DAY0 + day, 100 + day);
  put('b.test', DAY0 - 40, 7, source);
  put('blocked.test', DAY0, 55);
  put('erased.test', DAY0, 66);
  db.prepare(
    'INSERT INTO profile (instance, fromAt, softwareName, softwareVersion, title, limitedFederation) VALUES (1, ?, ?, ?, ?, 1)',
  ).run(AT0, 'mastodon', '4.5.0', HOSTILE);
  db.prepare(
    'INSERT INTO activityWeek (instance, weekAt, statuses, logins, registrations, isComplete) VALUES (1, ?, 5, 4, NULL, 1)',
  ).run(AT0);
  db.prepare(
    "INSERT INTO refusal (instance, figure, rule, fromAt, lastAt, raw) VALUES (1, 'users', 'negative', ?, ?, '-5')",
  ).run(AT0, AT0);
  db.prepare(
    "INSERT INTO verdict (instance, figure, decision, fromDay, untilDay, reason, at) VALUES (1, 'users', 'accept', ?, NULL, ?, ?)",
  ).run(DAY0, HOSTILE, AT0);
  rebuildNetworkDays(db, DAY0 - 40, DAY0 + 2);
  importPress(db);
  block(db, 'blocked.test', '', AT0);
  eraseInstance(db, domainOf('erased.test'), true);
  return db;
}

function made(): { folder: string; path: string; database: string; again: () => string } {
  const folder = temporaryFolder();
  const database = join(folder, 'herdbook.sqlite');
  herd(database).close();
  const order = { databasePath: database, site: 'https://herd.example', programVersion: '1.2.3' };
  const make = (name: string): string => makeBundle({ ...order, folder: join(folder, name) }).path;
  return { folder, database, path: make('one'), again: () => make('two') };
}

const bytesOf = (path: string): Record<string, string> =>
  Object.fromEntries(
    filesBelow(path).map((file) => [
      file,
      createHash('sha256')
        .update(readFileSync(join(path, file)))
        .digest('hex'),
    ]),
  );

test('the same database makes the same bytes, and the checksums are of them', () => {
  const { path, again } = made();
  const first = bytesOf(path);
  expect(bytesOf(again())).toEqual(first);
  const sums = readFileSync(join(path, 'SHA256SUMS'), 'utf8').trim().split('\n');
  expect(sums).toEqual(
    Object.entries(first)
      .filter(([file]) => file !== 'SHA256SUMS')
      .map(([file, sum]) => `${sum}  ${file}`),
  );
});

test('every table is in every form, with its schema, its licence and how to cite it', () => {
  const { path } = made();
  const sqlite = new Sqlite(join(path, 'herdbook.sqlite'), { readonly: true });
  const schema = JSON.parse(readFileSync(join(path, 'schema.json'), 'utf8'));
  for (const { name, columns, isDaily } of TABLES) {
    const called = columns.map((column) => column.name);
    expect(sqlite.prepare(`SELECT name FROM pragma_table_info('${name}')`).pluck().all()).toEqual(called);
    expect(schema.tables.find((table: { name: string }) => table.name === name).columns).toHaveLength(
      called.length,
    );
    if (isDaily !== true) {
      expect(readFileSync(join(path, 'csv', `${name}.csv`), 'utf8').split('\n')[0]).toBe(
        called.map((column) => `"${column}"`).join(','),
      );
      expect(existsSync(join(path, 'parquet', `${name}.parquet`))).toBe(true);
    }
  }
  expect(readFileSync(join(path, 'CITATION.cff'), 'utf8')).toContain('date-released: 2026-03-04');
  expect(readFileSync(join(path, 'README.md'), 'utf8')).toMatch(
    /Cite as: Herdbook \(2026\).*method 1\.2\.3, schema \d+.*https:\/\/herd\.example\/data/,
  );
});

test('daily figures lie by year, month and day in Parquet, and by month in CSV', () => {
  const { path } = made();
  expect(filesBelow(join(path, 'parquet/days'))).toEqual([
    'year=2026/month=01/day=21/days.parquet',
    'year=2026/month=03/day=02/days.parquet',
    'year=2026/month=03/day=03/days.parquet',
    'year=2026/month=03/day=04/days.parquet',
  ]);
  expect(filesBelow(join(path, 'csv/days'))).toEqual(['2026-01.csv', '2026-03.csv']);
  expect(readFileSync(join(path, 'csv/days/2026-01.csv'), 'utf8').split('\n')[1]).toBe(
    '"2026-01-21","b.test","Old list",7,,,,63000000000,,,',
  );
});

test('who is blocked or erased is in no file', () => {
  const { path } = made();
  for (const file of filesBelow(path)) {
    const bytes = readFileSync(join(path, file));
    expect(bytes.includes('blocked.test') || bytes.includes('erased.test'), file).toBe(false);
  }
});

test('another reader of Parquet finds what the database holds, hostile words and all', async () => {
  const { path } = made();
  const read = async (file: string): Promise<Record<string, unknown>[]> =>
    parquetReadObjects({ file: await asyncBufferFromFile(join(path, 'parquet', file)) });
  const [day] = await read('days/year=2026/month=03/day=04/days.parquet');
  expect(day).toMatchObject({
    date: new Date('2026-03-04T00:00:00Z'),
    domain: 'a.test',
    source: null,
    users: 102n,
    statuses: 918_000_000_000n,
    active_month: null,
  });
  expect((await read('profiles.parquet'))[0]).toMatchObject({ title: HOSTILE, limited_federation: true });
  // The guard of CSV: no cell begins with a sign that spreadsheets take for a formula.
  expect(readFileSync(join(path, 'csv/profiles.csv'), 'utf8')).toContain(`"'=cmd()`);
});

test('every question of docs/queries.md has an answer in DuckDB', async () => {
  const { path } = made();
  const text = readFileSync(new URL('../../../docs/queries.md', import.meta.url), 'utf8');
  const questions = [...text.matchAll(/```sql\n(.+?)```/gs)].map((match) => match[1] ?? '');
  expect(questions.length).toBeGreaterThan(6);
  const connection = await (await DuckDBInstance.create()).connect();
  const before = process.cwd();
  const ask = async (sql: string): Promise<unknown[]> =>
    (await connection.runAndReadAll(sql.replaceAll(/'(parquet\/)/g, `'${path}/$1`))).getRowObjectsJson();
  for (const question of questions) expect(await ask(question), question).not.toEqual([]);
  expect(process.cwd()).toBe(before);
  expect(await ask(questions[1] ?? '')).toEqual([
    { date: '2026-03-02', instances: '1', users: '100' },
    { date: '2026-03-03', instances: '1', users: '101' },
    { date: '2026-03-04', instances: '1', users: '102' },
  ]);
  expect(await ask(questions[2] ?? '')).toEqual([
    { domain: 'a.test', before: '100', after: '101', gained: '1' },
  ]);
  expect((await ask(questions.at(-1) ?? '')).length).toBeGreaterThan(0);
});

test('a bundle replaces that of its day, and only the newest stay', () => {
  const { folder, path, database } = made();
  const bundles = join(folder, 'one');
  writeFileSync(join(path, 'stray'), '');
  const order = {
    databasePath: database,
    site: 'https://herd.example',
    programVersion: '1.2.3',
    folder: bundles,
  };
  makeBundle(order);
  expect(existsSync(join(path, 'stray'))).toBe(false);
  for (const name of ['herdbook-2026-03-01', 'herdbook-2026-02-28']) {
    mkdirSync(join(bundles, name));
    writeFileSync(join(bundles, name, 'SHA256SUMS'), '');
  }
  mkdirSync(join(bundles, 'herdbook-2026-03-05.part'));
  mkdirSync(join(bundles, 'mine'));
  rotateBundles(bundles, 2);
  expect(bundleNames(bundles)).toEqual(['herdbook-2026-03-04', 'herdbook-2026-03-01']);
  expect(existsSync(join(bundles, 'mine'))).toBe(true);
  expect(existsSync(join(bundles, 'herdbook-2026-03-05.part'))).toBe(false);
  expect(
    readBundle(bundles, 'herdbook-2026-03-04')?.files.find(({ path: file }) => file === 'herdbook.sqlite')
      ?.bytes,
  ).toBeGreaterThan(1_000);
  expect(readBundle(bundles, '../one')).toBeNull();
});

test('without figures there is nothing to make a bundle of, and nothing is left behind', () => {
  const folder = temporaryFolder();
  const databasePath = join(folder, 'herdbook.sqlite');
  openWriter(databasePath).close();
  const order = {
    databasePath,
    folder: join(folder, 'bundles'),
    site: 'https://herd.example',
    programVersion: '1',
  };
  expect(() => makeBundle(order)).toThrow('no figures');
  expect(existsSync(join(folder, 'bundles'))).toBe(false);
  rmSync(databasePath);
});
