/** Which register a request asks for: that of now, or as of a past day. */
import type { Domain } from '../db/model.ts';
import type { Database } from '../db/open.ts';
import { newestDay } from '../db/series/series.ts';
import { dayOf, dayText, parseDay } from '../db/time.ts';
import { CARRY_DAYS } from '../db/totals/counted.ts';
import { RequestError } from './failure.ts';
import type { Site } from './site.ts';

/**
 * The newest day that can be asked for, days since 1970-01-01: on later ones everybody would seem to be silent who only was
 * not asked. Today is never later: the first visit of it may still be to come.
 */
export function lastAskable(site: Site): number {
  const newest = newestDay(site.db);
  const today = dayOf(site.now());
  return newest === null ? today : Math.min(today, newest + CARRY_DAYS);
}

/** @throws RequestError for a day that does not exist, has not come yet, or of which nothing is stored any more */
function readDay(site: Site, on: string): number {
  const day = parseDay(on);
  if (day === null) throw new RequestError(400, 'invalid-parameter', `on: there is no day ${on}.`);
  if (day > dayOf(site.now()))
    throw new RequestError(400, 'invalid-parameter', `on: ${on} has not come yet.`);
  const last = lastAskable(site);
  if (day > last)
    throw new RequestError(
      400,
      'invalid-parameter',
      `on: nothing is known of ${on}; the newest figures are of ${dayText(last - CARRY_DAYS)}.`,
    );
  return day;
}

/**
 * The register as of a day, or now.
 * @param on 'YYYY-MM-DD'. @throws RequestError for a day that does not exist, has not come yet, or is past all figures
 */
export function databaseOn(site: Site, on: string | undefined): Database {
  return on === undefined ? site.db : site.past.on(readDay(site, on));
}

/**
 * Reads what is known of a few instances (of none: of the network's totals) as of a day, or now; made within milliseconds.
 * @param on 'YYYY-MM-DD'. @throws RequestError as `databaseOn`
 */
export function readOn<T>(
  site: Site,
  on: string | undefined,
  among: readonly Domain[],
  read: (db: Database) => T,
): T {
  return on === undefined ? read(site.db) : site.past.of(readDay(site, on), among, read);
}
