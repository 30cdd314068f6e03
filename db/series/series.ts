/** Time series of instances, from the daily rows; raw visits only where they are asked for by name. Totals are in db/series/network-series.ts. */
import type { Domain, Figure, Interval, Point, Source } from '../model.ts';
import type { Database } from '../open.ts';
import { lastOfEach, startsBetween } from './periods.ts';
import type { Period } from './periods.ts';
import { prepared } from '../prepared.ts';
import { DAY, dayOf, dayStart } from '../time.ts';

export type SeriesPoint = {
  /** Unix seconds. */
  readonly at: number;
  /** `null`: unknown, a gap. */
  readonly value: number | null;
  readonly standing: 'measured' | 'imported';
  /** Row id of the publication it was imported from; `null`: measured, or a gap. */
  readonly source: number | null;
};
export type Series = {
  /** Oldest first. */
  readonly points: readonly SeriesPoint[];
  /** Where the imported points come from. */
  readonly sources: readonly Source[];
};

/** Bounds where none are given: earlier and later than anything stored. */
export const EARLIEST = 0;
export const LATEST = 253_402_300_799;

type StoredDay = [day: number, value: number | null, source: number | null];

/**
 * One figure of one instance, oldest first.
 * day: a point per stored day, at its start, with `null` points in the holes of measured history; imported points
 * are few and stand alone. week, month: the last known value of each, at its start. raw: each visit that brought figures;
 * hour: the last one of each hour that had any, at its start.
 * @param from Unix seconds, included, with the whole day it lies in; until the same
 */
export function instanceSeries(
  db: Database,
  domain: Domain,
  figure: Figure,
  interval: Interval,
  from: number = EARLIEST,
  until: number = LATEST,
): Series {
  if (interval === 'raw' || interval === 'hour') {
    const points = visits(db, domain, figure, from, until);
    return { points: interval === 'hour' ? lastOfEach('hour', points) : points, sources: [] };
  }
  const rows = prepared<StoredDay>(
    db,
    `SELECT d.day, d.${figure}, d.source
     FROM day AS d
     WHERE d.instance = (SELECT id FROM instance WHERE domain = ?) AND d.day BETWEEN ? AND ?
       AND (d.source IS NULL OR d.${figure} IS NOT NULL)
     ORDER BY d.day`,
  )
    .raw()
    .all(domain, dayOf(from), dayOf(until));
  const days = rows.map(seriesPoint);
  const points = interval === 'day' ? days : lastOfEach(interval, days);
  return {
    points: withGaps(interval, points, UNKNOWN),
    sources: sourcesOf(db, new Set(rows.map((row) => row[2]))),
  };
}

function seriesPoint([day, value, source]: StoredDay): SeriesPoint {
  return { at: dayStart(day), value, standing: source === null ? 'measured' : 'imported', source };
}

/** The visits are found through `attempt`, which is indexed by instance; `observation` is keyed by time first. */
function visits(db: Database, domain: Domain, figure: Figure, from: number, until: number): SeriesPoint[] {
  return prepared<[at: number, value: number | null]>(
    db,
    `SELECT o.at, o.${figure}
     FROM attempt AS a
     CROSS JOIN observation AS o ON o.at = a.at AND o.instance = a.instance
     WHERE a.instance = (SELECT id FROM instance WHERE domain = ?) AND a.at BETWEEN ? AND ?
     ORDER BY a.at`,
  )
    .raw()
    .all(domain, from, until)
    .map(([at, value]) => ({ at, value, standing: 'measured', source: null }));
}

/** What a hole is filled with, and which points it may lie between. */
type Filling<T> = { readonly gap: (at: number) => T; readonly isMeasured: (point: T) => boolean };

const UNKNOWN: Filling<SeriesPoint> = {
  gap: (at) => ({ at, value: null, standing: 'measured', source: null }),
  isMeasured: ({ standing }) => standing === 'measured',
};

/** Fills the holes between the first and the last measured point: outside them nothing was ever watched. */
export function withGaps<T extends { readonly at: number }>(
  period: Period,
  points: readonly T[],
  { gap, isMeasured }: Filling<T>,
): T[] {
  const first = points.findIndex(isMeasured);
  const last = points.findLastIndex(isMeasured);
  const filled: T[] = [];
  for (const [index, point] of points.entries()) {
    const before = points[index - 1];
    if (before !== undefined && index > first && index <= last && first !== -1)
      for (const at of startsBetween(period, before.at, point.at)) filled.push(gap(at));
    filled.push(point);
  }
  return filled;
}

/** By their row ids; `null` is none. */
export function sourcesOf(db: Database, ids: ReadonlySet<number | null>): Source[] {
  const wanted = JSON.stringify([...ids].filter((id) => id !== null));
  return prepared<Source>(
    db,
    `SELECT id, name, url, note
     FROM source
     WHERE id IN (SELECT value FROM json_each(?))
     ORDER BY id`,
  ).all(wanted);
}

/** Every publication of figures by instance: what imported totals of the network may rest on. Who tells totals alone is none. */
export function publications(db: Database): readonly Source[] {
  return prepared<Source>(
    db,
    `SELECT id, name, url, note
     FROM source
     WHERE NOT EXISTS (SELECT 1 FROM published WHERE published.source = source.id AND instances IS NULL)
     ORDER BY name`,
  ).all();
}

/** The newest day that anything is stored for, days since 1970-01-01; `null` in an empty database. Ranges end there, not at the clock. */
export function newestDay(db: Database): number | null {
  const { day } = prepared<{ day: number | null }>(
    db,
    `SELECT coalesce(
       (SELECT max(day) FROM networkDay WHERE dimension = 'all' AND value = ''),
       (SELECT max(at) / ${DAY} FROM latest)) AS day`,
  ).get() ?? { day: null };
  return day;
}

/** The first day with figures of an instance, whoever published them; `null`: there is none. */
export function firstDayOf(db: Database, domain: Domain): number | null {
  const { day } = prepared<{ day: number | null }>(
    db,
    'SELECT min(day) AS day FROM day WHERE instance = (SELECT id FROM instance WHERE domain = ?)',
  ).get(domain) ?? { day: null };
  return day;
}

/**
 * Daily points of several instances over the newest days, for small lines in a table; gaps as in `instanceSeries`.
 * @param days how many days, the newest stored day included
 * @returns only domains with points
 */
export function sparklines(
  db: Database,
  domains: readonly Domain[],
  figure: Figure,
  days: number,
): ReadonlyMap<Domain, readonly Point[]> {
  const newest = newestDay(db);
  if (newest === null) return new Map();
  const rows = prepared<[domain: Domain, ...StoredDay]>(
    db,
    `SELECT i.domain, d.day, d.${figure}, d.source
     FROM json_each(?) AS wanted
     CROSS JOIN instance AS i ON i.domain = wanted.value
     CROSS JOIN day AS d ON d.instance = i.id AND d.day BETWEEN ? AND ?
     WHERE d.source IS NULL OR d.${figure} IS NOT NULL
     ORDER BY i.domain, d.day`,
  )
    .raw()
    .all(JSON.stringify([...new Set(domains)]), newest - days + 1, newest);
  const points = new Map<Domain, SeriesPoint[]>();
  for (const [domain, ...row] of rows) {
    const ofDomain = points.get(domain);
    if (ofDomain === undefined) points.set(domain, [seriesPoint(row)]);
    else ofDomain.push(seriesPoint(row));
  }
  const lines = [...points].map(([domain, series]): [Domain, Point[]] => [
    domain,
    withGaps('day', series, UNKNOWN).map((point) => [point.at, point.value]),
  ]);
  return new Map(lines);
}
