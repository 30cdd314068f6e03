import { copyFileSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { openWriter } from '../../db/open.ts';
import { temporaryFolder } from '../temporary.ts';
import { start } from './processes.ts';
import { statementsOf } from './statements.ts';

const FOLDER = fileURLToPath(new URL('../../db/migrations/', import.meta.url));
const MIGRATIONS = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.sql'))
  .toSorted();

const schemaOf = (db: Sqlite.Database): unknown[] =>
  db.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY type, name').raw().all();

test('the migrations are taken apart as SQLite does it', () => {
  const db = new Sqlite(':memory:');
  for (const name of MIGRATIONS)
    for (const statement of statementsOf(readFileSync(join(FOLDER, name), 'utf8'))) db.exec(statement);
  expect(schemaOf(db)).toEqual(schemaOf(openWriter(':memory:')));
});

test.for(MIGRATIONS.map((name, index) => [name, index] as const))(
  'killed before any statement of %s, it leaves the release before, and the next start completes it',
  { timeout: 120_000 },
  async ([name, index]) => {
    const folder = temporaryFolder();
    const older = join(folder, 'older.sqlite');
    const db = new Sqlite(older);
    for (const done of MIGRATIONS.slice(0, index)) db.exec(readFileSync(join(FOLDER, done), 'utf8'));
    db.pragma(`user_version = ${index}`);
    if (index > 0)
      db.exec(
        "INSERT INTO instance (domain, addedAt, addedBy, nextProbeAt) VALUES ('kept.test', 1, 'operator', 1)",
      );
    db.close();
    const count = statementsOf(readFileSync(join(FOLDER, name), 'utf8')).length;
    for (let statement = 1; statement <= count; statement += 1) {
      const path = join(folder, 'herdbook.sqlite');
      for (const ending of ['', '-wal', '-shm']) rmSync(path + ending, { force: true });
      copyFileSync(older, path);
      const child = start('test/faults/migrating.ts', [path, join(FOLDER, name), String(statement)]);
      await once(child, 'close');
      expect(child.signalCode, child.said()).toBe('SIGKILL');
      const left = new Sqlite(path, { readonly: true });
      expect(left.pragma('user_version', { simple: true })).toBe(index);
      expect(left.pragma('integrity_check', { simple: true })).toBe('ok');
      left.close();
      const mended = openWriter(path);
      expect(mended.pragma('user_version', { simple: true })).toBe(MIGRATIONS.length);
      expect(mended.prepare('SELECT count(*) FROM instance').pluck().get()).toBe(index > 0 ? 1 : 0);
      mended.close();
    }
  },
);
