/** Writes the outcome of visits. The only writer of what a visit brings; it judges nothing. */
import type { Figure, Figures, Observation, ProbeResult, State } from './model.ts';
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
const FIGURE_VALUES = FIGURES.map((figure) => `@${figure}`).join(', ');
/** What a visit that did not read the peers list knows of it. */
const LAST_PEERS_LISTED = `coalesce(@peersListed,
    (SELECT l.peersListed FROM latest l JOIN instance i ON i.id = l.instance
     WHERE l.instance = @id AND l.source IS NULL AND i.peersAt >= @at - ${PEERS_LIST_COUNTS_SECONDS}))`;

const INSERT_OBSERVATION = `
  INSERT INTO observation (at, instance, ${FIGURE_COLUMNS})
  VALUES (@at, @id, ${FIGURE_VALUES})
  ON CONFLICT DO NOTHING`;

/**
 * Within one measured day a figure that a later visit lacks stays (some questions are asked daily only), and the weekly
 * peers list counts until it is read again; an imported day gives way to a measured one.
 */
const UPSERT_DAY = `
  INSERT INTO day (instance, day, ${FIGURE_COLUMNS})
  VALUES (@id, @day, ${FIGURES.map((figure) => (figure === 'peersListed' ? LAST_PEERS_LISTED : `@${figure}`)).join(', ')})
  ON CONFLICT (instance, day) DO UPDATE SET source = NULL,
    ${FIGURES.map((figure) => `${figure} = iif(source IS NULL, coalesce(excluded.${figure}, ${figure}), excluded.${figure})`).join(', ')}`;

/** The day's figures so far are the latest ones. */
const UPSERT_LATEST = `
  INSERT OR REPLACE INTO latest (instance, at, ${FIGURE_COLUMNS}, users7, statuses7, connections7)
  SELECT instance, @at, ${FIGURE_COLUMNS},
    users - (${figureBefore('users')}), statuses - (${figureBefore('statuses')}), connections - (${figureBefore('connections')})
  FROM day
  WHERE instance = @id AND day = @day`;

/** A figure 7 days ago, or up to 3 days before that. */
function figureBefore(figure: Figure): string {
  return `SELECT ${figure} FROM day WHERE instance = @id AND day BETWEEN @day - 10 AND @day - 7 ORDER BY day DESC LIMIT 1`;
}

/** Records visits in one transaction: all of them, or none. */
export function record(db: Database, visits: readonly Visit[]): void {
  db.transaction(() => {
    for (const visit of visits) recordVisit(db, visit);
  }).immediate();
}

function recordVisit(db: Database, { id, result, plan }: Visit): void {
  const failure = result.ok ? null : result.failure;
  prepared(
    db,
    `UPDATE instance
     SET state = @state, failures = @failures, failingSince = @failingSince, nextProbeAt = @nextProbeAt,
       lastVisitAt = @at, lastAnswerAt = iif(@ok, @at, lastAnswerAt),
       failureKind = @kind, failureDetail = @detail, movedTo = @target
     WHERE id = @id`,
  ).run({
    ...plan,
    id,
    at: result.at,
    ok: result.ok ? 1 : 0,
    kind: failure?.kind ?? null,
    detail: failure?.detail ?? null,
    target: failure?.target ?? null,
  });
  prepared(
    db,
    `INSERT INTO attempt (at, instance, failureKind, durationMs, requests)
     VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO NOTHING`,
  ).run(result.at, id, failure?.kind ?? null, Math.round(result.durationMs), result.requests);
  if (!result.ok) return;
  recordFigures(db, id, result.at, result.observation.figures);
  recordProfile(db, id, result.at, result.observation.profile, result.isPartial);
  recordRefusals(db, id, result.at, result.observation);
  recordWeeks(db, id, result.observation);
  if (result.peers !== null) {
    prepared(db, 'UPDATE instance SET peersHash = ?, peersAt = ? WHERE id = ?').run(
      result.peers.hash,
      result.at,
      id,
    );
  }
}

function recordFigures(db: Database, id: number, at: number, figures: Figures): void {
  const row = { ...figures, id, at, day: dayOf(at) };
  prepared(db, INSERT_OBSERVATION).run(row);
  prepared(db, UPSERT_DAY).run(row);
  prepared(db, UPSERT_LATEST).run(row);
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

/** A complete reading replaces a partial one; a partial one never replaces a complete one. */
function recordWeeks(db: Database, id: number, { weeks }: Observation): void {
  for (const week of weeks) {
    prepared(
      db,
      `INSERT INTO activityWeek (instance, weekAt, statuses, logins, registrations, isComplete)
       VALUES (@id, @weekAt, @statuses, @logins, @registrations, @isComplete)
       ON CONFLICT (instance, weekAt) DO UPDATE SET statuses = excluded.statuses, logins = excluded.logins,
         registrations = excluded.registrations, isComplete = excluded.isComplete
       WHERE excluded.isComplete >= isComplete`,
    ).run({ ...week, id, isComplete: week.isComplete ? 1 : 0 });
  }
}
