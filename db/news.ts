/** What happened lately in the register: read from dated profiles and states, nothing is stored for it. */
import { isChange } from './changes.ts';
import type { Domain, Registrations } from './model.ts';
import type { Database } from './open.ts';
import { prepared } from './prepared.ts';
import type { ProfileRow } from './profiles.ts';
import { PROFILE_FIELDS } from './profiles.ts';
import { DAY } from './time.ts';

export type NewsKind = 'appeared' | 'opened' | 'closed' | 'upgraded' | 'rules' | 'gone' | 'moved';
export type News = {
  /** Unix seconds. */
  readonly at: number;
  readonly domain: Domain;
  readonly title: string | null;
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

/** The newest events, newest first. */
export function news(db: Database, limit: number): readonly News[] {
  const all = [...profileNews(db, limit), ...endings(db, limit)];
  return all.sort((a, b) => b.at - a.at || (a.domain < b.domain ? -1 : 1)).slice(0, limit);
}

type Span = ProfileRow & {
  readonly instance: number;
  readonly fromAt: number;
  readonly source: number | null;
};
type NamedSpan = Span & { readonly domain: Domain };

const COLUMNS = `p.instance, p.fromAt, p.source, ${PROFILE_FIELDS.map((field) => `p.${field}`).join(', ')}`;

function profileNews(db: Database, limit: number): News[] {
  const found: News[] = [];
  const recent = prepared<NamedSpan>(
    db,
    `SELECT i.domain, ${COLUMNS}
     FROM profile AS p
     CROSS JOIN instance AS i ON i.id = p.instance
     WHERE p.source IS NULL
     ORDER BY p.fromAt DESC
     LIMIT ${SCANNED_PROFILES}`,
  ).all();
  for (const span of recent) {
    found.push(...newsOf(db, span));
    if (found.length >= limit) break;
  }
  return found;
}

function newsOf(db: Database, span: NamedSpan): News[] {
  const before = prepared<Span>(
    db,
    `SELECT ${COLUMNS}
     FROM profile AS p
     WHERE p.instance = ? AND p.fromAt < ?
     ORDER BY p.fromAt DESC
     LIMIT 1`,
  ).get(span.instance, span.fromAt);
  const item = { at: span.fromAt, domain: span.domain, title: span.title, before: null, after: null };
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
function endings(db: Database, limit: number): News[] {
  return prepared<News>(
    db,
    `SELECT
       CASE
         WHEN i.state = 'gone' AND i.failureKind IS NOT 'gone' THEN i.failingSince + ${GONE_DAYS * DAY}
         ELSE coalesce(i.failingSince, i.lastVisitAt)
       END AS at,
       i.domain, p.title, i.state AS what, NULL AS before, iif(i.state = 'moved', i.movedTo, NULL) AS after
     FROM instance AS i
     LEFT JOIN profile AS p ON p.instance = i.id AND p.untilAt IS NULL
     WHERE i.state IN ('gone', 'moved') AND i.lastAnswerAt IS NOT NULL
       AND coalesce(i.failingSince, i.lastVisitAt) IS NOT NULL
     ORDER BY at DESC, i.domain
     LIMIT ?`,
  ).all(limit);
}
