/** Names found through others: which are new, who brought them, and which are dropped again. Whom to admit is the crawler's rule. */
import { isUnwelcome } from './consent.ts';
import { registrableDomain } from './domain.ts';
import type { Domain } from './model.ts';
import type { Database } from './open.ts';
import { prepared } from './prepared.ts';
import { nameHash } from './salt.ts';
import { DAY, WEEK } from './time.ts';

/** A forgotten name is not taken in again before this: dead names stand in thousands of peers lists for years. */
const FORGOTTEN_SECONDS = 90 * DAY;
/** Eight bytes: a chance of one in a million that some pair among six million names is alike. */
const SHORT_HASH = 8;

/** Those of the names that are not in the register. */
export function newNames(db: Database, names: readonly Domain[]): Domain[] {
  if (names.length === 0) return [];
  return prepared<{ value: Domain }>(
    db,
    `SELECT value
     FROM json_each(?)
     WHERE NOT EXISTS (SELECT 1 FROM instance WHERE domain = value)`,
  )
    .all(JSON.stringify(names))
    .map(({ value }) => value);
}

/** Whether a new name may come in at all: not opted out, not blocked, not forgotten a short while ago. */
export function isAdmissible(db: Database, domain: Domain, now: number): boolean {
  const forgotten = prepared(db, 'SELECT 1 FROM forgotten WHERE name = ? AND at >= ?').get(
    shortHash(db, domain),
    now - FORGOTTEN_SECONDS,
  );
  return forgotten === undefined && !isUnwelcome(db, domain);
}

/** How many names the instances under a registrable domain brought in during the week that is counted. */
export function namedBy(db: Database, site: string, now: number): number {
  const row = prepared<{ names: number }>(db, 'SELECT names FROM naming WHERE site = ? AND fromAt > ?').get(
    site,
    now - WEEK,
  );
  return row?.names ?? 0;
}

export type Named = {
  readonly names: readonly Domain[];
  /** Row id of who named them. */
  readonly via: number;
  /** Registrable domain of who named them. */
  readonly site: string;
};

/** Takes new names into the register, due at once, and counts them for who named them. */
export function admitNames(db: Database, { names, via, site }: Named, now: number): void {
  if (names.length === 0) return;
  const insert = prepared(
    db,
    `INSERT INTO instance (domain, site, addedAt, addedBy, nextProbeAt, foundVia)
     VALUES (@domain, @site, @now, 'peer', @now, @via)
     ON CONFLICT (domain) DO NOTHING`,
  );
  for (const domain of names) insert.run({ domain, site: registrableDomain(domain), now, via });
  prepared(
    db,
    `INSERT INTO naming (site, fromAt, names)
     VALUES (@site, @now, @count)
     ON CONFLICT (site) DO UPDATE SET
       names = iif(fromAt > @now - ${WEEK}, names, 0) + excluded.names,
       fromAt = iif(fromAt > @now - ${WEEK}, fromAt, excluded.fromAt)`,
  ).run({ site, now, count: names.length });
}

/** An instance that has answered stands for itself: who named it first is of no more use. */
export function dropFoundVia(db: Database, id: number): void {
  prepared(db, 'UPDATE instance SET foundVia = NULL WHERE id = ? AND foundVia IS NOT NULL').run(id);
}

/** Drops a name that never answered, with its visits. It has no other rows. */
export function forget(db: Database, id: number, now: number): void {
  const row = prepared<{ domain: Domain }>(
    db,
    'DELETE FROM instance WHERE id = ? AND lastAnswerAt IS NULL RETURNING domain',
  ).get(id);
  if (row === undefined) return;
  prepared(db, 'INSERT OR REPLACE INTO forgotten (name, at) VALUES (?, ?)').run(
    shortHash(db, row.domain),
    now,
  );
}

/** Rows whose time is over. */
export function pruneDiscoveries(db: Database, now: number): number {
  const forgotten = prepared(db, 'DELETE FROM forgotten WHERE at < ?').run(now - FORGOTTEN_SECONDS);
  const naming = prepared(db, 'DELETE FROM naming WHERE fromAt <= ?').run(now - WEEK);
  return forgotten.changes + naming.changes;
}

function shortHash(db: Database, domain: Domain): Buffer {
  return nameHash(db, domain).subarray(0, SHORT_HASH);
}
