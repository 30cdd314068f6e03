/** What SQLite alone needs to store a pass, without any of our code between: the benchmark's yardstick. The crawler never uses it. */
import { FIGURES, type Figure } from './model.ts';
import type { Database } from './open.ts';
import { prepared } from './prepared.ts';
import { dayOf } from './time.ts';

const COLUMNS = FIGURES.join(', ');
const COUNTS = FIGURES.map((_, index) => `n * 97 + ${index}`).join(', ');

/**
 * Stores invented observations as fast as the engine can: one statement, no values passed.
 * @param at a time of which there are none yet
 */
export function writeObservations(db: Database, count: number, at: number): void {
  db.prepare(
    `WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < @count)
     INSERT INTO observation (at, instance, ${COLUMNS})
     SELECT @at, n, ${COUNTS}
     FROM numbers`,
  ).run({ at, count });
}

/** Writes a row of each table that a visit writes, for every instance, one statement a table, in one transaction. */
export function writePass(db: Database, at: number): void {
  const row = { at, day: dayOf(at) };
  const counts = COUNTS.replaceAll('n *', 'id *');
  db.transaction(() => {
    db.prepare('UPDATE instance SET lastVisitAt = @at, lastAnswerAt = @at, nextProbeAt = @at + 21600').run(
      row,
    );
    db.prepare(
      `INSERT INTO attempt (at, instance, durationMs, requests)
       SELECT @at, id, 900, 5
       FROM instance`,
    ).run(row);
    db.prepare(
      `INSERT INTO observation (at, instance, ${COLUMNS})
       SELECT @at, id, ${counts}
       FROM instance`,
    ).run(row);
    db.prepare(
      `INSERT OR REPLACE INTO day (instance, day, ${COLUMNS})
       SELECT id, @day, ${counts}
       FROM instance`,
    ).run(row);
    db.prepare(
      `INSERT OR REPLACE INTO latest (instance, at, ${COLUMNS})
       SELECT id, @at, ${counts}
       FROM instance`,
    ).run(row);
  }).immediate();
}

/**
 * Gives every instance a row for each of these days, the way a year of measuring leaves them.
 * @param figures those told; the others stay unknown
 * @returns rows written
 */
export function fillDays(
  db: Database,
  fromDay: number,
  days: number,
  figures: readonly Figure[] = FIGURES,
): number {
  const counts = FIGURES.map((figure, index) =>
    figures.includes(figure) ? `id * 97 + n + ${index}` : 'NULL',
  ).join(', ');
  return db
    .prepare(
      `WITH RECURSIVE numbers (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n < @days - 1)
       INSERT INTO day (instance, day, ${COLUMNS})
       SELECT id, @fromDay + n, ${counts}
       FROM instance
       CROSS JOIN numbers
       ORDER BY id, n`,
    )
    .run({ fromDay, days }).changes;
}

/** Takes all daily rows out again, and their room. */
export function emptyDays(db: Database): void {
  db.exec('DELETE FROM day; VACUUM');
}

/** The network's accounts through all days, added up from the rows each time: what nobody should have to wait for. */
export function scanDays(db: Database): number {
  return db.prepare('SELECT day, sum(users), count(users) FROM day GROUP BY day').all().length;
}

export type AccountsOfDay = readonly [instance: number, day: number, users: number];

/** For DuckDB: a table that takes such rows, and what adds their accounts up, a row for each day, oldest first. */
export const COLUMNAR = {
  table: 'CREATE TABLE day (instance INTEGER, day INTEGER, users BIGINT)',
  sums: 'SELECT day, sum(users) FROM day GROUP BY day ORDER BY day',
};

/** All daily rows, one by one, for an engine that has none of them yet. */
export function accountsOfDays(db: Database): Iterable<AccountsOfDay> {
  return prepared<AccountsOfDay>(db, 'SELECT instance, day, users FROM day').raw().iterate();
}

/** Four figures of an instance through all days, an object a row: how one sends a series without a thought. Empty where there is none. */
export function dailyRows(db: Database, domain: string): readonly unknown[] {
  return prepared(
    db,
    `SELECT d.day * 86400 AS at, d.users, d.activeMonth, d.statuses, d.connections
     FROM day AS d
     WHERE d.instance = (SELECT id FROM instance WHERE domain = ?)
     ORDER BY d.day`,
  ).all(domain);
}

/** Puts a question to PostgreSQL. */
export type Ask = (sql: string, values?: readonly unknown[]) => Promise<Record<string, unknown>[]>;

/** Copies all daily rows to a table of PostgreSQL, in the same key order. */
export async function copyDays(db: Database, ask: Ask): Promise<void> {
  await ask(
    `CREATE TABLE day (
       instance integer, day integer, users bigint, "activeMonth" bigint, statuses bigint, connections bigint, source integer,
       PRIMARY KEY (instance, day)
     )`,
  );
  const { rows } = prepared<{ rows: string }>(
    db,
    `SELECT json_group_array(
       json_object('instance', instance, 'day', day, 'users', users, 'activeMonth', activeMonth,
         'statuses', statuses, 'connections', connections, 'source', source)) AS rows
     FROM day`,
  ).get() ?? { rows: '[]' };
  await ask('INSERT INTO day SELECT * FROM json_populate_recordset(null::day, $1)', [rows]);
  await ask('VACUUM ANALYZE day');
}

/** The same series as text, made by PostgreSQL. @param instance its number */
export async function postgresText(ask: Ask, instance: number): Promise<string> {
  const [row] = await ask(
    `SELECT json_agg(json_build_array(day * 86400, users) ORDER BY day)::text AS text
     FROM day
     WHERE instance = $1`,
    [instance],
  );
  return String(row?.['text']);
}

/** The same series as rows of PostgreSQL. @param instance its number */
export async function postgresRows(ask: Ask, instance: number): Promise<readonly unknown[]> {
  return await ask(
    `SELECT day * 86400 AS at, users AS value
     FROM day
     WHERE instance = $1
     ORDER BY day`,
    [instance],
  );
}
