/** The names that one run takes in: what was named, through the budgets, into the register. It visits nobody. */
import { admitNames, isAdmissible, namedBy, newNames } from '../db/discoveries.ts';
import type { DueInstance } from '../db/instances.ts';
import type { Domain } from '../db/model.ts';
import type { Database } from '../db/open.ts';
import { countSite } from '../db/sites.ts';
import { DAY } from '../db/time.ts';
import { chooseNames, NAMES_PER_RUN } from './discover.ts';

/** Found within this time is recent. */
const RECENT_SECONDS = 30 * DAY;

export type Discovery = {
  /** Takes in what may come in of the names that an instance brought up, by its peers list or by pointing elsewhere. */
  take(by: Pick<DueInstance, 'id' | 'domain' | 'site'>, names: readonly Domain[]): void;
};

/** @param now the crawl's clock, Unix seconds */
export function openDiscovery(db: Database, now: () => number): Discovery {
  let left = NAMES_PER_RUN;
  return {
    take({ id, domain, site }, names) {
      const fresh = newNames(db, names);
      if (fresh.length === 0) return;
      const at = now();
      const room = {
        used: namedBy(db, site, at),
        left,
        countSite: (of: string) => countSite(db, of, at - RECENT_SECONDS),
      };
      const chosen = chooseNames(fresh, domain, room, (name) => isAdmissible(db, name, at));
      admitNames(db, { names: chosen, via: id, site }, at);
      left -= chosen.length;
    },
  };
}
