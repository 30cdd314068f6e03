/** The directory: instances filtered, sorted and paged. Reads only what the rollups keep, never observations. */
import { decodeCursor, encodeCursor } from './cursor.ts';
import type { CursorPlace } from './cursor.ts';
import { FILTER_CONDITIONS, LISTED_TABLES, VALUED_TABLES } from './filter.ts';
import { countSql, filterValues, preparedFilter } from './filter.ts';
import type { DirectoryFilter } from './filter.ts';
import { remembered } from './memo.ts';
import { FIGURES } from './model.ts';
import type { Domain, Figures, Registrations, Source, State } from './model.ts';
import type { Database } from './open.ts';

export type { DirectoryFilter } from './filter.ts';

/** growth: change of users over 7 days. */
export const DIRECTORY_SORTS = [
  'users',
  'activeMonth',
  'statuses',
  'connections',
  'growth',
  'domain',
] as const;
export type DirectorySort = (typeof DIRECTORY_SORTS)[number];

export type DirectoryRow = {
  readonly domain: Domain;
  readonly state: State;
  readonly softwareName: string | null;
  readonly softwareVersion: string | null;
  readonly title: string | null;
  readonly description: string | null;
  readonly languages: readonly string[];
  readonly registrations: Registrations | null;
  readonly figures: Figures;
  /** Unix seconds; `null`: no figures known. */
  readonly observedAt: number | null;
  /** Where the figures were imported from; `null`: measured by us. */
  readonly source: Source | null;
  /** Changes over 7 days; `null`: nothing to compare with. */
  readonly users7: number | null;
  readonly statuses7: number | null;
  readonly connections7: number | null;
};
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
  /** Rows, at least 1. */
  readonly limit: number;
  /** `next` of the page before. */
  readonly after?: string;
};

/** The columns of a `DirectoryRow`, over the tables of `LISTED_TABLES` and `SOURCE_JOIN`. */
export const DIRECTORY_COLUMNS = `i.domain, i.state, p.softwareName, p.softwareVersion, p.title, p.description,
  p.languages, p.registrations, l.at AS observedAt, ${FIGURES.map((figure) => `l.${figure}`).join(', ')},
  l.users7, l.statuses7, l.connections7,
  s.id AS sourceId, s.name AS sourceName, s.url AS sourceUrl, s.note AS sourceNote`;
export const SOURCE_JOIN = 'LEFT JOIN source AS s ON s.id = l.source';

export type StoredDirectoryRow = Omit<DirectoryRow, 'languages' | 'figures' | 'source'> &
  Figures & {
    readonly languages: string | null;
    readonly sourceId: number | null;
    readonly sourceName: string;
    readonly sourceUrl: string;
    readonly sourceNote: string;
  };

const SORT_COLUMNS: Readonly<Record<Exclude<DirectorySort, 'domain'>, string>> = {
  users: 'l.users',
  activeMonth: 'l.activeMonth',
  statuses: 'l.statuses',
  connections: 'l.connections',
  growth: 'l.users7',
};
/**
 * One page of the directory. Unknown values come last in either order, ties by domain from a to z.
 * Pages joined together hold each instance once, as long as nothing is written between them.
 * @throws RangeError on a cursor that this sort and order did not make
 */
export function listInstances(db: Database, query: DirectoryQuery): DirectoryPage {
  const { sort, order, limit } = query;
  const list = `${sort} ${order}`;
  const place = query.after === undefined ? null : decodeCursor(list, query.after);
  const values = filterValues(query.filter);
  const found: StoredDirectoryRow[] = [];
  for (const { sql, from } of spans(sort, order, place)) {
    if (found.length > limit) break;
    const bound = { ...values, ...from, limit: limit + 1 - found.length };
    found.push(...preparedFilter<StoredDirectoryRow>(db, sql).all(bound));
  }
  const rows = found.slice(0, limit).map(directoryRow);
  const last = rows.at(-1);
  const isLast = found.length <= limit || last === undefined;
  return {
    rows,
    total: isLast && place === null ? rows.length : countListed(db, query.filter),
    next: isLast ? null : encodeCursor(list, { value: sortValue(last, sort), domain: last.domain }),
  };
}

type Span = { readonly sql: string; readonly from: CursorPlace | null };

/** A list by a figure is two spans: the known values in their order, then the unknown ones by domain. */
function spans(sort: DirectorySort, order: 'asc' | 'desc', place: CursorPlace | null): Span[] {
  if (sort === 'domain') return [{ sql: domainSpan('1', order, place !== null), from: place }];
  const column = SORT_COLUMNS[sort];
  const unknown = `${column} IS NULL`;
  if (place !== null && place.value === null) {
    return [{ sql: domainSpan(unknown, 'asc', true), from: place }];
  }
  return [
    { sql: valuedSpan(column, order, place !== null), from: place },
    { sql: domainSpan(unknown, 'asc', false), from: null },
  ];
}

function valuedSpan(column: string, order: 'asc' | 'desc', isContinued: boolean): string {
  const beyond = order === 'desc' ? '<' : '>';
  const place = `AND ${column} ${beyond}= @value AND (${column} ${beyond} @value OR i.domain > @domain)`;
  return `SELECT ${DIRECTORY_COLUMNS}
    FROM ${VALUED_TABLES} ${SOURCE_JOIN}
    WHERE ${column} IS NOT NULL ${isContinued ? place : ''} AND ${FILTER_CONDITIONS}
    ORDER BY ${column} ${order}, i.domain
    LIMIT @limit`;
}

function domainSpan(condition: string, order: 'asc' | 'desc', isContinued: boolean): string {
  return `SELECT ${DIRECTORY_COLUMNS}
    FROM ${LISTED_TABLES} ${SOURCE_JOIN}
    WHERE ${condition} ${isContinued ? `AND i.domain ${order === 'desc' ? '<' : '>'} @domain` : ''} AND ${FILTER_CONDITIONS}
    ORDER BY i.domain ${order}
    LIMIT @limit`;
}

const countOnce = remembered<number>();

/** How many instances a filter lets through. */
export function countListed(db: Database, filter: DirectoryFilter): number {
  const values = filterValues(filter);
  return countOnce(db, JSON.stringify(values), () => {
    return preparedFilter<{ n: number }>(db, countSql(values)).get(values)?.n ?? 0;
  });
}

function sortValue(row: DirectoryRow, sort: DirectorySort): number | null {
  if (sort === 'domain') return null;
  return sort === 'growth' ? row.users7 : row.figures[sort];
}

/** The public form of a stored row. */
export function directoryRow(row: StoredDirectoryRow): DirectoryRow {
  const { sourceId, sourceName, sourceUrl, sourceNote } = row;
  return {
    domain: row.domain,
    state: row.state,
    softwareName: row.softwareName,
    softwareVersion: row.softwareVersion,
    title: row.title,
    description: row.description,
    languages: row.languages === null ? [] : JSON.parse(row.languages),
    registrations: row.registrations,
    figures: figuresOf(row),
    observedAt: row.observedAt,
    source: sourceId === null ? null : { id: sourceId, name: sourceName, url: sourceUrl, note: sourceNote },
    users7: row.users7,
    statuses7: row.statuses7,
    connections7: row.connections7,
  };
}

function figuresOf(row: Figures): Figures {
  const { users, activeMonth, activeHalfYear, activeWeek, statuses, comments, connections, peersListed } =
    row;
  return { users, activeMonth, activeHalfYear, activeWeek, statuses, comments, connections, peersListed };
}
