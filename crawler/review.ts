/**
 * Holds an outcome against what is known of the instance, just before it is recorded: counts that leap, dice, other names
 * of the same instance, names that passed to somebody else. Adds nothing to what was told, it only takes away.
 */
import {
  doubtsOf,
  elderSiblings,
  figureBefore,
  pastOf,
  saveDoubt,
  saveHandover,
  WATCHED,
  type Likeness,
  type Past,
  type Sample,
  type Watched,
} from '../db/trust/doubts.ts';
import type { DueInstance } from '../db/instances.ts';
import { FIGURES, type Figure, type Figures, type Observation, type Refusal } from '../db/model.ts';
import { withdrawClaim } from '../db/trust/newcomers.ts';
import type { Database } from '../db/open.ts';
import { LEAP, NEWCOMER } from '../db/trust/rules.ts';
import { dayOf } from '../db/time.ts';
import { decisionsOn, firstUnproven, withdrawDays, type Decision } from '../db/trust/verdicts.ts';
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
  const refusals: Refusal[] = [...observation.refusals];
  let figures: Figures = observation.figures;
  for (const figure of WATCHED) {
    const count = observation.figures[figure];
    if (count === null) continue;
    const perDay = figure === 'users' ? LEAP.usersPerDay : statusesPerDay(observation.figures.users);
    const most = count <= perDay ? null : mostBelieved(db, id, figure, at, perDay);
    const { rule, samples } = judgeCount(past[figure], doubts[figure] ?? [], { at, count }, most);
    if (samples.length > 0 || doubts[figure] !== undefined) saveDoubt(db, id, figure, samples);
    if (rule === null && figure === 'users' && isFarBelow(past.users, count))
      withdrawClaim(db, id, at, count);
    if (rule === null) continue;
    refusals.push(refuse(figure, rule, count));
    if (rule === 'erratic') {
      refusals.push(...others(figures, figure));
      figures = quarantine(figures).figures;
      withdrawDice(db, id, samples, at);
    } else {
      figures = without(figures, HELD_WITH[figure]);
    }
  }
  return overruled(decisionsOn(db, id, dayOf(at)), { ...observation, figures, refusals });
}

/** The highest count that is believed without waiting, after that of an earlier day; `null`: any. */
function mostBelieved(db: Database, id: number, figure: Watched, at: number, perDay: number): number | null {
  const before = figureBefore(db, id, figure, dayOf(at));
  return before === null ? null : before.count + perDay * (dayOf(at) - before.day);
}

function statusesPerDay(users: number | null): number {
  return Math.max(LEAP.statusesPerDay, LEAP.statusesPerUserAndDay * (users ?? 0));
}

/** A fall that was confirmed, and is of a size that newcomers are asked about. */
function isFarBelow(before: number | null, count: number): boolean {
  return before !== null && before >= NEWCOMER.users && before > count * LEAP.factor;
}

/** What is not believed beside a figure that is drawn by lot. */
function others(figures: Figures, drawn: Figure): readonly Refusal[] {
  const told = FIGURES.filter((figure) => figure !== drawn && figures[figure] !== null);
  return told.map((figure) => refuse(figure, 'with-users', figures[figure]));
}

/** Dice take a few throws to be known: what was believed of them since the first one is taken back. */
function withdrawDice(db: Database, id: number, samples: readonly Sample[], at: number): void {
  const first = samples.find((sample) => sample.at > 0)?.at ?? at;
  withdrawDays(db, id, FIGURES, [firstUnproven(db, id, dayOf(first)), dayOf(at)], 'erratic');
}

/** What whoever runs the site has decided goes before every rule. */
function overruled(decisions: ReadonlyMap<Figure, Decision>, observation: Observation): Observation {
  if (decisions.size === 0) return observation;
  const figures: Record<Figure, number | null> = { ...observation.figures };
  let refusals = [...observation.refusals];
  for (const [figure, decision] of decisions) {
    const told = figures[figure];
    if (decision === 'accept') {
      const raw = refusals.find((refusal) => refusal.figure === figure)?.raw ?? '';
      if (told === null && /^\d{1,15}$/.test(raw)) figures[figure] = Number(raw);
      refusals = refusals.filter((refusal) => refusal.figure !== figure);
    } else if (told !== null) {
      figures[figure] = null;
      refusals.push(refuse(figure, 'overruled', told));
    }
  }
  return { ...observation, figures, refusals };
}

/** Whoever makes up accounts makes up active ones too. */
const HELD_WITH: Readonly<Record<(typeof WATCHED)[number], readonly Figure[]>> = {
  users: ['users', 'activeMonth', 'activeHalfYear', 'activeWeek'],
  statuses: ['statuses'],
};

function without(figures: Figures, unknown: readonly Figure[]): Figures {
  return { ...figures, ...Object.fromEntries(unknown.map((figure) => [figure, null])) };
}
