/** Rows of `instance` as the crawler sees them: who is due, and who joins the register. */
import type { Domain, State } from './model.ts';
import type { Database } from './open.ts';
import { prepared } from './prepared.ts';

/** How an instance came into the register. */
export type AddedBy = 'register' | 'operator' | 'peer' | 'visitor';

/** An instance to visit, with what the visit and its outcome need to know. */
export type DueInstance = {
  readonly id: number;
  readonly domain: Domain;
  readonly state: State;
  readonly failures: number;
  readonly failingSince: number | null;
  readonly lastAnswerAt: number | null;
  readonly nextProbeAt: number;
  /** When its peers list was last read, and the list's hash. */
  readonly peersAt: number | null;
  readonly peersHash: string | null;
};

const COLUMNS = 'id, domain, state, failures, failingSince, lastAnswerAt, nextProbeAt, peersAt, peersHash';

/** Adds domains that are not there yet, due at once. @returns how many were new */
export function addInstances(db: Database, domains: readonly Domain[], by: AddedBy, now: number): number {
  const insert = prepared(
    db,
    `INSERT INTO instance (domain, addedAt, addedBy, nextProbeAt)
     VALUES (?, ?, ?, ?)
     ON CONFLICT (domain) DO NOTHING`,
  );
  return db
    .transaction(() => domains.reduce((added, domain) => added + insert.run(domain, now, by, now).changes, 0))
    .immediate();
}

/** Instances whose next visit is due, the longest due first. */
export function dueInstances(db: Database, now: number): DueInstance[] {
  return prepared<DueInstance>(
    db,
    `SELECT ${COLUMNS}
     FROM instance
     WHERE nextProbeAt <= ?
     ORDER BY nextProbeAt, id`,
  ).all(now);
}

/** Every instance, due or not. */
export function allInstances(db: Database): DueInstance[] {
  return prepared<DueInstance>(db, `SELECT ${COLUMNS} FROM instance ORDER BY nextProbeAt, id`).all();
}

/** One instance by name. */
export function findDue(db: Database, domain: Domain): DueInstance | null {
  return prepared<DueInstance>(db, `SELECT ${COLUMNS} FROM instance WHERE domain = ?`).get(domain) ?? null;
}

/** How many instances the register holds. */
export function countInstances(db: Database): number {
  return prepared<{ n: number }>(db, 'SELECT count(*) AS n FROM instance').get()?.n ?? 0;
}
