/** The visit log of an instance: each visit of the last weeks with its outcome, and when the next one is due and why. */
import type { Domain, FailureKind, State } from '../model.ts';
import type { Database } from '../open.ts';
import { prepared } from '../prepared.ts';

export type LoggedVisit = {
  /** Unix seconds, when it ended. */
  readonly at: number;
  /** `null`: it answered. */
  readonly failureKind: FailureKind | null;
  readonly durationMs: number;
  /** HTTP requests, redirects included. */
  readonly requests: number;
};

/** Visits of one instance, newest first. @param before Unix seconds, not included: an instance has one visit at a time */
export function visitLog(
  db: Database,
  domain: Domain,
  limit: number,
  before: number = Number.MAX_SAFE_INTEGER,
): readonly LoggedVisit[] {
  return prepared<LoggedVisit>(
    db,
    `SELECT at, failureKind, durationMs, requests
     FROM attempt
     WHERE instance = (SELECT id FROM instance WHERE domain = ?) AND at < ?
     ORDER BY at DESC
     LIMIT ?`,
  ).all(domain, before, limit);
}

/**
 * Why the next visit is when it is. first: never visited yet · rhythm: it answers, so in its turn · backoff: it failed
 * `failures` times in a row · asked-to-wait: it said until when · respected: it asks not to be read, so seldom ·
 * moved: seldom, to see whether it is back · blocked: never, by the operator.
 */
export const DUE_REASONS = [
  'first',
  'rhythm',
  'backoff',
  'asked-to-wait',
  'respected',
  'moved',
  'blocked',
] as const;
export type DueReason = (typeof DUE_REASONS)[number];
export type NextVisit = {
  /** Due from then on, Unix seconds; `null`: never. */
  readonly at: number | null;
  readonly reason: DueReason;
  /** Failed visits in a row. */
  readonly failures: number;
  /** The visit before, Unix seconds; `null`: none. */
  readonly lastAt: number | null;
};

/** When and why the next visit is due; `null` when the domain is not known. */
export function nextVisit(db: Database, domain: Domain): NextVisit | null {
  const row = prepared<StoredNext>(
    db,
    `SELECT state, nextProbeAt, failures, lastVisitAt, failureKind, blockedAt
     FROM instance
     WHERE domain = ?`,
  ).get(domain);
  if (row === undefined) return null;
  const reason = reasonOf(row);
  const at = reason === 'blocked' ? null : row.nextProbeAt;
  return { at, reason, failures: row.failures, lastAt: row.lastVisitAt };
}

type StoredNext = {
  readonly state: State;
  readonly nextProbeAt: number;
  readonly failures: number;
  readonly lastVisitAt: number | null;
  readonly failureKind: FailureKind | null;
  readonly blockedAt: number | null;
};

function reasonOf({ blockedAt, lastVisitAt, failureKind, state }: StoredNext): DueReason {
  if (blockedAt !== null) return 'blocked';
  if (lastVisitAt === null) return 'first';
  if (failureKind === 'rate-limited') return 'asked-to-wait';
  if (state === 'withheld') return 'respected';
  if (state === 'moved') return 'moved';
  return failureKind === null ? 'rhythm' : 'backoff';
}

/** At most so often is an instance visited out of turn, however many ask for it. */
export const RECHECK_SECONDS = 2 * 3_600;

/** Why an instance is not visited out of turn: visited a short while ago · due anyway · it asked to wait · not asked at all. */
export type RecheckRefusal = 'recent' | 'due' | 'asked-to-wait' | 'blocked';

/** @param now Unix seconds @returns `null`: it may be visited out of turn, or is not known */
export function recheckRefusal(db: Database, domain: Domain, now: number): RecheckRefusal | null {
  const next = nextVisit(db, domain);
  if (next === null) return null;
  if (next.reason === 'blocked' || next.at === null) return 'blocked';
  if (next.at <= now) return 'due';
  if (next.reason === 'asked-to-wait') return 'asked-to-wait';
  return next.lastAt !== null && now - next.lastAt < RECHECK_SECONDS ? 'recent' : null;
}

/** Makes an instance due, if it may be visited out of turn. @returns whether it is now */
export function hasten(db: Database, domain: Domain, now: number): boolean {
  if (recheckRefusal(db, domain, now) !== null) return false;
  const sql = 'UPDATE instance SET nextProbeAt = ? WHERE domain = ? AND nextProbeAt > ?';
  return prepared(db, sql).run(now, domain, now).changes > 0;
}

/** Why an instance needs a person's eye. overdue: due for long and not visited · hanging: takes whole deadlines, again and again. */
export type Stuck = {
  readonly domain: Domain;
  readonly reason: 'overdue' | 'hanging';
  readonly nextProbeAt: number;
  readonly lastVisitAt: number | null;
};

/** Due for longer than this and not visited: the crawler does not get to it. */
const OVERDUE_SECONDS = 86_400;
/** Visits of a week that ended in silence after at least so long count as hanging. */
const HANGING = { sinceSeconds: 7 * 86_400, durationMs: 10_000, visits: 3 } as const;

/** Hosts that the crawler is stuck on, or does not get to; the longest due first. @param now Unix seconds */
export function stuckInstances(db: Database, now: number, limit: number): readonly Stuck[] {
  return prepared<Stuck>(
    db,
    `SELECT domain, reason, nextProbeAt, lastVisitAt
     FROM (
       SELECT domain, 'overdue' AS reason, nextProbeAt, lastVisitAt
       FROM instance
       WHERE nextProbeAt < @now - ${OVERDUE_SECONDS} AND blockedAt IS NULL
       UNION ALL
       SELECT i.domain, 'hanging', i.nextProbeAt, i.lastVisitAt
       FROM attempt AS a
       JOIN instance AS i ON i.id = a.instance
       WHERE a.at > @now - ${HANGING.sinceSeconds} AND a.failureKind = 'timeout'
         AND a.durationMs >= ${HANGING.durationMs} AND i.blockedAt IS NULL
       GROUP BY a.instance
       HAVING count(*) >= ${HANGING.visits})
     ORDER BY nextProbeAt, domain
     LIMIT @limit`,
  ).all({ now, limit });
}
