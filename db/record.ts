/** Writes the outcome of visits. The only writer of what a visit brings; it judges nothing. */
import type { Figures, Observation, ProbeResult, State } from './model.ts';
import { FIGURES } from './model.ts';
import type { Database } from './open.ts';
import { prepared } from './prepared.ts';
import { recordProfile } from './profiles.ts';
import { dayOf } from './time.ts';

/** What becomes of the instance after the visit. */
export type Plan = {
  readonly state: State;
  readonly failures: number;
  readonly failingSince: number | null;
  readonly nextProbeAt: number;
};
export type Visit = { readonly id: number; readonly result: ProbeResult; readonly plan: Plan };

/** A refusal seen again within this time is the same one going on. */
const REFUSAL_GAP_SECONDS = 45 * 86_400;
/** Peers lists are read weekly, give or take the jitter. */
const PEERS_LIST_COUNTS_SECONDS = 9 * 86_400;

const FIGURE_COLUMNS = FIGURES.join(', ');
const FIGURE_VALUES = FIGURES.map(() => '?').join(', ');

// The unary plus below hides values from the planner, which would else plan the statement anew for each of them.

const UPDATE_INSTANCE = `
  UPDATE instance
  SET state = ?, failures = ?, failingSince = ?, nextProbeAt = ?, lastVisitAt = ?,
    lastAnswerAt = coalesce(?, lastAnswerAt), failureKind = ?, failureDetail = ?, movedTo = ?
  WHERE id = ?`;

const INSERT_ATTEMPT = `
  INSERT INTO attempt (at, instance, failureKind, durationMs, requests)
  VALUES (?, ?, ?, ?, ?)
  ON CONFLICT DO NOTHING`;

const INSERT_OBSERVATION = `
  INSERT INTO observation (at, instance, ${FIGURE_COLUMNS})
  VALUES (?, ?, ${FIGURE_VALUES})
  ON CONFLICT DO NOTHING`;

/** What a visit that did not read the peers list knows of it. */
const LAST_PEERS_LISTED = `
  SELECT l.peersListed
  FROM latest l
  JOIN instance i ON i.id = l.instance
  WHERE l.instance = +? AND l.source IS NULL AND i.peersAt >= +?`;

/**
 * Within one measured day a figure that a later visit lacks stays (some questions are asked daily only); an imported day
 * gives way to a measured one.
 */
const UPSERT_DAY = `
  INSERT INTO day (instance, day, ${FIGURE_COLUMNS})
  VALUES (?, ?, ${FIGURE_VALUES})
  ON CONFLICT (instance, day) DO UPDATE SET source = NULL,
    ${FIGURES.map((figure) => `${figure} = iif(source IS NULL, coalesce(excluded.${figure}, ${figure}), excluded.${figure})`).join(', ')}`;

/** The day's figures so far are the latest ones, held against those of 7 days ago, or up to 3 days before that. */
const UPSERT_LATEST = `
  INSERT INTO latest (instance, at, ${FIGURE_COLUMNS}, users7, statuses7, connections7)
  SELECT n.instance, @at, ${FIGURES.map((figure) => `n.${figure}`).join(', ')},
    n.users - w.users, n.statuses - w.statuses, n.connections - w.connections
  FROM day n
  LEFT JOIN day w ON w.instance = n.instance
    AND w.day = (SELECT max(day) FROM day WHERE instance = +@id AND day BETWEEN @day - 10 AND @day - 7)
  WHERE n.instance = +@id AND n.day = +@day
  ON CONFLICT (instance) DO UPDATE SET at = excluded.at, source = NULL,
    ${[...FIGURES, 'users7', 'statuses7', 'connections7'].map((column) => `${column} = excluded.${column}`).join(', ')}`;

/** Records visits in one transaction: all of them, or none. */
export function record(db: Database, visits: readonly Visit[]): void {
  db.transaction(() => {
    for (const visit of visits) recordVisit(db, visit);
  }).immediate();
}

/** Records one visit as a part of the caller's transaction. */
export function recordVisit(db: Database, { id, result, plan }: Visit): void {
  const { at } = result;
  const failure = result.ok ? null : result.failure;
  prepared(db, UPDATE_INSTANCE).run(
    plan.state,
    plan.failures,
    plan.failingSince,
    plan.nextProbeAt,
    at,
    result.ok ? at : null,
    failure?.kind ?? null,
    failure?.detail ?? null,
    failure?.target ?? null,
    id,
  );
  prepared(db, INSERT_ATTEMPT).run(
    at,
    id,
    failure?.kind ?? null,
    Math.round(result.durationMs),
    result.requests,
  );
  if (!result.ok) return;
  recordFigures(db, id, at, result.observation.figures);
  recordProfile(db, id, at, result.observation.profile, result.isPartial);
  recordRefusals(db, id, at, result.observation);
  recordWeeks(db, id, result.observation);
  if (result.peers !== null) {
    prepared(db, 'UPDATE instance SET peersHash = ?, peersAt = ? WHERE id = ?').run(
      result.peers.hash,
      at,
      id,
    );
  }
}

function recordFigures(db: Database, id: number, at: number, told: Figures): void {
  const values = FIGURES.map((figure) => told[figure]);
  prepared(db, INSERT_OBSERVATION).run(at, id, ...values);
  // The weekly peers list counts until it is read again.
  if (told.peersListed === null) {
    const since = at - PEERS_LIST_COUNTS_SECONDS;
    const last = prepared<{ peersListed: number | null }>(db, LAST_PEERS_LISTED).get(id, since);
    values[FIGURES.indexOf('peersListed')] = last?.peersListed ?? null;
  }
  const day = dayOf(at);
  prepared(db, UPSERT_DAY).run(id, day, ...values);
  prepared(db, UPSERT_LATEST).run({ id, at, day });
}

function recordRefusals(db: Database, id: number, at: number, { refusals }: Observation): void {
  for (const { figure, rule, raw } of refusals) {
    const { changes } = prepared(
      db,
      `UPDATE refusal
       SET lastAt = @at, raw = @raw
       WHERE instance = @id AND figure = @figure AND rule = @rule AND lastAt >= @since`,
    ).run({ id, at, figure, rule, raw, since: at - REFUSAL_GAP_SECONDS });
    if (changes > 0) continue;
    prepared(
      db,
      `INSERT INTO refusal (instance, figure, rule, fromAt, lastAt, raw)
       VALUES (@id, @figure, @rule, @at, @at, @raw)
       ON CONFLICT DO NOTHING`,
    ).run({ id, at, figure, rule, raw });
  }
}

/** A complete reading replaces a partial one, never the other way round; what others published gives way to both. */
function recordWeeks(db: Database, id: number, { weeks }: Observation): void {
  for (const week of weeks) {
    prepared(
      db,
      `INSERT INTO activityWeek (instance, weekAt, statuses, logins, registrations, isComplete)
       VALUES (@id, @weekAt, @statuses, @logins, @registrations, @isComplete)
       ON CONFLICT (instance, weekAt) DO UPDATE SET statuses = excluded.statuses, logins = excluded.logins,
         registrations = excluded.registrations, isComplete = excluded.isComplete, source = NULL
       WHERE excluded.isComplete >= isComplete OR source IS NOT NULL`,
    ).run({ ...week, id, isComplete: week.isComplete ? 1 : 0 });
  }
}
