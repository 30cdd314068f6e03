/** Whether a large newcomer is to be believed: what it tells of itself, and what is known around it. Decides; the store takes out and puts back. */
import { admitNewcomer, aroundOf, holdNewcomer, largeNewcomers } from '../db/trust/newcomers.ts';
import type { Around, Newcomer, Told } from '../db/trust/newcomers.ts';
import type { Database } from '../db/open.ts';
import { LEAP, NEWCOMER } from '../db/trust/rules.ts';
import { dayOf } from '../db/time.ts';

/** Two tellings of a steady instance differ by no more than this share. */
const STEADY = 0.25;

/**
 * Goes through the few large newcomers after visits were recorded, as a part of the caller's transaction: in whatever order
 * a pass meets them, in the end all are held against the same.
 */
export function screenNewcomers(db: Database): void {
  for (const newcomer of largeNewcomers(db)) {
    const around = aroundOf(db, newcomer);
    const since = believedSince(newcomer, around);
    if (since === null) holdNewcomer(db, newcomer);
    else admitNewcomer(db, newcomer, since);
  }
}

/** @returns the day from which on the newcomer's claim is believed; `null`: it waits */
export function believedSince(newcomer: Claim, around: Around): number | null {
  const today = dayOf(newcomer.at);
  const since = steadySince(around.told, { day: today, users: newcomer.users });
  if (around.isAccepted || isGrown(around.told, newcomer.users) || today - since >= NEWCOMER.steadyDays)
    return since;
  if (around.published !== null)
    return newcomer.users <= around.published * NEWCOMER.publishedFactor ? since : null;
  return isCarried(newcomer, around) && !isOutsized(newcomer, around) ? since : null;
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

/** The first day since which it has told about the same as now. */
function steadySince(told: readonly Told[], now: Omit<Told, 'isBelieved'>): number {
  let since = now.day;
  for (const { day, users } of told) {
    const rise = now.users - users;
    const isSteady =
      Math.abs(rise) <= Math.max(users, now.users) * STEADY &&
      rise <= (LEAP.usersPerDay / 2) * Math.max(1, now.day - day);
    if (!isSteady) break;
    since = day;
  }
  return since;
}
