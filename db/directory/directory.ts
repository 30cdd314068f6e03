/** The directory: instances filtered, sorted and paged. Decides in memory, then reads the rows of one page. */
import { decodeCursor, encodeCursor, listOfCursor } from './cursor.ts';
import type { CursorPlace } from './cursor.ts';
import { DIRECTORY_COLUMNS, directoryRow, SOURCE_JOIN } from './directory-rows.ts';
import type { DirectoryRow, StoredDirectoryRow } from './directory-rows.ts';
import type { DirectoryFilter } from './filter.ts';
import { currentListing, IS_LISTED, LISTED_TABLES } from './listed.ts';
import type { Listing } from './listing.ts';
import type { Database } from '../open.ts';
import { prepared } from '../prepared.ts';
import { findByWords } from './search.ts';
import { judge } from './selection.ts';
import { comparison, firstOf, valuesBy } from './sorting.ts';
import type { DirectorySort, Order } from './sorting.ts';
import { dayText } from '../time.ts';

export type { DirectoryRow } from './directory-rows.ts';
export type { DirectoryFilter } from './filter.ts';

export type DirectoryPage = {
  readonly rows: readonly DirectoryRow[];
  /** Instances that the filter lets through, on all pages. */
  readonly total: number;
  /** Cursor of the next page; `null`: this was the last. */
  readonly next: string | null;
};
export type DirectoryQuery = {
  readonly filter: DirectoryFilter;
  readonly sort: DirectorySort;
  readonly order: 'asc' | 'desc';
  /** Of the fair order: unless given, that of the page before, or the newest day with figures. */
  readonly seed?: string;
  /** Rows, at least 1. */
  readonly limit: number;
  /** `next` of the page before. */
  readonly after?: string;
};

/**
 * One page of the directory. Unknown values come last in either order, ties by domain from a to z.
 * Pages joined together hold each instance once, as long as nothing is written between them.
 * @throws RangeError on a cursor that this sort, order and seed did not make
 */
export function listInstances(db: Database, query: DirectoryQuery): DirectoryPage {
  const listing = currentListing(db);
  const { sort, order, limit, filter } = query;
  const ordered: Order = { sort, order, seed: query.seed ?? seedIn(query.after) ?? defaultSeed(db) };
  const list = sort === 'fair' ? `${sort} ${order} ${ordered.seed}` : `${sort} ${order}`;
  const place = query.after === undefined ? null : decodeCursor(list, query.after);
  const { total, page, isLast } = pageOf(db, listing, filter, ordered, limit, place);
  const last = page.at(-1);
  return {
    rows: readRows(
      db,
      page.map(({ position }) => listing.ids[position] ?? 0),
    ),
    total,
    next: isLast || last === undefined ? null : encodeCursor(list, last),
  };
}

/** What the fair order of a day is drawn with unless somebody names something else: 'YYYY-MM-DD' of the newest day with figures. */
export function defaultSeed(db: Database): string {
  return dayText(currentListing(db).newestDay);
}

/** A cursor outlives the day that it was made on. */
function seedIn(cursor: string | undefined): string | undefined {
  return cursor === undefined ? undefined : listOfCursor(cursor)?.split(' ')[2];
}

type Ranked = CursorPlace & { readonly position: number };

function pageOf(
  db: Database,
  listing: Listing,
  filter: DirectoryFilter,
  order: Order,
  limit: number,
  place: CursorPlace | null,
): { total: number; page: readonly Ranked[]; isLast: boolean } {
  const verdictOn = judge(listing, filter, foundIn(db, filter));
  const [valueOf, compare] = [valuesBy(listing, order, filter), comparison(order)];
  const first = firstOf(limit + 1, compare);
  let total = 0;
  for (let position = 0; position < listing.ids.length; position += 1) {
    if (verdictOn(position) !== 'in') continue;
    total += 1;
    const one = { value: valueOf(position), domain: listing.domains[position] ?? '', position };
    if (place === null || compare(one, place) > 0) first.take(one);
  }
  return { total, page: first.rows.slice(0, limit), isLast: first.rows.length <= limit };
}

function foundIn(db: Database, { q }: DirectoryFilter): ReadonlySet<number> | null {
  return q === undefined ? null : findByWords(db, q);
}

/** How many instances a filter lets through. */
export function countListed(db: Database, filter: DirectoryFilter): number {
  const listing = currentListing(db);
  const verdictOn = judge(listing, filter, foundIn(db, filter));
  let count = 0;
  for (let position = 0; position < listing.ids.length; position += 1) {
    if (verdictOn(position) === 'in') count += 1;
  }
  return count;
}

/** Asked again by row: what was blocked or erased a moment ago is gone from the page, even before it is gone from memory. */
const READ_ROWS = `
  SELECT ${DIRECTORY_COLUMNS}
  FROM json_each(?) AS asked
  CROSS JOIN ${LISTED_TABLES} ${SOURCE_JOIN}
  WHERE i.id = asked.value AND ${IS_LISTED}
  ORDER BY asked.key`;

function readRows(db: Database, ids: readonly number[]): readonly DirectoryRow[] {
  return prepared<StoredDirectoryRow>(db, READ_ROWS).all(JSON.stringify(ids)).map(directoryRow);
}
