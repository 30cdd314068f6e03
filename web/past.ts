/** Which register a request asks for: that of now, or as of a past day. */
import type { Domain } from '../db/model.ts';
import type { Database } from '../db/open.ts';
import { dayOf, parseDay } from '../db/time.ts';
import { RequestError } from './failure.ts';
import type { Site } from './site.ts';

/** @throws RequestError for a day that does not exist, or has not come yet */
function readDay(site: Site, on: string): number {
  const day = parseDay(on);
  if (day === null) throw new RequestError(400, 'invalid-parameter', `on: there is no day ${on}.`);
  if (day > dayOf(site.now()))
    throw new RequestError(400, 'invalid-parameter', `on: ${on} has not come yet.`);
  return day;
}

/**
 * The register as of a day, or now.
 * @param on 'YYYY-MM-DD'. @throws RequestError for a day that does not exist, or has not come yet
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
