/** Holds a count against those told before it: a leap waits for a second sample, dice are not believed at all. Pure. */
import type { Sample } from '../db/trust/doubts.ts';
import { DICE, LEAP } from '../db/trust/rules.ts';

/** Two samples of a leap agree within this share: instances that grow so fast grow on. */
const AGREEMENT = 0.25;
const REMEMBERED = 8;

export type Verdict = {
  /** Why the count is not to be believed; `null`: it is. */
  readonly rule: 'leap' | 'erratic' | null;
  /** Samples to remember, oldest first; none while the figure is steady. */
  readonly samples: readonly Sample[];
};

/**
 * @param last the last figure believed; `null`: there is none, so nothing to hold it against
 * @param samples those remembered of this figure
 * @param most no count beyond it is believed without waiting; `null`: only leaps wait
 */
export function judgeCount(
  last: number | null,
  samples: readonly Sample[],
  { at, count }: { readonly at: number; readonly count: number },
  most: number | null = null,
): Verdict {
  const before: readonly Sample[] =
    samples.length > 0 ? samples : last === null ? [] : [{ at: 0, count: last, isBelieved: true }];
  const known = before.at(-1);
  const isSteep = most !== null && count > most;
  if (known === undefined || (samples.length === 0 && !isSteep && !isSwing(known.count, count))) {
    return { rule: null, samples: [] };
  }
  const told = [...before, { at, count, isBelieved: false }];
  const rule = areDice(told) ? 'erratic' : isUnconfirmedLeap(told, isSteep) ? 'leap' : null;
  const kept = remembered([...before, { at, count, isBelieved: rule === null }]);
  // A rise that waits is calm too, and must not be forgotten.
  return { rule, samples: rule === null && isCalm(kept) ? [] : kept };
}

/** The newest samples, and before them the last one believed and the first of those that wait since: a rise waits for weeks. */
function remembered(told: readonly Sample[]): readonly Sample[] {
  if (told.length <= REMEMBERED) return told;
  const believed = told.findLastIndex(({ isBelieved }) => isBelieved);
  const anchors = told.slice(Math.max(0, believed), Math.max(0, believed) + 2);
  const newest = told.slice(anchors.length - REMEMBERED);
  return [...anchors.filter((sample) => !newest.includes(sample)), ...newest].slice(0, REMEMBERED);
}

/** The newest sample leapt from the last one believed, and none before it says the same. */
function isUnconfirmedLeap(told: readonly Sample[], isSteep: boolean): boolean {
  const now = told.at(-1);
  const believed = told.findLast(({ isBelieved }) => isBelieved);
  if (now === undefined || believed === undefined) return false;
  if (!isSteep && !isLeap(believed.count, now.count)) return false;
  const wait = now.count > believed.count ? LEAP.riseAfterSeconds : LEAP.fallAfterSeconds;
  return !told.some(
    (sample) => sample.at <= now.at - wait && !sample.isBelieved && agree(sample.count, now.count),
  );
}

function isLeap(before: number, after: number): boolean {
  const most = Math.max(before, after);
  const least = Math.min(before, after);
  return most - least > LEAP.least && most > least * LEAP.factor;
}

function agree(a: number, b: number): boolean {
  return Math.abs(a - b) <= Math.max(a, b) * AGREEMENT;
}

function isSwing(before: number, after: number): boolean {
  const change = Math.abs(after - before);
  return change > DICE.least && change > Math.max(before, after) * DICE.share;
}

/** Growth swings one way and a purge once; numbers drawn anew go up and down. */
function areDice(told: readonly Sample[]): boolean {
  const swings = swingsOf(told).filter((swing) => swing !== 0);
  const turns = swings.filter((swing, index) => index > 0 && swing !== swings[index - 1]);
  return swings.length >= DICE.swings && turns.length > 0;
}

function isCalm(told: readonly Sample[]): boolean {
  const latest = swingsOf(told).slice(-DICE.calmVisits);
  return latest.length === DICE.calmVisits && latest.every((swing) => swing === 0);
}

/** From each sample to the next: 1 up, -1 down, 0 steady. */
function swingsOf(told: readonly Sample[]): number[] {
  return told.slice(1).map(({ count }, index) => {
    const before = told[index]?.count ?? count;
    return isSwing(before, count) ? Math.sign(count - before) : 0;
  });
}
