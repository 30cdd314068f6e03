/**
 * Holds an outcome against what is known of the instance, just before it is recorded: counts that leap, dice, other names
 * of the same instance, names that passed to somebody else. Adds nothing to what was told, it only takes away.
 */
import {
  doubtsOf,
  elderSiblings,
  pastOf,
  saveDoubt,
  saveHandover,
  WATCHED,
  type Likeness,
  type Past,
} from '../db/doubts.ts';
import type { DueInstance } from '../db/instances.ts';
import type { Figure, Figures, Observation, Refusal } from '../db/model.ts';
import type { Database } from '../db/open.ts';
import { refuse, quarantine } from './figures.ts';
import { handoverBetween } from './handover.ts';
import { failed } from './outcome.ts';
import type { Probed } from './probe.ts';
import { judgeCount } from './steadiness.ts';
import { elderTwin } from './twins.ts';

type Answered = Probed & { readonly ok: true };

/** What of a visit may be recorded. Writes what has to be remembered for the next one. */
export function review(db: Database, instance: DueInstance, result: Probed): Probed {
  if (!result.ok) return result;
  const twin = twinOf(db, instance, result);
  if (twin !== null) {
    const { failure } = failed('identity', `the same instance as ${twin.domain}`, { target: twin.domain });
    const { at, durationMs, requests } = result;
    return { domain: instance.domain, at, durationMs, requests, ok: false, failure };
  }
  const past = pastOf(db, instance.id);
  const steady = { ...result, observation: steadied(db, instance, past, result) };
  const silentSeconds = instance.lastAnswerAt === null ? 0 : result.at - instance.lastAnswerAt;
  const reason = handoverBetween(past, result.observation, silentSeconds);
  if (reason === null) return steady;
  saveHandover(db, instance.id, { at: result.at, reason });
  // Nothing of the former owner's words is kept in place of what the new one did not say.
  return { ...steady, isPartial: false };
}

function twinOf(db: Database, instance: DueInstance, { observation }: Answered): Likeness | null {
  const { figures, profile } = observation;
  const { softwareName, softwareVersion, title } = profile;
  const { users, statuses, connections } = figures;
  const itself = {
    domain: instance.domain,
    softwareName,
    softwareVersion,
    title,
    users,
    statuses,
    connections,
  };
  return elderTwin(itself, elderSiblings(db, instance.id));
}

/** A figure that leapt is unknown until it is confirmed; one that is drawn anew each time discredits all of them. */
function steadied(db: Database, { id }: DueInstance, past: Past, { at, observation }: Answered): Observation {
  const doubts = doubtsOf(db, id);
  const refusals: Refusal[] = [];
  let figures: Figures = observation.figures;
  for (const figure of WATCHED) {
    const count = observation.figures[figure];
    if (count === null) continue;
    const { rule, samples } = judgeCount(past[figure], doubts[figure] ?? [], { at, count });
    if (samples.length > 0 || doubts[figure] !== undefined) saveDoubt(db, id, figure, samples);
    if (rule === null) continue;
    refusals.push(refuse(figure, rule, count));
    figures = rule === 'erratic' ? quarantine() : without(figures, LEAPS[figure]);
  }
  return refusals.length === 0
    ? observation
    : { ...observation, figures, refusals: [...observation.refusals, ...refusals] };
}

/** Whoever makes up accounts makes up active ones too. */
const LEAPS: Readonly<Record<(typeof WATCHED)[number], readonly Figure[]>> = {
  users: ['users', 'activeMonth', 'activeHalfYear', 'activeWeek'],
  statuses: ['statuses'],
};

function without(figures: Figures, unknown: readonly Figure[]): Figures {
  return { ...figures, ...Object.fromEntries(unknown.map((figure) => [figure, null])) };
}
