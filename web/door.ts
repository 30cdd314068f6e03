/** The door through which visitors' forms reach the crawler: who may knock, how often, and the handing over. It never writes to the database. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Domain } from '../db/model.ts';
import { offerSuggestion, suggestionFolder } from '../db/suggestions.ts';
import type { Site } from './site.ts';

/** Names of one address in a minute, and of all together: people type, floods do not. */
export const HANDED_PER_MINUTE = { address: 5, all: 60 };
const MINUTE_SECONDS = 60;

/** Whether one more may pass. @param now Unix seconds */
export type Budget = (now: number) => boolean;

/** Lets a scope read forms, up to so many bytes. */
export function readForms(app: FastifyInstance, bodyLimit: number): void {
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit },
    (_request, body, done) => done(null, new URLSearchParams(String(body))),
  );
}

/** At most so many in any minute, of all forms together. */
export function makeBudget(most: number = HANDED_PER_MINUTE.all): Budget {
  let [minute, used] = [-1, 0];
  return (now) => {
    const current = Math.floor(now / MINUTE_SECONDS);
    if (current !== minute) [minute, used] = [current, 0];
    used += 1;
    return used <= most;
  };
}

/**
 * Whether a form comes from our own page. Browsers say so in one header or the other; what says neither is a program, and
 * has no business here.
 */
export function isOwnForm(request: FastifyRequest): boolean {
  const fetched = request.headers['sec-fetch-site'];
  if (fetched !== undefined) return fetched === 'same-origin';
  const { origin } = request.headers;
  const from = origin === undefined ? null : URL.parse(origin);
  return from !== null && from.host === request.headers.host;
}

/** Hands a name to the crawler, which decides what becomes of it. @returns why it could not; `null`: done */
export function handOver(site: Site, domain: Domain): 'full' | 'unavailable' | null {
  const folder = suggestionFolder(site.settings.databasePath);
  if (folder === null || site.settings.isReadOnly) return 'unavailable';
  try {
    return offerSuggestion(folder, domain) === 'full' ? 'full' : null;
  } catch {
    // The folder cannot be written: a matter for the operator, and nothing a visitor can mend.
    return 'unavailable';
  }
}
