/** Which instances a pass visits, and in which order. Visits nobody. */
import { addInstances, allInstances, dueInstances, findDue, type DueInstance } from '../db/instances.ts';
import type { Domain } from '../db/model.ts';
import type { Database } from '../db/open.ts';
import { countSite, fillSites } from '../db/sites.ts';
import { interleaved } from './pace.ts';
import { isHearsay } from './schedule.ts';

/**
 * Of the names under one registrable domain that only hearsay knows, so many are visited in one pass: one, until one of
 * the site's names has answered. So a bystander whose name is spread by others sees three requests in a pass, and a
 * wildcard farm no more than an instance or two would get.
 */
const HEARSAY_OF_STRANGERS = 1;
const HEARSAY_OF_KNOWN = 3;

/** Those due, all, or the named ones, which join the register if they are new. */
export type Which = 'due' | 'all' | readonly Domain[];

/** Names that opted out or are blocked are never among them. */
export function chooseInstances(db: Database, which: Which, now: number): DueInstance[] {
  fillSites(db);
  if (which === 'due' || which === 'all') {
    const instances = which === 'all' ? allInstances(db) : dueInstances(db, now);
    return interleaved(withoutCrowds(db, instances, now), ({ site }) => site);
  }
  addInstances(db, which, 'operator', now);
  return [...new Set(which)].map((domain) => findDue(db, domain)).filter((instance) => instance !== null);
}

function withoutCrowds(db: Database, instances: readonly DueInstance[], now: number): DueInstance[] {
  const places = new Map<string, number>();
  return instances.filter((instance) => {
    if (!isHearsay(instance)) return true;
    const { site } = instance;
    const free = places.get(site) ?? placesOf(db, site, now);
    places.set(site, free - 1);
    return free > 0;
  });
}

function placesOf(db: Database, site: string, now: number): number {
  return countSite(db, site, now).settled > 0 ? HEARSAY_OF_KNOWN : HEARSAY_OF_STRANGERS;
}
