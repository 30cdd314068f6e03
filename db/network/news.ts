/** What happened lately in the register: read from dated profiles and states, nothing is stored for it. */
import { seenBefore } from '../past/as-of.ts';
import { isChange } from '../changes.ts';
import { decodeCursor, encodeCursor } from '../directory/cursor.ts';
import type { Domain, Registrations } from '../model.ts';
import type { Database } from '../open.ts';
import { prepared } from '../prepared.ts';
import type { ProfileRow } from '../profiles.ts';
import { PROFILE_FIELDS } from '../profiles.ts';
import { DAY } from '../time.ts';

export const NEWS_KINDS = ['appeared', 'opened', 'closed', 'upgraded', 'rules', 'gone', 'moved'] as const;
export type NewsKind = (typeof NEWS_KINDS)[number];
export type News = {
  /** Unix seconds. */
  readonly at: number;
  readonly domain: Domain;
  readonly title: string | null;
  /** NodeInfo name, as of then; as of now for gone and moved. */
  readonly softwareName: string | null;
  /** appeared: answered for the first time, and nobody had published it before. */
  readonly what: NewsKind;
  /** opened, closed: registrations; upgraded: versions; moved: `after` is the other host; else `null`. */
  readonly before: string | null;
  readonly after: string | null;
};

/** Profiles looked at for news: enough for a page of it, and a bound on what one page may cost. */
const SCANNED_PROFILES = 2_000;
/** An instance is gone after so many days without an answer (see `STATES`). */
const GONE_DAYS = 30;
/** After every other event of its time and domain. */
const LAST_KIND: NewsKind = 'moved';

export type NewsPage = {
  readonly items: readonly News[];
  /** Where the next page begins, opaque; `null`: this was the last. */
  readonly next: string | null;
};
/** A place in the list, which is ordered by time (newest first), then domain, then kind. */
type Place = { readonly at: number; readonly domain: string; readonly what: NewsKind };

/** The newest events, newest first. */
export function news(db: Database, limit: number): readonly News[] {
  return newsPage(db, limit).items;
}

/**
 * One page of the events, newest first; pages never repeat or skip one.
 * A page may be short or empty with more to come: only so many profiles are looked at for one.
 * @param after what the page before gave as `next`
 * @throws RangeError for a cursor that is none of ours
 */
export function newsPage(db: Database, limit: number, after?: string): NewsPage {
  const place = after === undefined ? BEGINNING : readPlace(after);
  const { found, horizon } = profileNews(db, limit + 1, place);
  const all = [...found, ...endings(db, limit + 1, place)]
    .filter((item) => horizon === null || !isAfter(item, horizon))
    .sort(inOrder);
  const items = all.slice(0, limit);
  const last = all.length > limit ? items.at(-1) : horizon;
  return { items, next: last === null || last === undefined ? null : writePlace(last) };
}

function inOrder(a: Place, b: Place): number {
  if (a.at !== b.at) return b.at - a.at;
  if (a.domain !== b.domain) return a.domain < b.domain ? -1 : 1;
  return NEWS_KINDS.indexOf(a.what) - NEWS_KINDS.indexOf(b.what);
}

function isAfter(item: Place, place: Place): boolean {
  return inOrder(item, place) > 0;
}

/** What the cursors belong to. */
const CURSOR_LIST = 'news';
/** A cursor holds one number and a name: the last digit of the number says the kind. */
const KINDS_ROOM = 10;

function writePlace({ at, domain, what }: Place): string {
  return encodeCursor(CURSOR_LIST, { value: at * KINDS_ROOM + NEWS_KINDS.indexOf(what), domain });
}

function readPlace(text: string): Place {
  const { value, domain } = decodeCursor(CURSOR_LIST, text);
  const what = NEWS_KINDS[(value ?? -1) % KINDS_ROOM];
  if (value === null || what === undefined)
    throw new RangeError('The cursor does not belong to this list: start again without it.');
  return { at: Math.floor(value / KINDS_ROOM), domain, what };
}

/** Before everything: where the first page begins. */
const BEGINNING: Place = { at: Number.MAX_SAFE_INTEGER, domain: '', what: NEWS_KINDS[0] };

type Span = ProfileRow & {
  readonly instance: number;
  readonly fromAt: number;
  readonly source: number | null;
};
type NamedSpan = Span & { readonly domain: Domain };

const COLUMNS = `p.instance, p.fromAt, p.source, ${PROFILE_FIELDS.map((field) => `p.${field}`).join(', ')}`;

