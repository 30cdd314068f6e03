import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { emptyLog, openReader, openWriter, SchemaError } from '../../db/open.ts';
import { temporaryFolder } from '../temporary.ts';

test('a new file gets the whole schema and stays the same when opened again', () => {
  const path = join(temporaryFolder(), 'nested', 'herdbook.sqlite');
  openWriter(path).close();
  const db = openWriter(path);
  expect(Number(db.pragma('user_version', { simple: true }))).toBeGreaterThan(0);
  expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  db.close();
});

test('every column has its unit or meaning in the schema, and every table is STRICT', () => {
  const db = openWriter(':memory:');
  // Virtual tables and those that they keep themselves are made by SQLite.
  const ours = "SELECT name FROM pragma_table_list WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";
  const tables = db.prepare(ours).pluck().all();
  const strict = db.prepare(`${ours} AND strict = 1`).pluck().all();
  expect(tables.length).toBeGreaterThan(10);
  expect(strict).toEqual(expect.arrayContaining(tables));
});

test('a reader sees what the writer commits and can write nothing', () => {
  const path = join(temporaryFolder(), 'herdbook.sqlite');
  const writer = openWriter(path);
  const reader = openReader(path);
  writer.exec("INSERT INTO source (name, url, note) VALUES ('a', 'https://example.org', 'b')");
  expect(reader.prepare('SELECT count(*) FROM source').pluck().get()).toBe(1);
  expect(() => reader.exec('DELETE FROM source')).toThrow(/readonly/);
  reader.close();
  writer.close();
});

test('a missing database is said to be missing', () => {
  expect(() => openReader(join(temporaryFolder(), 'none.sqlite'))).toThrow(SchemaError);
});

test.each([
  ['of a newer release', (db: Sqlite.Database) => db.pragma('user_version = 9999')],
  ['of another program', (db: Sqlite.Database) => db.exec('CREATE TABLE notes (text TEXT)')],
])('a database %s is refused and left as it was', (_, prepare) => {
  const path = join(temporaryFolder(), 'other.sqlite');
  const other = new Sqlite(path);
  prepare(other);
  other.close();
  const before = readFileSync(path);
  expect(() => openWriter(path)).toThrow(SchemaError);
  expect(() => openReader(path)).toThrow(SchemaError);
  expect(readFileSync(path).equals(before)).toBe(true);
});

test('a file that is no database is refused and left as it was', () => {
  const path = join(temporaryFolder(), 'text.sqlite');
  writeFileSync(path, 'this is a shopping list, long enough not to be taken for an empty file'.repeat(20));
  const before = readFileSync(path);
  expect(() => openWriter(path)).toThrow(/left as it is/);
  expect(readFileSync(path).equals(before)).toBe(true);
});

test('the log is emptied between runs; a reader in the way is not waited for', () => {
  const path = join(temporaryFolder(), 'herdbook.sqlite');
  const db = openWriter(path);
  const logged = (): number => statSync(`${path}-wal`).size;
  expect(logged()).toBeGreaterThan(0);
  expect([emptyLog(db), logged()]).toEqual([true, 0]);
  const reader = openReader(path);
  reader.exec('BEGIN');
  reader.prepare('SELECT count(*) FROM instance').get();
  db.exec("INSERT INTO upkeep (what, at) VALUES ('test', 1)");
  const startedAt = performance.now();
  expect(emptyLog(db)).toBe(false);
  expect(performance.now() - startedAt).toBeLessThan(1_000);
  reader.close();
  expect(emptyLog(db)).toBe(true);
  db.close();
});
