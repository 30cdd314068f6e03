/** Erases an instance: every row of it, and its name wherever others' rows hold it. What it was part of in sums of many stays, unless asked. */
import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import type { Domain } from './model.ts';
import type { Database } from './open.ts';
import { prepared } from './prepared.ts';
import { erasePublished } from './network/published.ts';
import { rebuildNetworkDays } from './network/rollups.ts';
import { CARRY_DAYS } from './totals/counted.ts';

export type Erased = {
  /** Rows removed, the instance's own. */
  readonly rows: number;
  /** Other instances' rows that held the name and hold it no longer. */
  readonly mentions: number;
};

/**
 * Erases a domain, in one transaction.
 * @param isFromTotals rebuild the totals of the days it was counted in, without it
 * @returns `null` when nothing of that name was known
 */
export function eraseInstance(db: Database, domain: Domain, isFromTotals: boolean): Erased | null {
  db.pragma('secure_delete = ON');
  return db
    .transaction(() => {
      const mentions = eraseMentions(db, domain);
      const instance = prepared<{ id: number }>(db, 'SELECT id FROM instance WHERE domain = ?').get(domain);
      const published = erasePublished(db, domain);
      if (instance === undefined) return mentions + published > 0 ? { rows: published, mentions } : null;
      const days = daysOf(db, instance.id);
      const rows = published + eraseRows(db, instance.id);
      if (isFromTotals && days !== null) rebuildNetworkDays(db, days.first, days.last + CARRY_DAYS);
      return { rows, mentions };
    })
    .immediate();
}

/** Tables with a column `instance`, those that many rows make quick to search by it. */
const OWN_TABLES = [
  'profile',
  'day',
  'latest',
  'refusal',
  'refusedDay',
  'verdict',
  'activityWeek',
  'robots',
  'doubt',
  'handover',
  'place',
  'origin',
  'attempt',
] as const;

function eraseRows(db: Database, id: number): number {
  // Keyed by time: found by the times of the visits that brought them, which are kept longer.
  let rows = prepared(
    db,
    `DELETE FROM observation
     WHERE (at, instance) IN (SELECT at, instance FROM attempt WHERE instance = ?)`,
  ).run(id).changes;
  for (const table of OWN_TABLES) {
    rows += prepared(db, `DELETE FROM ${table} WHERE instance = ?`).run(id).changes;
  }
  return rows + prepared(db, 'DELETE FROM instance WHERE id = ?').run(id).changes;
}

/** What others' visits met: where they point to, and words about it. Longer names that hold this one are other names. */
function eraseMentions(db: Database, domain: Domain): number {
  const pattern = new RegExp(`(?<![a-z0-9.-])${domain.replaceAll('.', '\\.')}(?![a-z0-9-]|\\.[a-z0-9])`, 'i');
  const others = prepared<{ id: number; movedTo: string | null; failureDetail: string | null }>(
    db,
    `SELECT id, movedTo, failureDetail
     FROM instance
     WHERE domain <> @domain AND (movedTo = @domain OR instr(failureDetail, @domain) > 0)`,
  ).all({ domain });
  const save = prepared(db, 'UPDATE instance SET movedTo = ?, failureDetail = ? WHERE id = ?');
  let count = 0;
  for (const { id, movedTo, failureDetail } of others) {
    const isNamed = pattern.test(failureDetail ?? '');
    if (movedTo !== domain && !isNamed) continue;
    save.run(
      movedTo === domain ? null : movedTo,
      isNamed ? 'names an instance that was erased' : failureDetail,
      id,
    );
    count += 1;
  }
  return count;
}

function daysOf(db: Database, id: number): { first: number; last: number } | null {
  const row = prepared<{ first: number | null; last: number | null }>(
    db,
    'SELECT min(day) AS first, max(day) AS last FROM day WHERE instance = ?',
  ).get(id);
  return row === undefined || row.first === null || row.last === null
    ? null
    : { first: row.first, last: row.last };
}

/**
 * Rewrites the file, so that nothing of what was erased is left in its free parts, and empties the log beside it.
 * Needs as much free disk space as the file takes, and nobody else writing.
 * @throws the store's error when another program is in the way
 */
export function rewriteFile(db: Database): void {
  // The index of words keeps what was removed until its parts are merged.
  db.exec(`INSERT INTO search (search) VALUES ('optimize')`);
  db.exec('VACUUM');
  const state = db.prepare<[], { busy: number }>('PRAGMA wal_checkpoint(TRUNCATE)').get();
  if (state?.busy !== 0) throw Object.assign(new Error('the log is in use'), { code: 'SQLITE_BUSY' });
}

/** Bytes read at once; a name that lies across two pieces is found through the overlap. */
const PIECE = 1_048_576;

/**
 * How often the letters of a name stand in the database's files, as bytes: also as part of longer names, and in parts of
 * the file that no query reads.
 * @param path of the database
 */
export function countInFiles(path: string, domain: Domain): number {
  const files = [path, `${path}-wal`].filter((file) => existsSync(file));
  return files.reduce((count, file) => count + countInFile(file, domain), 0);
}

function countInFile(file: string, domain: Domain): number {
  const handle = openSync(file, 'r');
  try {
    const buffer = Buffer.alloc(PIECE);
    let found = 0;
    for (let at = 0; ;) {
      const length = readSync(handle, buffer, 0, PIECE, at);
      const piece = buffer.subarray(0, length);
      for (let from = piece.indexOf(domain); from >= 0; from = piece.indexOf(domain, from + 1)) found += 1;
      if (length < PIECE) return found;
      at += PIECE - domain.length + 1;
    }
  } finally {
    closeSync(handle);
  }
}

/** Where the letters of a name are still stored, as part of something else. */
export type Holder = { readonly table: string; readonly column: string; readonly rows: number };

/** Looks through every text of every table. */
export function holdersOf(db: Database, domain: Domain): readonly Holder[] {
  const columns = prepared<{ table: string; column: string }>(
    db,
    `SELECT t.name AS "table", c.name AS "column"
     FROM sqlite_schema AS t
     JOIN pragma_table_info(t.name) AS c
     WHERE t.type = 'table' AND c.type = 'TEXT'`,
  ).all();
  return columns
    .map(({ table, column }) => ({
      table,
      column,
      // Names out of our own schema: nothing told by anybody becomes SQL.
      rows: Number(
        db.prepare(`SELECT count(*) FROM "${table}" WHERE instr("${column}", ?) > 0`).pluck().get(domain),
      ),
    }))
    .filter(({ rows }) => rows > 0);
}
