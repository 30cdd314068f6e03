/** Writes the outcome of visits. The only writer of what a visit brings; it judges nothing. */
import type { Observation, ProbeResult, Refusal, State } from './model.ts';
import { FIGURES, UNKNOWN } from './model.ts';
import type { Database } from './open.ts';
import { saveOrigins } from './origins.ts';
import { prepared } from './prepared.ts';
import { recordProfile } from './profiles.ts';
import { NO_LIES } from './trust/rules.ts';
import { carry, type StagedVisit } from './staged.ts';
import { dayOf, WEEK } from './time.ts';

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
/** Records visits in one transaction: all of them, or none. */
export function record(db: Database, visits: readonly Visit[]): void {
  db.transaction(() => recordVisits(db, visits)).immediate();
}

/** Records visits as a part of the caller's transaction. Several of one instance count in their order. */
export function recordVisits(db: Database, visits: readonly Visit[]): void {
  let together = new Map<number, Visit>();
  for (const visit of visits) {
    if (together.has(visit.id)) {
      recordTogether(db, together);
      together = new Map();
    }
    together.set(visit.id, visit);
  }
  recordTogether(db, together);
}

/** In the order of the register, so that neighbours in the tables are written one after another. */
function recordTogether(db: Database, together: ReadonlyMap<number, Visit>): void {
  const visits = [...together.values()].sort((a, b) => a.id - b.id);
  carry(db, visits.map(staged));
  for (const { id, result } of visits) {
    if (!result.ok) continue;
    const { isPartial, isQuiet = false } = result;
    const isHeld = isQuiet && isNewlyQuiet(db, id, result.at);
    recordProfile(db, id, result.at, result.observation.profile, { isPartial, isHeld });
    recordRefusals(db, id, result.at, result.observation.refusals);
    recordRefusedDay(db, id, result.at, result.observation);
    recordWeeks(db, id, result.observation);
    saveOrigins(db, id, result.observation.origins ?? {});
  }
}

/** For a week what it said before counts: a closed door may be a mistake, or a load that passes. */
function isNewlyQuiet(db: Database, id: number, at: number): boolean {
  const sql = 'SELECT quietSince FROM instance WHERE id = +?';
  const since = prepared<{ quietSince: number | null }>(db, sql).get(id)?.quietSince ?? null;
  return since !== null && at - since < WEEK;
}

function staged({ id, result, plan }: Visit): StagedVisit {
  const failure = result.ok ? null : result.failure;
  const peers = result.ok ? result.peers : null;
  return {
    ...plan,
    instance: id,
    at: result.at,
    day: dayOf(result.at),
    failureKind: failure?.kind ?? null,
    failureDetail: failure?.detail ?? null,
    movedTo: failure?.target ?? null,
    durationMs: Math.round(result.durationMs),
    requests: result.requests,
    isMeasured: result.ok && !isQuarantined(result.observation) ? 1 : 0,
    isQuiet: result.ok && result.isQuiet === true ? 1 : 0,
    isPeersRead: peers === null ? 0 : 1,
    peersHash: peers?.hash ?? null,
    ...(result.ok ? result.observation.figures : UNKNOWN),
  };
}

/** Nothing of what it told is believed: the visit is in no total, and what was known before stays, with its date. */
function isQuarantined({ figures, refusals }: Observation): boolean {
  return (
    refusals.some(({ rule }) => !NO_LIES.has(rule)) && FIGURES.every((figure) => figures[figure] === null)
  );
}

/** Notes what is not believed; one that goes on is one row. */
export function recordRefusals(db: Database, id: number, at: number, refusals: readonly Refusal[]): void {
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

/** What an overrule can bring back: counts only. */
function recordRefusedDay(db: Database, id: number, at: number, { refusals }: Observation): void {
  for (const { figure, rule, raw } of refusals) {
    const value = /^\d{1,15}$/.test(raw) ? Number(raw) : null;
    if (value === null) continue;
    prepared(
      db,
      `INSERT INTO refusedDay (instance, day, figure, rule, value)
       VALUES (@id, @day, @figure, @rule, @value)
       ON CONFLICT (instance, day, figure) DO UPDATE SET rule = excluded.rule, value = excluded.value`,
    ).run({ id, day: dayOf(at), figure, rule, value });
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
