/** Holds a count against those told before it: a leap waits for a second sample, dice are not believed at all. Pure. */
import type { Sample } from '../db/doubts.ts';
import { HOUR } from '../db/time.ts';

/** A change beyond both of these is a leap: three times as much or as little, and by more than so many. */
const LEAP_FACTOR = 3;
const LEAP_LEAST = 10_000;
/** A leap is believed when a sample so much later agrees. A period of visits is 6 hours, give or take a tenth. */
const CONFIRMED_AFTER = 5 * HOUR;
/** Two samples of a leap agree within this share: instances that grow so fast grow on. */
const AGREEMENT = 0.25;

/** A change that no steady server shows from one visit to the next: a quarter, and more than so many. */
const SWING_SHARE = 0.25;
const SWING_LEAST = 100;
/** Of the samples remembered, this many swings, with at least one turn between them, are dice. */
const DICE_SWINGS = 3;
/** After so many samples without a swing a figure is steady again, and its samples are forgotten. */
const CALM = 4;
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
 */
export function judgeCount(
  last: number | null,
  samples: readonly Sample[],
  { at, count }: { readonly at: number; readonly count: number },
): Verdict {
  const before: readonly Sample[] =
    samples.length > 0 ? samples : last === null ? [] : [{ at: 0, count: last, isBelieved: true }];
  const known = before.at(-1);
  if (known === undefined || (samples.length === 0 && !isSwing(known.count, count))) {
    return { rule: null, samples: [] };
  }
  const told = [...before, { at, count, isBelieved: false }];
  const rule = areDice(told) ? 'erratic' : isUnconfirmedLeap(told) ? 'leap' : null;
  const kept = [...before, { at, count, isBelieved: rule === null }].slice(-REMEMBERED);
  return { rule, samples: rule === null && isCalm(kept) ? [] : kept };
}

/** The newest sample leapt from the last one believed, and none before it says the same. */
function isUnconfirmedLeap(told: readonly Sample[]): boolean {
  const now = told.at(-1);
  const believed = told.findLast(({ isBelieved }) => isBelieved);
  if (now === undefined || believed === undefined || !isLeap(believed.count, now.count)) return false;
  return !told.some(
    (sample) => sample.at <= now.at - CONFIRMED_AFTER && !sample.isBelieved && agree(sample.count, now.count),
  );
}

function isLeap(before: number, after: number): boolean {
  const most = Math.max(before, after);
  const least = Math.min(before, after);
  return most - least > LEAP_LEAST && most > least * LEAP_FACTOR;
}

function agree(a: number, b: number): boolean {
  return Math.abs(a - b) <= Math.max(a, b) * AGREEMENT;
}

function isSwing(before: number, after: number): boolean {
  const change = Math.abs(after - before);
  return change > SWING_LEAST && change > Math.max(before, after) * SWING_SHARE;
}

/** Growth swings one way and a purge once; numbers drawn anew go up and down. */
function areDice(told: readonly Sample[]): boolean {
  const swings = swingsOf(told).filter((swing) => swing !== 0);
  const turns = swings.filter((swing, index) => index > 0 && swing !== swings[index - 1]);
  return swings.length >= DICE_SWINGS && turns.length > 0;
}

function isCalm(told: readonly Sample[]): boolean {
  const latest = swingsOf(told).slice(-CALM);
  return latest.length === CALM && latest.every((swing) => swing === 0);
}

/** From each sample to the next: 1 up, -1 down, 0 steady. */
function swingsOf(told: readonly Sample[]): number[] {
  return told.slice(1).map(({ count }, index) => {
    const before = told[index]?.count ?? count;
    return isSwing(before, count) ? Math.sign(count - before) : 0;
  });
}
