/**
 * Which days of an imported series are not believed. A list of the past tells what came after: a claim that was given up
 * again is known for one, where a visit has to wait and see. Pure, and of the whole series: the order of imports decides nothing.
 */
import { LEAP, NEWCOMER, type Rule } from '../trust/rules.ts';
import { DAY } from '../time.ts';
import { CARRY_DAYS } from '../totals/counted.ts';

export type ImportedDay = {
  readonly day: number;
  readonly users: number;
  /** First and last day that its publication tells of anybody. */
  readonly published: { readonly first: number; readonly last: number };
};
export type DoubtfulDay = { readonly day: number; readonly users: number; readonly rule: Rule };

const PATIENCE_DAYS = LEAP.riseAfterSeconds / DAY;
/** A fall that lasts no longer is a slip. */
const SLIP_DAYS = 2;

/** @param days of one instance, oldest first. @returns those that are not believed */
export function doubtfulDays(days: readonly ImportedDay[]): readonly DoubtfulDay[] {
  const doubtful: DoubtfulDay[] = [];
  let believed: ImportedDay | null = null;
  for (let index = 0; index < days.length; index += 1) {
    const now = days[index];
    if (now === undefined) break;
    const claim = believed === null ? beginning(days, index) : turn(days, index, believed);
    if (claim === null) {
      believed = now;
      continue;
    }
    for (const { day, users } of days.slice(index, claim.until))
      doubtful.push({ day, users, rule: claim.rule });
    index = claim.until - 1;
  }
  return doubtful;
}

/** Days from one index up to another, that one not included. */
type Claim = { readonly until: number; readonly rule: Rule } | null;

/**
 * A newcomer that fell to a third before long, or came into a running list and was gone from it within days. Where the
 * list itself begins nobody is a newcomer: there a claim has to be short.
 */
function beginning(days: readonly ImportedDay[], index: number): Claim {
  const first = days[index];
  if (first === undefined || first.users < NEWCOMER.users) return null;
  const isLate = first.day - first.published.first >= NEWCOMER.settledDays;
  const fallen = days.findIndex((_, at) => at > index && isFallen(days, at, first));
  const end = days[fallen];
  if (end !== undefined) {
    const most = isLate ? NEWCOMER.probationDays : NEWCOMER.steadyDays;
    return end.day - first.day < most ? { until: fallen, rule: 'unconfirmed' } : null;
  }
  const last = days.at(-1) ?? first;
  const isGone = last.published.last - last.day >= NEWCOMER.steadyDays;
  const isShort = last.day - first.day < NEWCOMER.steadyDays;
  return isLate && isGone && isShort ? { until: days.length, rule: 'unconfirmed' } : null;
}

/** Far below the first figure, and not for a slip. */
function isFallen(days: readonly ImportedDay[], index: number, first: ImportedDay): boolean {
  const now = days[index];
  return now !== undefined && isLeap(now.users, first.users) && slip(days, index, first, now) === null;
}

/** A rise that was given up, or ends with the list too soon to tell; a fall that was a slip. */
function turn(days: readonly ImportedDay[], index: number, before: ImportedDay): Claim {
  const now = days[index];
  if (now === undefined) return null;
  if (isLeap(now.users, before.users)) return slip(days, index, before, now);
  if (!isLeap(before.users, now.users) && !isSteep(before, now)) return null;
  const middle = (before.users + now.users) / 2;
  const back = days.findIndex((later, at) => at > index && later.users <= middle);
  const end = days[back];
  if (end !== undefined) return end.day - now.day < PATIENCE_DAYS ? { until: back, rule: 'leap' } : null;
  // Nobody knows what happens in a gap; but overnight nobody has truthfully grown like that.
  const isOvernight = now.day - before.day <= CARRY_DAYS;
  const isShort = (days.at(-1)?.day ?? now.day) - now.day < NEWCOMER.steadyDays;
  return isOvernight && isShort ? { until: days.length, rule: 'leap' } : null;
}

function slip(days: readonly ImportedDay[], index: number, before: ImportedDay, now: ImportedDay): Claim {
  const back = days.findIndex((later, at) => at > index && !isLeap(later.users, before.users));
  const end = days[back];
  return end !== undefined && end.day - now.day <= SLIP_DAYS ? { until: back, rule: 'leap' } : null;
}

function isLeap(least: number, most: number): boolean {
  return most - least > LEAP.least && most > least * LEAP.factor;
}

function isSteep(before: ImportedDay, now: ImportedDay): boolean {
  return now.users - before.users > LEAP.usersPerDay * (now.day - before.day);
}
