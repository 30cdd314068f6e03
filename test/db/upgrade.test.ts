/** Databases of every schema there ever was, with rows: each is brought up to this release and keeps what it held. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { openReader, openWriter, SchemaError } from '../../db/open.ts';
import { temporaryFolder } from '../temporary.ts';

const FOLDER = fileURLToPath(new URL('../../db/migrations/', import.meta.url));
const MIGRATIONS = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.sql'))
  .toSorted();
const INSTANCES = 50;
const DAYS = 20;

/** What instances, days and raw rows look like since the first schema. */
const ROWS = `
  WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${INSTANCES})
  INSERT INTO instance (id, domain, state, addedAt, addedBy, nextProbeAt, lastVisitAt, lastAnswerAt)
  SELECT i, 'i' || i || '.test', 'up', i, 'operator', i, i, i FROM n;
`;
const SERIES = `
  INSERT INTO profile (instance, fromAt, untilAt, softwareName, title)
  SELECT id, 1, iif(id % 2, NULL, 9), 'mastodon', 'Title ' || id FROM instance;
  WITH RECURSIVE d (day) AS (SELECT 20000 UNION ALL SELECT day + 1 FROM d WHERE day < ${20_000 + DAYS - 1})
  INSERT INTO day (instance, day, users, statuses) SELECT id, day, id * 10 + day, day FROM instance, d;
  INSERT INTO observation (at, instance, users) SELECT 1000 + id, id, id FROM instance;
  INSERT INTO attempt (at, instance, failureKind, durationMs, requests) SELECT 1000 + id, id, NULL, 5, 3 FROM instance;
  INSERT INTO latest (instance, at, users) SELECT id, 1000 + id, id FROM instance;
`;
const KEPT = [
  'SELECT id, domain, state, addedAt, addedBy FROM instance ORDER BY id',
  'SELECT instance, fromAt, untilAt, softwareName, title FROM profile ORDER BY instance',
  'SELECT instance, day, users, statuses FROM day ORDER BY instance, day',
  'SELECT at, instance, users FROM observation ORDER BY at',
  'SELECT at, instance, failureKind, requests FROM attempt ORDER BY at',
  'SELECT instance, at, users FROM latest ORDER BY instance',
];

function readAll(path: string, hasSeries: boolean): unknown[][] {
  const db = new Sqlite(path, { readonly: true });
  const rows = KEPT.slice(0, hasSeries ? KEPT.length : 1).map((sql) => db.prepare(sql).raw().all());
  db.close();
  return rows;
}

test.for(MIGRATIONS.map((name, index) => [name, index + 1] as const))(
  'a database of schema %s is brought up to this release with all its rows',
  ([, version]) => {
    const path = join(temporaryFolder(), 'herdbook.sqlite');
    const older = new Sqlite(path);
    for (const name of MIGRATIONS.slice(0, version)) older.exec(readFileSync(join(FOLDER, name), 'utf8'));
    older.pragma(`user_version = ${version}`);
    older.exec(ROWS);
    if (version > 1) older.exec(SERIES);
    older.close();
    const before = readAll(path, version > 1);
    if (version < MIGRATIONS.length) expect(() => openReader(path)).toThrow(SchemaError);
    const db = openWriter(path);
    expect(db.pragma('user_version', { simple: true })).toBe(MIGRATIONS.length);
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(db.pragma('foreign_key_check')).toEqual([]);
    db.close();
    expect(readAll(path, version > 1)).toEqual(before);
    openReader(path).close();
  },
);
