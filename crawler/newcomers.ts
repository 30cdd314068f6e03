/** Whether a large newcomer is to be believed: what it tells of itself, and what is known around it. Decides; the store takes out and puts back. */
import { admitNewcomer, aroundOf, crowdOf, holdNewcomer, largeNewcomers } from '../db/trust/newcomers.ts';
import type { Around, Newcomer, Told } from '../db/trust/newcomers.ts';
import type { Database } from '../db/open.ts';
import { LEAP, NEWCOMER } from '../db/trust/rules.ts';
import { dayOf } from '../db/time.ts';

/** Two tellings of a steady instance differ by no more than this share. */
const STEADY = 0.25;

/**
 * Goes through the few large newcomers after visits were recorded, as a part of the caller's transaction: in whatever order
 * a pass meets them, in the end all are held against the same.
 * @param justTold instances whose visits that transaction records
 */
export function screenNewcomers(db: Database, justTold: ReadonlySet<number>): void {
  const newcomers = largeNewcomers(db);
  if (newcomers.length === 0) return;
  const crowd = crowdOf(db);
  for (const newcomer of newcomers) {
    const around = aroundOf(db, newcomer, crowd);
    const since = believedSince(newcomer, around);
    if (since !== null) admitNewcomer(db, newcomer, since);
    else if (newcomer.isHeld === 0) {
      // Who was believed before keeps those days: one odd visit is one odd visit.
      const fromDay = isKnown(newcomer, around.told) ? dayOf(newcomer.at) : newcomer.firstDay;
      holdNewcomer(db, newcomer, fromDay, justTold.has(newcomer.instance));
    }
  }
}

/** @returns the day from which on the newcomer's claim is believed; `null`: it waits */
export function believedSince(newcomer: Claim, around: Around): number | null {
  const { at, users } = newcomer;
  const today = dayOf(at);
  const since = steadySince(around.told, { day: today, users });
  if (users < NEWCOMER.users || around.isAccepted) return since;
  if (isGrown(around.told, users) || today - since >= NEWCOMER.steadyDays) return since;
  if (around.published !== null && users <= around.published * NEWCOMER.publishedFactor) return since;
  if (!isCarried(newcomer, around)) return null;
  return isKnown(newcomer, around.told) || !isOutsized(newcomer, around) ? since : null;
}

/** Whether about as large a claim was believed on an earlier day. */
function isKnown({ at, users }: Pick<Claim, 'at' | 'users'>, told: readonly Told[]): boolean {
  return told.some(
    (one) =>
      one.isBelieved &&
      one.day < dayOf(at) &&
      one.users >= NEWCOMER.users &&
      one.users * LEAP.factor >= users,
  );
}

export type Claim = Pick<Newcomer, 'at' | 'users' | 'activeMonth' | 'statuses' | 'connections'>;

/** Whether what else it tells could be of so many accounts; what it does not tell speaks neither for nor against it. */
function isCarried({ users, activeMonth, statuses, connections }: Claim, { weekLogins }: Around): boolean {
  const least = users * NEWCOMER.leastActiveShare;
  return (
    (statuses === null || statuses >= users) &&
    (activeMonth === null || (activeMonth >= least && activeMonth <= users * NEWCOMER.mostActiveShare)) &&
    (connections === null || connections >= NEWCOMER.leastConnections) &&
    (weekLogins === null || weekLogins >= least)
  );
}

/** Whether it alone would move the totals. */
function isOutsized({ users }: Claim, { registerDays, others, largest, total }: Around): boolean {
  if (registerDays !== null && registerDays >= NEWCOMER.settledDays)
    return users >= total * NEWCOMER.shareOfAll;
  return others >= NEWCOMER.among && users > largest * NEWCOMER.timesLargest;
}

/** Whether it has grown to its size day by day under our eyes, out of one that is believed of anybody. */
function isGrown(told: readonly Told[], users: number): boolean {
  let later = users;
  for (const { users: before, isBelieved } of told) {
    if (!isBelieved || later - before > later * STEADY) return false;
    if (before < NEWCOMER.users) return true;
    later = before;
  }
  return false;
}

/** The first day since which it has told about the same, or grown evenly, by no more than to three times as many. */
function steadySince(told: readonly Told[], now: Omit<Told, 'isBelieved'>): number {
  let later = now;
  for (const one of told) {
    const days = Math.max(1, later.day - one.day);
    const rise = later.users - one.users;
    const isEven =
      Math.abs(rise) <= Math.max(one.users, later.users) * STEADY * days &&
      rise <= (LEAP.usersPerDay / 2) * days &&
      now.users <= one.users * LEAP.factor;
    if (!isEven) break;
    later = one;
  }
  return later.day;
}
