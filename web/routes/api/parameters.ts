/** Query parameters that several routes share, and how they are read. Nothing here touches the database. */
import { Type } from 'typebox';
import { parseDomain } from '../../../db/domain.ts';
import type { Domain } from '../../../db/model.ts';
import { DAY, dayStart, parseDay } from '../../../db/time.ts';
import { RequestError } from '../../failure.ts';
import { OneOf } from './schemas.ts';

export const DomainParameter = Type.Object({
  domain: Type.String({
    maxLength: 253,
    description: 'Host name of the instance, such as mastodon.example.',
  }),
});

export const Format = Type.Optional(
  OneOf(['json', 'csv'], {
    description: 'The form of the answer; .csv after the path and Accept: text/csv ask for CSV as well.',
  }),
);

/** What a route takes that can be asked of a past day; `databaseOn` and `readOn` in web/past.ts read it. */
export const OnParameter = Type.Optional(
  Type.String({
    maxLength: 10,
    description:
      'As of the end of a past day, YYYY-MM-DD: figures and profiles as they were known then. The state is told from silence; what is known of the present alone is null.',
  }),
);

const Time = (description: string) =>
  Type.Optional(
    Type.String({
      pattern: '^([0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,11})$',
      description: `${description} A day (YYYY-MM-DD, UTC) or Unix seconds; the whole day counts.`,
    }),
  );
export const Span = { from: Time('Not before this time.'), until: Time('Not after this time.') };

/** @throws RequestError when it is no host name */
export function readDomain(text: string, allowedSuffixes: readonly string[]): Domain {
  const domain = parseDomain(text, allowedSuffixes);
  if (domain === null)
    throw new RequestError(400, 'not-a-domain', `"${text}" is not the host name of an instance.`);
  return domain;
}

/** Unix seconds, both ends included. @throws RequestError for days that do not exist and spans that end before they start */
export function readSpan(query: { readonly from?: string; readonly until?: string }): {
  from?: number;
  until?: number;
} {
  const from = query.from === undefined ? undefined : readTime('from', query.from, 0);
  const until = query.until === undefined ? undefined : readTime('until', query.until, DAY - 1);
  if (from !== undefined && until !== undefined && from > until) {
    throw new RequestError(400, 'invalid-parameter', 'from is after until.');
  }
  return { ...(from === undefined ? {} : { from }), ...(until === undefined ? {} : { until }) };
}

/** @param offset seconds into the day, where a day was given */
function readTime(name: string, text: string, offset: number): number {
  if (/^[0-9]+$/.test(text)) return Number(text);
  const day = parseDay(text);
  if (day === null) throw new RequestError(400, 'invalid-parameter', `${name}: there is no day ${text}.`);
  return dayStart(day) + offset;
}

const MAX_PAGE = 500;
const DEFAULT_PAGE = 50;

/** How many at once. @param what the things listed, in the plural, capital first */
export function Limit(what: string) {
  return Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: MAX_PAGE,
      description: `${what} on a page, at most: ${DEFAULT_PAGE} by default, ${MAX_PAGE} in CSV.`,
    }),
  );
}

export const After = Type.Optional(
  Type.String({ maxLength: 600, description: 'What the page before gave as next.' }),
);

export function pageSize(limit: number | undefined, isCsv: boolean): number {
  return limit ?? (isCsv ? MAX_PAGE : DEFAULT_PAGE);
}

/** A page of a list. @throws RequestError for a cursor that `read` does not take (a RangeError) */
export function pageAfter<Page>(read: () => Page): Page {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) throw new RequestError(400, 'invalid-cursor', `after: ${error.message}`);
    throw error;
  }
}
