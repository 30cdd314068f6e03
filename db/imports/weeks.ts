/** Takes staged weeks into `activityWeek`. A week that the instance told us itself is never touched. */
import type { Domain } from '../model.ts';
import type { Database } from '../open.ts';
import { prepared } from '../prepared.ts';
import type { Tally } from './days.ts';

const VALUES = 'statuses, logins, registrations, isComplete';
const of = (table: string): string =>
  VALUES.split(', ')
    .map((column) => `${table}.${column}`)
    .join(', ');

/** The last week that an instance tells was still running when it was read. */
const STAGED = `
  SELECT domain, weekAt, statuses, logins, registrations,
    iif(weekAt < max(weekAt) OVER (PARTITION BY domain), 1, 0) AS isComplete
  FROM temp.stagedWeek`;

/** Weighs the staged weeks against what is stored. @param source id of the publication; `null`: not known yet */
export function weighWeeks(db: Database, source: number | null): Tally {
  const row = prepared<Tally>(
    db,
    `WITH staged AS (${STAGED}),
     fate AS (
       SELECT CASE
         WHEN w.instance IS NULL THEN 'fresh'
         WHEN w.source IS NULL THEN 'measured'
         WHEN w.source IS NOT @source OR s.isComplete < w.isComplete THEN 'other'
         WHEN (${of('w')}) IS (${of('s')}) THEN 'same'
         ELSE 'changed' END AS what
       FROM staged AS s
       LEFT JOIN instance AS i ON i.domain = s.domain
       LEFT JOIN activityWeek AS w ON w.instance = i.id AND w.weekAt = s.weekAt
     )
     SELECT count(*) FILTER (WHERE what = 'fresh') AS fresh, count(*) FILTER (WHERE what = 'changed') AS changed,
       count(*) FILTER (WHERE what = 'same') AS same, count(*) FILTER (WHERE what = 'measured') AS measured,
       count(*) FILTER (WHERE what = 'other') AS other
     FROM fate`,
  ).get({ source });
  if (row === undefined) throw new Error('a count brought no row');
  return row;
}

/** Takes the weeks of a stretch of names, both ends included. */
export function takeWeeks(db: Database, first: Domain, last: Domain, source: number): void {
  prepared(
    db,
    `INSERT INTO activityWeek AS w (instance, weekAt, ${VALUES}, source)
     SELECT i.id, s.weekAt, ${of('s')}, @source
     FROM (${STAGED} WHERE domain BETWEEN @first AND @last) AS s
     JOIN instance AS i ON i.domain = s.domain
     WHERE true
     ON CONFLICT (instance, weekAt) DO UPDATE SET statuses = excluded.statuses, logins = excluded.logins,
       registrations = excluded.registrations, isComplete = excluded.isComplete
     WHERE w.source = excluded.source AND excluded.isComplete >= w.isComplete AND (${of('w')}) IS NOT (${of('excluded')})`,
  ).run({ first, last, source });
}
