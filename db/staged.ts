/**
 * Carries the visits of one transaction into the tables a table at a time: rows of a temporary table first, then one
 * statement for each table, in the order of its key. Statement by statement for each visit costs three times as much.
 * Knows nothing of profiles, refusals and weeks, which rarely change.
 */
import type { FailureKind, Figures, State } from './model.ts';
import { FIGURES } from './model.ts';
import type { Database } from './open.ts';
import { prepared } from './prepared.ts';

export type StagedVisit = {
  readonly instance: number;
  readonly at: number;
  readonly day: number;
  readonly state: State;
  readonly failures: number;
  readonly failingSince: number | null;
  readonly nextProbeAt: number;
  /** `null`: it answered. */
  readonly failureKind: FailureKind | null;
  readonly failureDetail: string | null;
  readonly movedTo: string | null;
  readonly durationMs: number;
  readonly requests: number;
  /** 1: it brought figures, unknown ones among them; 0: none at all. */
  readonly isMeasured: 0 | 1;
  /** 1: it answered, and refused everything that tells who it is. */
  readonly isQuiet: 0 | 1;
  /** 1: the peers list was asked for and told, or is not published. */
  readonly isPeersRead: 0 | 1;
  readonly peersHash: string | null;
} & Figures;

const COLUMNS = [
  'instance',
  'at',
  'day',
  'state',
  'failures',
  'failingSince',
  'nextProbeAt',
  'failureKind',
  'failureDetail',
  'movedTo',
  'durationMs',
  'requests',
  'isMeasured',
  'isQuiet',
  'isPeersRead',
  'peersHash',
  ...FIGURES,
] as const satisfies readonly (keyof StagedVisit)[];

/** Peers lists are read weekly, give or take the jitter. */
const PEERS_LIST_COUNTS_SECONDS = 9 * 86_400;

const FIGURE_COLUMNS = FIGURES.join(', ');

const MAKE_STAGE = `
  CREATE TEMP TABLE IF NOT EXISTS staged (
    instance INTEGER PRIMARY KEY,
    ${COLUMNS.filter((column) => column !== 'instance').join(', ')}
  )`;

const STAGE = `INSERT INTO temp.staged (${COLUMNS.join(', ')}) VALUES (${COLUMNS.map(() => '?').join(', ')})`;

// The unary plus and CROSS JOIN make the planner begin with the few staged rows, not with the whole table.

const UPDATE_INSTANCES = `
  UPDATE instance
  SET state = s.state, failures = s.failures, failingSince = s.failingSince, nextProbeAt = s.nextProbeAt,
    lastVisitAt = s.at, lastAnswerAt = iif(s.failureKind IS NULL, s.at, lastAnswerAt),
    failureKind = s.failureKind, failureDetail = s.failureDetail, movedTo = s.movedTo,
    quietSince = CASE
      WHEN s.failureKind IS NOT NULL THEN quietSince
      WHEN s.isQuiet THEN coalesce(quietSince, s.at)
    END,
    peersHash = iif(s.isPeersRead, s.peersHash, instance.peersHash), peersAt = iif(s.isPeersRead, s.at, peersAt)
  FROM temp.staged AS s
  WHERE instance.id = +s.instance`;

const INSERT_ATTEMPTS = `
  INSERT INTO attempt (at, instance, failureKind, durationMs, requests)
  SELECT at, instance, failureKind, durationMs, requests
  FROM temp.staged
  WHERE true
  ORDER BY at, instance
  ON CONFLICT DO NOTHING`;

const INSERT_OBSERVATIONS = `
  INSERT INTO observation (at, instance, ${FIGURE_COLUMNS})
  SELECT at, instance, ${FIGURE_COLUMNS}
  FROM temp.staged
  WHERE isMeasured
  ORDER BY at, instance
  ON CONFLICT DO NOTHING`;

/** The weekly peers list counts until it is read again, or is not published any more. */
const KEEP_PEERS_LISTED = `
  UPDATE temp.staged
  SET peersListed = (
    SELECT l.peersListed
    FROM latest AS l
    JOIN instance AS i ON i.id = l.instance
    WHERE l.instance = staged.instance AND l.source IS NULL AND i.peersHash IS NOT NULL
      AND i.peersAt >= staged.at - ${PEERS_LIST_COUNTS_SECONDS})
  WHERE isMeasured AND peersListed IS NULL`;

/**
 * Within one measured day a figure that a later visit lacks stays (some questions are asked daily only); an imported day
 * gives way to a measured one.
 */
const UPSERT_DAYS = `
  INSERT INTO day (instance, day, ${FIGURE_COLUMNS})
  SELECT instance, day, ${FIGURE_COLUMNS}
  FROM temp.staged
  WHERE isMeasured
  ON CONFLICT (instance, day) DO UPDATE SET source = NULL,
    ${FIGURES.map((figure) => `${figure} = iif(source IS NULL, coalesce(excluded.${figure}, ${figure}), excluded.${figure})`).join(', ')}`;

/** The day's figures so far are the latest ones, held against those measured 7 days ago, or up to 3 days before that. */
const UPSERT_LATEST = `
  INSERT INTO latest (instance, at, ${FIGURE_COLUMNS}, users7, statuses7, connections7)
  SELECT n.instance, s.at, ${FIGURES.map((figure) => `n.${figure}`).join(', ')},
    n.users - w.users, n.statuses - w.statuses, n.connections - w.connections
  FROM temp.staged AS s
  CROSS JOIN day AS n ON n.instance = s.instance AND n.day = s.day
  LEFT JOIN day AS w ON w.instance = s.instance
    AND w.day = (
      SELECT max(day)
      FROM day
      WHERE instance = s.instance AND day BETWEEN s.day - 10 AND s.day - 7 AND source IS NULL)
  WHERE s.isMeasured
  ON CONFLICT (instance) DO UPDATE SET at = excluded.at, source = NULL,
    ${[...FIGURES, 'users7', 'statuses7', 'connections7'].map((column) => `${column} = excluded.${column}`).join(', ')}`;

/** In this order: the peers list of this visit decides what becomes of the last one's count. */
const CARRY = [
  UPDATE_INSTANCES,
  INSERT_ATTEMPTS,
  INSERT_OBSERVATIONS,
  KEEP_PEERS_LISTED,
  UPSERT_DAYS,
  UPSERT_LATEST,
];

/**
 * Writes visits of different instances, as a part of the caller's transaction.
 * @throws the store's error, also for an instance that is not in the register
 */
export function carry(db: Database, visits: readonly StagedVisit[]): void {
  db.exec(MAKE_STAGE);
  // What an earlier transaction left behind when it was rolled back is gone with it; what it committed is not.
  prepared(db, 'DELETE FROM temp.staged').run();
  const stage = prepared(db, STAGE);
  for (const visit of visits) stage.run(...COLUMNS.map((column) => visit[column]));
  for (const sql of CARRY) prepared(db, sql).run();
}
