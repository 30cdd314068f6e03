/** Rows of `instance` as the crawler sees them: who is due, and who joins the register by hand. */
import { isUnwelcome } from './consent.ts';
import { registrableDomain } from './domain.ts';
import type { Domain, State } from './model.ts';
import type { Database } from './open.ts';
import { prepared } from './prepared.ts';

/** How an instance came into the register. */
export type AddedBy = 'register' | 'operator' | 'import' | 'peer' | 'visitor';

/** An instance to visit, with what the visit and its outcome need to know. */
export type DueInstance = {
  readonly id: number;
  readonly domain: Domain;
  readonly state: State;
  readonly failures: number;
  readonly failingSince: number | null;
  readonly lastVisitAt: number | null;
  readonly lastAnswerAt: number | null;
  readonly nextProbeAt: number;
  readonly addedBy: AddedBy;
  /** Registrable domain. */
  readonly site: string;
  /** When its peers list was last read, and the list's hash. */
  readonly peersAt: number | null;
  readonly peersHash: string | null;
};

const COLUMNS = `id, domain, state, failures, failingSince, lastVisitAt, lastAnswerAt, nextProbeAt, addedBy, site,
  peersAt, peersHash`;

/**
 * Adds domains that are not there yet, due at once. Those that opted out or are blocked are passed over in silence.
 * @returns how many were new
 */
export function addInstances(db: Database, domains: readonly Domain[], by: AddedBy, now: number): number {
  const insert = prepared(
    db,
    `INSERT INTO instance (domain, site, addedAt, addedBy, nextProbeAt)
     VALUES (@domain, @site, @now, @by, @now)
     ON CONFLICT (domain) DO NOTHING`,
  );
  // An operator's word for a name is worth more than the hearsay that brought it up first.
  const vouch = prepared(
    db,
    `UPDATE instance
     SET addedBy = @by
     WHERE domain = @domain AND addedBy IN ('peer', 'visitor') AND @by IN ('operator', 'register', 'import')`,
  );
  const add = (domain: Domain): number => {
    if (isUnwelcome(db, domain)) return 0;
    const { changes } = insert.run({ domain, site: registrableDomain(domain), now, by });
    if (changes === 0) vouch.run({ domain, by });
    return changes;
  };
  return db.transaction(() => domains.reduce((added, domain) => added + add(domain), 0)).immediate();
}

/** Instances whose next visit is due, the longest due first. */
export function dueInstances(db: Database, now: number): DueInstance[] {
  return prepared<DueInstance>(
    db,
    `SELECT ${COLUMNS}
     FROM instance
     WHERE nextProbeAt <= ? AND blockedAt IS NULL
     ORDER BY nextProbeAt, id`,
  ).all(now);
}

/** Every instance that may be asked, due or not. */
export function allInstances(db: Database): DueInstance[] {
  const sql = `SELECT ${COLUMNS} FROM instance WHERE blockedAt IS NULL ORDER BY nextProbeAt, id`;
  return prepared<DueInstance>(db, sql).all();
}

/**
 * Instances that answered most recently and are not among the given ones: those whose silence would be the most telling.
 */
export function witnesses(db: Database, besides: readonly DueInstance[], limit: number): DueInstance[] {
  const asked = new Set(besides.map(({ id }) => id));
  return prepared<DueInstance>(
    db,
    `SELECT ${COLUMNS}
     FROM instance
     WHERE state = 'up' AND blockedAt IS NULL
     ORDER BY lastAnswerAt DESC, id
     LIMIT ?`,
  )
    .all(limit + asked.size)
    .filter(({ id }) => !asked.has(id))
    .slice(0, limit);
}

/** One instance by name; `null` where it is not known, or blocked. */
export function findDue(db: Database, domain: Domain): DueInstance | null {
  const sql = `SELECT ${COLUMNS} FROM instance WHERE domain = ? AND blockedAt IS NULL`;
  return prepared<DueInstance>(db, sql).get(domain) ?? null;
}

/** How many instances the register holds. */
export function countInstances(db: Database): number {
  return prepared<{ n: number }>(db, 'SELECT count(*) AS n FROM instance').get()?.n ?? 0;
}

/** The names of the register that lie below a domain. Rare, so it may look at all of them. */
export function instancesBelow(db: Database, domain: Domain): readonly Domain[] {
  return prepared<{ domain: Domain }>(
    db,
    `SELECT domain
     FROM instance
     WHERE substr(domain, -length(@ending)) = @ending
     ORDER BY domain`,
  )
    .all({ ending: `.${domain}` })
    .map((row) => row.domain);
}
