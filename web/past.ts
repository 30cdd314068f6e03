/** Which register a request asks for: that of now, or as of a past day. */
import type { Database } from '../db/open.ts';
import { parseDay } from '../db/time.ts';
import { RequestError } from './failure.ts';
import type { Site } from './site.ts';

/**
 * The register as of a day, or now.
 * @param on 'YYYY-MM-DD'. @throws RequestError for a day that does not exist
 */
export function databaseOn({ db, past }: Site, on: string | undefined): Database {
  if (on === undefined) return db;
  const day = parseDay(on);
  if (day === null) throw new RequestError(400, 'invalid-parameter', `on: there is no day ${on}.`);
  return past.on(day);
}
