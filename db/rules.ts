/** The rules by which a told figure is not believed, each once: names, and the thresholds that code and pages alike read. Judges nothing. */
import { DAY, HOUR } from './time.ts';

/**
 * negative … not-a-number: no count at all · above-ceiling, active-above-users, users-without-statuses: no instance is like
 * that · contradicted: two answers of one instance disagree · leap: waits for confirmation · erratic: drawn anew each time ·
 * with-users: told beside accounts that are not believed · overruled: by whoever runs the site.
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
  'erratic',
  'with-users',
  'overruled',
] as const;
export type Rule = (typeof RULES)[number];

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
 * servers of this size hold 5 to 100 statuses per account; one per hundred accounts is none.
 */
export const CROWD = { users: 50_000, usersPerStatus: 100 } as const;

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
} as const;

/** A change that no steady server shows from one visit to the next; so many of them, up and down, are dice. */
export const DICE = { share: 0.25, least: 100, swings: 3, calmVisits: 4 } as const;
