/** Takes staged days into `day`, `latest`. What we measured ourselves is never touched. */
import { FIGURES, type Domain } from '../model.ts';
import type { Database } from '../open.ts';
import { prepared } from '../prepared.ts';
import { DAY } from '../time.ts';

/** What an import brings, or would bring, of one kind of row. */
export type Tally = {
  readonly fresh: number;
  readonly changed: number;
  readonly same: number;
  /** Left alone: measured by us. */
  readonly measured: number;
  /** Left alone: told by another publication at least as fully. */
  readonly other: number;
};

const known = (table: string): string =>
  FIGURES.map((figure) => `(${table}.${figure} IS NOT NULL)`).join(' + ');
const columns = (table: string): string => FIGURES.map((figure) => `${table}.${figure}`).join(', ');

/** A stored figure as it was told, whether it is believed or not. */
const asTold = (figure: string): string =>
  `coalesce(d.${figure}, (SELECT r.value FROM refusedDay AS r WHERE r.instance = d.instance AND r.day = d.day AND r.figure = '${figure}'))`;

/**
 * What becomes of a stored imported day: another telling of its own publication replaces it unless it knows less, another
 * publication's only where that knows more figures. That is the same in whatever order, and however often, files are imported.
 */
export const GIVES_WAY = `d.source IS NOT NULL
  AND ((${known('excluded')}) > (${known('d')}) OR (d.source = excluded.source AND (${known('excluded')}) = (${known('d')})))
  AND (${columns('d')}, d.source) IS NOT (${columns('excluded')}, excluded.source)`;

/** Weighs the staged days against what is stored. @param source id of the publication; `null`: not known yet */
export function weighDays(db: Database, source: number | null): Tally {
  const row = prepared<Tally>(
    db,
    `WITH fate AS (
       SELECT CASE
         WHEN d.instance IS NULL THEN 'fresh'
         WHEN d.source IS NULL THEN 'measured'
         WHEN d.source IS @source AND (${columns('d')}) IS (${columns('s')}) THEN 'same'
         WHEN d.source IS @source AND EXISTS (SELECT 1 FROM refusedDay AS r WHERE r.instance = d.instance AND r.day = d.day)
           AND (${FIGURES.map(asTold).join(', ')}) IS (${columns('s')}) THEN 'same'
         WHEN (${known('s')}) > (${known('d')}) OR (d.source IS @source AND (${known('s')}) = (${known('d')})) THEN 'changed'
         ELSE 'other' END AS what
       FROM temp.stagedDay AS s
       LEFT JOIN instance AS i ON i.domain = s.domain
       LEFT JOIN day AS d ON d.instance = i.id AND d.day = s.day
     )
     SELECT count(*) FILTER (WHERE what = 'fresh') AS fresh, count(*) FILTER (WHERE what = 'changed') AS changed,
       count(*) FILTER (WHERE what = 'same') AS same, count(*) FILTER (WHERE what = 'measured') AS measured,
       count(*) FILTER (WHERE what = 'other') AS other
     FROM fate`,
  ).get({ source });
  if (row === undefined) throw new Error('a count brought no row');
  return row;
}

/** Takes the days of a stretch of names, both ends included; the instances must be there. */
export function takeDays(db: Database, first: Domain, last: Domain, source: number): void {
  prepared(
    db,
    `INSERT INTO day AS d (instance, day, ${FIGURES.join(', ')}, source)
     SELECT i.id, s.day, ${columns('s')}, @source
     FROM temp.stagedDay AS s
     JOIN instance AS i ON i.domain = s.domain
     WHERE s.domain BETWEEN @first AND @last
     ON CONFLICT (instance, day) DO UPDATE SET ${FIGURES.map((figure) => `${figure} = excluded.${figure}`).join(', ')},
       source = excluded.source
     WHERE ${GIVES_WAY}`,
  ).run({ first, last, source });
}

/** The newest imported day stands as the latest figures of an instance that never answered us. */
export function takeNewest(db: Database, first: Domain, last: Domain): void {
  prepared(
    db,
    `INSERT INTO latest AS l (instance, at, source, ${FIGURES.join(', ')})
     SELECT d.instance, d.day * ${DAY}, d.source, ${columns('d')}
     FROM instance AS i
     JOIN day AS d ON d.instance = i.id AND d.day = (SELECT max(day) FROM day WHERE instance = i.id)
     WHERE i.domain IN (SELECT domain FROM temp.stagedDay WHERE domain BETWEEN @first AND @last) AND d.source IS NOT NULL
     ON CONFLICT (instance) DO UPDATE SET at = excluded.at, source = excluded.source,
       ${FIGURES.map((figure) => `${figure} = excluded.${figure}`).join(', ')}
     WHERE l.source IS NOT NULL
       AND (l.at, l.source, ${columns('l')}) IS NOT (excluded.at, excluded.source, ${columns('excluded')})`,
  ).run({ first, last });
}
