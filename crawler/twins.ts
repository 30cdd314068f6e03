/** Whether two names of one site are the same instance. Pure. */
import type { Likeness } from '../db/trust/doubts.ts';

/** Fresh installations are all alike: an identity takes some content. */
const MIN_STATUSES = 10;
/** Two servers that know exactly as many domains, and so many, are one. */
const MIN_CONNECTIONS = 100;

/**
 * Same software, version and title under one registrable domain, and exactly the same accounts and statuses, or exactly
 * the same number of known domains: a wildcard name or an alias, of which only the first counts.
 * @returns the elder that it is the same as; `null`: itself
 */
export function elderTwin(one: Likeness, elders: readonly Likeness[]): Likeness | null {
  return elders.find((elder) => isSame(one, elder)) ?? null;
}

function isSame(a: Likeness, b: Likeness): boolean {
  const isAlike =
    a.softwareName !== null &&
    a.title !== null &&
    a.softwareName === b.softwareName &&
    a.softwareVersion === b.softwareVersion &&
    a.title === b.title;
  return isAlike && (isSameContent(a, b) || isSameReach(a, b));
}

function isSameContent(a: Likeness, b: Likeness): boolean {
  if (a.users === null || a.statuses === null || a.statuses < MIN_STATUSES) return false;
  return a.users === b.users && a.statuses === b.statuses;
}

function isSameReach(a: Likeness, b: Likeness): boolean {
  return a.connections !== null && a.connections >= MIN_CONNECTIONS && a.connections === b.connections;
}
