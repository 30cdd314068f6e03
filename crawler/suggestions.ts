/** Takes the instances that visitors suggested into the register, as far as they may come in, and makes those due that they want checked again. Visits nobody. */
import { addInstances } from '../db/instances.ts';
import { registrableDomain } from '../db/domain.ts';
import type { Database } from '../db/open.ts';
import { countSite } from '../db/sites.ts';
import { dropSuggestion, suggestionFolder, waitingSuggestions } from '../db/suggestions.ts';
import { DAY } from '../db/time.ts';
import { hasten } from '../db/visits/visits.ts';

/** New names by visitors in one run; the others wait for the next. */
const NAMES_PER_RUN = 100;
/** Names under one registrable domain that never answered: more of them are no suggestion but a farm. */
const SILENT_PER_SITE = 5;
const RECENT_SECONDS = 30 * DAY;

/**
 * @param now Unix seconds; what comes in is due at once
 * @returns how many joined the register
 */
export function takeSuggestions(
  db: Database,
  databasePath: string,
  allowedSuffixes: readonly string[],
  now: number,
): number {
  const folder = suggestionFolder(databasePath);
  if (folder === null) return 0;
  let added = 0;
  for (const domain of waitingSuggestions(folder, allowedSuffixes).slice(0, NAMES_PER_RUN)) {
    // Of a name that is known already a visitor can only want that it is visited.
    hasten(db, domain, now);
    const { silent } = countSite(db, registrableDomain(domain), now - RECENT_SECONDS);
    // Those that opted out or are blocked are passed over by the register itself.
    if (silent < SILENT_PER_SITE) added += addInstances(db, [domain], 'visitor', now);
    // Only now: a crash before this line takes the name up again, which changes nothing.
    dropSuggestion(folder, domain);
  }
  return added;
}
