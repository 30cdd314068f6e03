/** Keeps the listing in memory in step with the database: one copy per connection, caught up with before each question. */
import { SIGN_UP, unlessOver } from './directory-rows.ts';
import { drop, emptyListing, put } from './listing.ts';
import type { ListedRow, Listing } from './listing.ts';
import type { Database } from '../open.ts';
import { prepared } from '../prepared.ts';
import { dayOf } from '../time.ts';

/** The aliases every condition speaks of: i instance, p current profile, l latest, c catalogue, v long view. */
export const LISTED_TABLES = `instance AS i
  LEFT JOIN latest AS l ON l.instance = i.id
  LEFT JOIN profile AS p ON p.instance = i.id AND p.untilAt IS NULL
  LEFT JOIN catalogue AS c ON c.instance = i.id
  LEFT JOIN longView AS v ON v.instance = i.id`;

/** Names that only a peers list or a visitor brought up are listed once they answered (fork bombs live off the opposite). */
export const IS_LISTED = `i.blockedAt IS NULL
  AND (i.lastAnswerAt IS NOT NULL OR i.addedBy IN ('register', 'operator') OR l.instance IS NOT NULL)`;

const SELECT_LISTED = `
  SELECT i.id, i.domain, i.state, p.softwareName, p.softwareVersion, p.title,
    iif(p.languages = '[]', p.description, NULL) AS description, p.languages, ${SIGN_UP}, p.minimumAge,
    p.limitedFederation, l.users, l.activeMonth, l.statuses, l.connections, ${unlessOver('l.users7')} AS users7,
    c.topics, c.country, c.region, c.operatorType, c.operator, c.since, v.firstDay, ${unlessOver('v.usersBefore')} AS usersBefore,
    v.visits, v.answered
  FROM ${LISTED_TABLES}
  WHERE ${IS_LISTED}`;

/** A visit may be written some seconds after it ended, together with others. */
const LATE_SECONDS = 15;
/** Row ids read again at a time: a few milliseconds, and a round over 30,000 instances within minutes while a crawl goes on. */
const STRETCH = 200;

type Mirror = {
  readonly listing: Listing;
  /** What this connection, and all others, had written when it was last in step. */
  readonly own: number;
  others: number;
  /** Time of the newest visit taken up, Unix seconds. */
  visitedAt: number;
  /** Row id up to which the present round has read again. */
  readTo: number;
};

const mirrors = new WeakMap<Database, Mirror>();

/**
 * The listed instances as the database has them. What this connection wrote is all in. What others wrote is in as far as it
 * came from visits; other changes (an import, a block, the catalogue) are found in rounds: each time a question comes after
 * something was written, the next stretch of the register is read again. No question ever waits for more than that.
 */
export function currentListing(db: Database): Listing {
  const mirror = mirrors.get(db);
  const own = prepared<{ changes: number }>(db, 'SELECT total_changes() AS changes').get()?.changes ?? 0;
  const others = prepared<{ data_version: number }>(db, 'PRAGMA data_version').get()?.data_version ?? 0;
  if (mirror === undefined || mirror.own !== own) {
    const read = { listing: readListing(db), own, others, visitedAt: newestVisit(db), readTo: 0 };
    mirrors.set(db, read);
    return read.listing;
  }
  if (mirror.others !== others) {
    takeVisits(db, mirror);
    readStretch(db, mirror);
    mirror.others = others;
  }
  return mirror.listing;
}

function readListing(db: Database): Listing {
  const newest = prepared<{ at: number | null }>(db, 'SELECT max(at) AS at FROM latest').get()?.at ?? 0;
  const listing = emptyListing(dayOf(newest));
  for (const row of prepared<ListedRow>(db, SELECT_LISTED).all()) put(listing, row);
  return listing;
}

function newestVisit(db: Database): number {
  return prepared<{ at: number | null }>(db, 'SELECT max(at) AS at FROM attempt').get()?.at ?? 0;
}

/** The visit log is keyed by time, so only its end is read. */
function takeVisits(db: Database, mirror: Mirror): void {
  const since = mirror.visitedAt - LATE_SECONDS;
  mirror.visitedAt = newestVisit(db);
  mirror.listing.newestDay = Math.max(mirror.listing.newestDay, dayOf(mirror.visitedAt));
  const sql = `${SELECT_LISTED} AND i.id IN (SELECT instance FROM attempt WHERE at >= ?)`;
  for (const row of prepared<ListedRow>(db, sql).all(since)) put(mirror.listing, row);
}

function readStretch(db: Database, mirror: Mirror): void {
  const { listing, readTo } = mirror;
  const rows = prepared<ListedRow>(db, `${SELECT_LISTED} AND i.id BETWEEN ? AND ?`).all(
    readTo + 1,
    readTo + STRETCH,
  );
  for (const row of rows) put(listing, row);
  const listed = new Set(rows.map(({ id }) => id));
  for (let id = readTo + 1; id <= readTo + STRETCH; id += 1) if (!listed.has(id)) drop(listing, id);
  const last = prepared<{ id: number | null }>(db, 'SELECT max(id) AS id FROM instance').get()?.id ?? 0;
  mirror.readTo = readTo + STRETCH >= last ? 0 : readTo + STRETCH;
}
