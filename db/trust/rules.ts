/** The rules by which a told figure is not believed, each once: names, and the thresholds that code and pages alike read. Judges nothing. */
import { DAY, HOUR } from '../time.ts';

/**
 * negative … not-a-number: no count at all · above-ceiling, active-above-users, users-without-statuses: no instance is like
 * that · contradicted: two answers of one instance disagree · leap: waits for confirmation · unconfirmed: a large newcomer that
 * nobody else knows, waits too · erratic: drawn anew each time · twin: another name of an instance counted already · joke: a
 * number that is one · machine: accounts of a relay or bridge · zeroed: zeros told in place of counts · with-users: told beside accounts that are not believed · overruled: by whoever runs the site.
 */
export const RULES = [
  'negative',
  'fractional',
  'beyond-2^53',
  'not-a-number',
  'above-ceiling',
  'active-above-users',
  'users-without-statuses',
  'contradicted',
  'leap',
  'unconfirmed',
  'erratic',
  'twin',
  'joke',
  'machine',
  'zeroed',
  'with-users',
  'overruled',
] as const;
export type Rule = (typeof RULES)[number];

/** Rules that refuse a count without doubting who tells it: what is told beside it stands. */
export const NO_LIES: ReadonlySet<string> = new Set<Rule>(['machine', 'zeroed']);

/**
 * Above these nobody has ever truthfully told: the largest instance has 3.2 million users (2026) and 170 million
 * statuses; no list of remote domains reached 200,000.
 */
export const CEILING = { users: 20_000_000, statuses: 100_000_000_000, connections: 1_000_000 } as const;

/**
 * More active than registered is legal: deleted accounts stay in Mastodon's login tracker for weeks. Three times as many,
 * plus some for tiny servers, is not.
 */
export const ACTIVE = { factor: 3, allowance: 100 } as const;

/**
 * Below this many users nobody gains by lying, and spam waves do leave accounts without statuses. Crowds write: real
 * servers of this size hold 5 to 100 statuses per account; one per hundred accounts is none. From `idleUsers` on the same
 * holds where less than `idleShare` of them are active: totals that count remote accounts (Lemmy 0.17 told 74,234 with 5
 * active and 2 posts), and accounts that machines signed up.
 */
export const CROWD = { users: 50_000, usersPerStatus: 100, idleUsers: 5_000, idleShare: 1 / 1_000 } as const;

/** Told on purpose as accounts: the number of code points of Unicode, and one that people find funny. */
export const JOKES: readonly number[] = [1_114_112, 69_420];

/**
 * Two sources of one instance that tell numbers of accounts this far apart contradict each other (compatibility APIs that
 * count remote accounts, NodeInfo put by hand). Neither is believed: the smaller one would be as much of a guess.
 */
export const CONTRADICTION = { factor: 3, least: 1_000 } as const;

/**
 * A change beyond both of `factor` and `least` from one believed figure to the next is a leap. A fall is believed when a
 * visit so much later says the same (a period of visits is 6 hours, give or take a tenth): purges and lost databases are
 * common. A rise waits for weeks: the liars that moved the published totals of others by a million did so for 4 to 39
 * days, and no instance is known to have truthfully tripled by tens of thousands overnight.
 */
export const LEAP = {
  factor: 3,
  least: 10_000,
  fallAfterSeconds: 5 * HOUR,
  riseAfterSeconds: 45 * DAY,
  /**
   * So many more accounts a day than on the last day that was believed are a leap whatever the factor: in the weeks of
   * November 2022 the largest instance gained some 20,000 a day, and the whole network about 130,000.
   */
  usersPerDay: 100_000,
  /**
   * The same for posts, or so many for each account where that is more: a bot that mirrors another site writes some 3,000 a
   * day, and the busiest instance some 300,000; counters that run away tell a million at once.
   */
  statusesPerDay: 300_000,
  statusesPerUserAndDay: 100,
} as const;

/**
 * A rise from nothing is a rise: who is first seen with at least so many accounts is not believed at once. It counts at
 * once where a list of others told about as many (`publishedFactor`). It waits where its own figures do not carry such a
 * crowd: fewer posts than accounts, hardly anybody or nearly everybody active, hardly a connection, an activity log of a
 * small server. It waits as well where it alone would move the totals: once this register is `settledDays` old, from a
 * `shareOfAll` of all other accounts on; before that, where it is `timesLargest` as large as the largest of at least
 * `among` others. Who waits is counted, with all its days, after `steadyDays` of telling about the same: of the liars that
 * moved the totals of others all but one gave up within days. One that falls to a third of its claim within
 * `probationDays` loses the days of the claim again: the most patient kept it up for 39.
 */
export const NEWCOMER = {
  users: 50_000,
  publishedFactor: 3,
  leastActiveShare: 1 / 1_000,
  mostActiveShare: 0.75,
  leastConnections: 100,
  settledDays: 3,
  shareOfAll: 0.01,
  timesLargest: 10,
  among: 5,
  steadyDays: 14,
  probationDays: 45,
} as const;

/** A change that no steady server shows from one visit to the next; so many of them, up and down, are dice. */
export const DICE = { share: 0.25, least: 100, swings: 3, calmVisits: 4 } as const;

/**
 * Two names that tell the same number of accounts, and posts that differ by no more than this share, are two names of one
 * instance, wherever they lie; both counts have to be as large as this, because small ones agree by chance. (In a list of
 * 12,000 instances of 2023 all eleven such pairs were aliases.)
 */
export const TWIN = { users: 1_000, statusesShare: 0.01 } as const;
