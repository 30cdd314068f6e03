/**
 * Where an import collects what it read before anything is written: temporary tables on disk, one row per instance and day,
 * so that memory stays bounded, a day told twice counts once, and an import can be weighed without being made.
 */
import { FIGURES, type Domain, type Figures, type Registrations } from '../model.ts';
import type { Database } from '../open.ts';
import { prepared } from '../prepared.ts';
import type { PublishedFigure } from '../network/published.ts';
import { dayOf } from '../time.ts';

/** What a publication tells of an instance at one moment. */
export type StagedDay = {
  readonly domain: Domain;
  /** Unix seconds. */
  readonly at: number;
  readonly figures: Figures;
  readonly software: string | null;
  readonly version: string | null;
  readonly registrations: Registrations | null;
};
/** One week of an instance's own log. */
export type StagedWeek = {
  readonly domain: Domain;
  /** Monday 00:00 UTC, Unix seconds. */
  readonly weekAt: number;
  readonly statuses: number | null;
  readonly logins: number | null;
  readonly registrations: number | null;
};
/** A total of the network as a publication tells it. */
export type StagedTotal = {
  /** Unix seconds. */
  readonly at: number;
  readonly figure: PublishedFigure;
  readonly value: number;
};

const FIGURE_COLUMNS = FIGURES.map((figure) => `${figure} INTEGER`).join(', ');

const CACHE_KB = 65_536;

/** Makes the empty tables, in place of any that this connection made before. A connection that only reads can do it too. */
export function openStaging(db: Database): void {
  db.pragma('temp_store = FILE');
  // Lists go by day, the table by name: with the usual 2 MB each row would be a page read and written.
  db.pragma(`temp.cache_size = -${CACHE_KB}`);
  db.exec(`
    DROP TABLE IF EXISTS temp.stagedDay;
    DROP TABLE IF EXISTS temp.stagedWeek;
    DROP TABLE IF EXISTS temp.stagedTotal;
    DROP TABLE IF EXISTS temp.stagedName;
    CREATE TEMP TABLE stagedDay (
      domain TEXT NOT NULL, day INTEGER NOT NULL, at INTEGER NOT NULL, ${FIGURE_COLUMNS},
      software TEXT, version TEXT, registrations TEXT,
      PRIMARY KEY (domain, day)
    ) WITHOUT ROWID;
    CREATE TEMP TABLE stagedWeek (
      domain TEXT NOT NULL, weekAt INTEGER NOT NULL, statuses INTEGER, logins INTEGER, registrations INTEGER,
      PRIMARY KEY (domain, weekAt)
    ) WITHOUT ROWID;
    CREATE TEMP TABLE stagedTotal (
      day INTEGER NOT NULL, figure TEXT NOT NULL, at INTEGER NOT NULL, value INTEGER NOT NULL,
      PRIMARY KEY (day, figure)
    ) WITHOUT ROWID;
    CREATE TEMP TABLE stagedName (domain TEXT PRIMARY KEY) WITHOUT ROWID;`);
}

/** The later telling of a day counts; what it lacks stays as the earlier one told it. */
const LATER = [...FIGURES, 'software', 'version', 'registrations'].map(
  (column) =>
    `${column} = iif(excluded.at >= at, coalesce(excluded.${column}, ${column}), coalesce(${column}, excluded.${column}))`,
);

const STAGE_DAY = `
  INSERT INTO temp.stagedDay (domain, day, at, ${FIGURES.join(', ')}, software, version, registrations)
  VALUES (?, ?, ?, ${FIGURES.map(() => '?').join(', ')}, ?, ?, ?)
  ON CONFLICT (domain, day) DO UPDATE SET ${LATER.join(', ')}, at = max(at, excluded.at)`;

export function stageDay(db: Database, row: StagedDay): void {
  const { domain, at, figures, software, version, registrations } = row;
  const counts = FIGURES.map((figure) => figures[figure]);
  prepared(db, STAGE_DAY).run(domain, dayOf(at), at, ...counts, software, version, registrations);
}

export function stageWeek(db: Database, row: StagedWeek): void {
  prepared(
    db,
    `INSERT INTO temp.stagedWeek (domain, weekAt, statuses, logins, registrations)
     VALUES (@domain, @weekAt, @statuses, @logins, @registrations)
     ON CONFLICT (domain, weekAt) DO UPDATE SET statuses = excluded.statuses, logins = excluded.logins,
       registrations = excluded.registrations`,
  ).run(row);
}

export function stageTotal(db: Database, row: StagedTotal): void {
  prepared(
    db,
    `INSERT INTO temp.stagedTotal (day, figure, at, value)
     VALUES (@day, @figure, @at, @value)
     ON CONFLICT (day, figure) DO UPDATE SET at = excluded.at, value = excluded.value
     WHERE excluded.at >= at`,
  ).run({ ...row, day: dayOf(row.at) });
}

export function stageName(db: Database, domain: Domain): void {
  prepared(db, 'INSERT OR IGNORE INTO temp.stagedName (domain) VALUES (?)').run(domain);
}

/** How many rows are staged, of all kinds. */
export function countStaged(db: Database): number {
  const row = prepared<{ n: number }>(
    db,
    `SELECT (SELECT count(*) FROM temp.stagedDay) + (SELECT count(*) FROM temp.stagedWeek)
       + (SELECT count(*) FROM temp.stagedTotal) + (SELECT count(*) FROM temp.stagedName) AS n`,
  ).get();
  return row?.n ?? 0;
}

/** Every name with days or weeks, in order. */
export function stagedDomains(db: Database): readonly Domain[] {
  return prepared<{ domain: Domain }>(
    db,
    `SELECT domain FROM temp.stagedDay
     UNION
     SELECT domain FROM temp.stagedWeek
     ORDER BY domain`,
  )
    .all()
    .map(({ domain }) => domain);
}

/** Every name that a list only names, in order. */
export function stagedNames(db: Database): readonly Domain[] {
  return prepared<{ domain: Domain }>(db, 'SELECT domain FROM temp.stagedName ORDER BY domain')
    .all()
    .map(({ domain }) => domain);
}

/** Days nearer than this are made totals of together. */
const NEAR_DAYS = 31;

/** The stretches of days that staged figures are of. */
export function stagedDaySpans(db: Database): readonly { readonly first: number; readonly last: number }[] {
  return prepared<{ first: number; last: number }>(
    db,
    `WITH days AS (SELECT DISTINCT day FROM temp.stagedDay),
     starts AS (SELECT day, day - lag(day, 1, -1000000) OVER (ORDER BY day) > ${NEAR_DAYS} AS isStart FROM days),
     spans AS (SELECT day, sum(isStart) OVER (ORDER BY day) AS span FROM starts)
     SELECT min(day) AS first, max(day) AS last
     FROM spans
     GROUP BY span
     ORDER BY span`,
  ).all();
}
