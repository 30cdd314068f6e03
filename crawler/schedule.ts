/**
 * When to visit an instance next, and what state the last visit left it in. Pure: time and chance are arguments.
 * The rhythm: four visits a day while it answers; after a failure, a delay fitted to its kind that doubles up to a month.
 */
import type { Failure, FailureKind, ProbeResult, State } from '../db/model.ts';
import { DAY, HOUR, WEEK } from '../db/time.ts';
import type { DueInstance } from '../db/instances.ts';
import type { Plan } from '../db/record.ts';

/** Four points a day are enough for daily figures that survive one bad hour. */
export const PERIOD_SECONDS = 6 * HOUR;
/** Dead hosts are asked monthly for ever: servers come back. */
const MAX_BACKOFF_SECONDS = 30 * DAY;
/** Without an answer for this long an instance counts as gone. */
const GONE_AFTER_SECONDS = 30 * DAY;
/** Spread over +-10 % so that instances found together do not stay due together. */
const JITTER = 0.2;
/** After a first answer over half a period each way: lists are added, and first visited, all at once. */
const FIRST_JITTER = 1;

/**
 * A name that somebody else brought up and that never answered is asked this often, with these delays in between: four
 * times within its first month. Then it is forgotten.
 */
const HEARSAY_DELAY_SECONDS = [DAY, 6 * DAY, 3 * WEEK] as const;
const HEARSAY_VISITS = HEARSAY_DELAY_SECONDS.length + 1;

/** First delay after a failure: short where a restart mends it, long where an administrator must act. */
const FIRST_DELAY_SECONDS: Readonly<Record<FailureKind, number>> = {
  connect: HOUR,
  timeout: HOUR,
  http: HOUR,
  protocol: 3 * HOUR,
  'rate-limited': 6 * HOUR,
  dns: 6 * HOUR,
  tls: 6 * HOUR,
  'too-large': DAY,
  malformed: DAY,
  unsupported: DAY,
  identity: DAY,
  redirect: WEEK,
  'blocked-address': WEEK,
  withheld: WEEK,
  gone: 30 * DAY,
  // Recorded only while others are well: then it is this one's name servers that fail.
  resolver: HOUR,
  'own-side': HOUR,
};

/**
 * @param failures consecutive failed visits, at least 1
 * @param random uniform in [0, 1)
 * @returns seconds to leave the instance alone
 */
export function backoffSeconds(kind: FailureKind, failures: number, random: number): number {
  const base = FIRST_DELAY_SECONDS[kind] * 2 ** Math.min(failures - 1, 20);
  return jittered(Math.min(base, MAX_BACKOFF_SECONDS), random);
}

/** What becomes of an instance after a visit. */
export function planAfter(
  before: DueInstance,
  result: ProbeResult & { readonly retryAt?: number | null },
  random: number,
): Plan {
  if (result.ok) {
    const jitter = before.state === 'discovered' ? FIRST_JITTER : JITTER;
    return {
      state: 'up',
      failures: 0,
      failingSince: null,
      nextProbeAt: Math.max(result.at + jittered(PERIOD_SECONDS, random, jitter), result.retryAt ?? 0),
    };
  }
  const { failure, at } = result;
  const failures = before.failures + 1;
  const isOurs = failure.kind === 'own-side';
  const failingSince = isOurs ? before.failingSince : (before.failingSince ?? at);
  const delay = isHearsay(before)
    ? jittered(HEARSAY_DELAY_SECONDS[failures - 1] ?? MAX_BACKOFF_SECONDS, random)
    : backoffSeconds(failure.kind, failures, random);
  const nextProbeAt = Math.max(at + delay, failure.retryAt ?? 0);
  return {
    state: stateAfter(before, failure, at - (failingSince ?? at)),
    failures,
    failingSince,
    nextProbeAt,
  };
}

/** Whether only others have ever said that this is an instance. */
export function isHearsay({ addedBy, lastAnswerAt }: DueInstance): boolean {
  return lastAnswerAt === null && (addedBy === 'peer' || addedBy === 'visitor');
}

/** Whether a name has had its chances. Those that people vouched for are never forgotten. */
export function isToForget(before: DueInstance, plan: Plan): boolean {
  return isHearsay(before) && plan.state !== 'up' && plan.failures >= HEARSAY_VISITS;
}

/** Our own trouble changes nothing. A busy instance answers, and one that never answered is not yet failing. */
function stateAfter(before: DueInstance, failure: Failure, failingSeconds: number): State {
  if (failure.kind === 'own-side') return before.state;
  if (failure.kind === 'withheld') return 'withheld';
  if (failure.kind === 'gone') return 'gone';
  if (failure.kind === 'redirect' && failure.target !== null) return 'moved';
  if (failingSeconds >= GONE_AFTER_SECONDS) return 'gone';
  if (failure.kind === 'rate-limited') return before.state;
  return before.state === 'discovered' ? 'discovered' : 'failing';
}

function jittered(seconds: number, random: number, jitter: number = JITTER): number {
  return Math.round(seconds * (1 - jitter / 2 + jitter * random));
}