type Scanned = {
  readonly found: readonly News[];
  /** How far profiles were looked at; `null`: all of them, or as far as was needed. */
  readonly horizon: Place | null;
};

function profileNews(db: Database, limit: number, place: Place): Scanned {
  const found: News[] = [];
  const recent = prepared<NamedSpan>(
    db,
    `SELECT i.domain, ${COLUMNS}
     FROM main.profile AS p
     CROSS JOIN instance AS i ON i.id = p.instance
     WHERE p.source IS NULL AND p.fromAt < @before AND i.blockedAt IS NULL AND p.fromAt <= @at AND (p.fromAt < @at OR i.domain >= @domain)
     ORDER BY p.fromAt DESC, i.domain
     LIMIT ${SCANNED_PROFILES}`,
  ).all({ at: place.at, domain: place.domain, before: seenBefore(db) });
  for (const span of recent) {
    found.push(...newsOf(db, span).filter((item) => isAfter(item, place)));
    if (found.length >= limit) return { found, horizon: null };
  }
  const last = recent.length === SCANNED_PROFILES ? recent.at(-1) : undefined;
  const horizon = last === undefined ? null : { at: last.fromAt, domain: last.domain, what: LAST_KIND };
  return { found, horizon };
}

function newsOf(db: Database, span: NamedSpan): News[] {
  const before = prepared<Span>(
    db,
    `SELECT ${COLUMNS}
     FROM main.profile AS p
     WHERE p.instance = ? AND p.fromAt < ?
     ORDER BY p.fromAt DESC
     LIMIT 1`,
  ).get(span.instance, span.fromAt);
  const { fromAt: at, domain, title, softwareName } = span;
  const item = { at, domain, title, softwareName, before: null, after: null };
  if (before === undefined) return wasPublished(db, span.instance) ? [] : [{ ...item, what: 'appeared' }];
  const found: News[] = [];
  if (isChange(before, span, 'registrations')) found.push(...doorNews(item, before, span));
  if (isUpgrade(before, span)) {
    found.push({ ...item, what: 'upgraded', before: before.softwareVersion, after: span.softwareVersion });
  }
  if (isChange(before, span, 'rules') && span.rules !== '[]') found.push({ ...item, what: 'rules' });
  return found;
}

function wasPublished(db: Database, instance: number): boolean {
  const sql = 'SELECT 1 FROM day WHERE instance = ? AND source IS NOT NULL LIMIT 1';
  return prepared(db, sql).get(instance) !== undefined;
}

/** Only passing the line between closed and not closed is news; unknown is neither. */
function doorNews(item: Omit<News, 'what'>, before: Span, after: Span): News[] {
  const was: Registrations | null = before.registrations;
  const is: Registrations | null = after.registrations;
  if (was === null || is === null || (was === 'closed') === (is === 'closed')) return [];
  return [{ ...item, what: is === 'closed' ? 'closed' : 'opened', before: was, after: is }];
}

const byVersion = new Intl.Collator('en', { numeric: true });

/** A later version of the same software; going from '4.4.0-rc.1' to '4.4.0' is later too. */
function isUpgrade(before: Span, after: Span): boolean {
  const was = before.softwareVersion;
  const is = after.softwareVersion;
  if (was === null || is === null || before.softwareName !== after.softwareName) return false;
  return was.startsWith(`${is}-`) || (byVersion.compare(is, was) > 0 && !is.startsWith(`${was}-`));
}

/** Gone and moved instances, dated by when they became so: 410 and redirects at once, silence after its time. */
function endings(db: Database, limit: number, place: Place): News[] {
  return prepared<News>(
    db,
    `SELECT *
     FROM (SELECT
       CASE
         WHEN i.state = 'gone' AND i.failureKind IS NOT 'gone' THEN i.failingSince + ${GONE_DAYS * DAY}
         ELSE coalesce(i.failingSince, i.lastVisitAt)
       END AS at,
       i.domain, p.title, p.softwareName, i.state AS what, NULL AS before, iif(i.state = 'moved', i.movedTo, NULL) AS after
     FROM instance AS i
     LEFT JOIN profile AS p ON p.instance = i.id AND p.untilAt IS NULL
     WHERE i.state IN ('gone', 'moved') AND i.lastAnswerAt IS NOT NULL
       AND coalesce(i.failingSince, i.lastVisitAt) IS NOT NULL AND i.blockedAt IS NULL)
     WHERE at <= @at AND (at < @at OR domain >= @domain)
     ORDER BY at DESC, domain
     LIMIT @limit + 1`,
  )
    .all({ at: place.at, domain: place.domain, limit })
    .filter((item) => isAfter(item, place));
}
