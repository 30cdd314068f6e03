/** The daily figures of an instance as JSON text, made by SQLite itself: a row that becomes an object first costs three times as much. Same points as `instanceSeries`. */
import { FIGURES, type Domain, type Figure, type Source } from '../model.ts';
import type { Database } from '../open.ts';
import { prepared } from '../prepared.ts';
import { EARLIEST, LATEST, sourcesOf, withGaps } from './series.ts';
import { dayOf, dayStart } from '../time.ts';

export type DailyText = {
  /** `[[at, value, …], …]`, oldest first: Unix seconds of the day's start, then a value for each figure; null is unknown. */
  readonly points: string;
  /** The points that were imported, oldest first, and from which of the sources. */
  readonly imported: readonly { readonly at: number; readonly source: number }[];
  readonly sources: readonly Source[];
};

type Whole = {
  readonly days: number;
  readonly span: number;
  readonly imported: number;
  readonly points: string;
};
type StoredDay = [day: number, source: number | null, point: string];

/**
 * A point per stored day, with nulls in the holes of measured history; imported points are few and stand alone.
 * @param figures one or more
 * @param from Unix seconds, included, with the whole day it lies in; until the same
 */
export function dailyText(
  db: Database,
  domain: Domain,
  figures: readonly Figure[],
  from: number = EARLIEST,
  until: number = LATEST,
): DailyText {
  // In an order of their own, so that the texts of statements are few.
  const columns = FIGURES.filter((figure) => figures.includes(figure)).join(', d.');
  const rows = `FROM day AS d
     WHERE d.instance = (SELECT id FROM instance WHERE domain = ?) AND d.day BETWEEN ? AND ?
       AND (d.source IS NULL OR coalesce(d.${columns}, NULL) IS NOT NULL)`;
  const point = `json_array(d.day * 86400, d.${columns})`;
  const span = [domain, dayOf(from), dayOf(until)];
  // Rows come in the order of the key that finds them. Sorting them on the way would double the cost.
  const whole = prepared<Whole>(
    db,
    `SELECT count(*) AS days, max(d.day) - min(d.day) + 1 AS span, count(d.source) AS imported,
       json_group_array(${point}) AS points
     ${rows}`,
  ).get(span);
  if (whole === undefined || whole.days === 0) return { points: '[]', imported: [], sources: [] };
  if (whole.days === whole.span && whole.imported === 0)
    return { points: whole.points, imported: [], sources: [] };
  const stored = prepared<StoredDay>(db, `SELECT d.day, d.source, ${point} ${rows} ORDER BY d.day`)
    .raw()
    .all(span);
  return joined(db, stored, figures.length);
}

function joined(db: Database, stored: readonly StoredDay[], figures: number): DailyText {
  const unknown = ',null'.repeat(figures);
  const days = stored.map(([day, source, text]) => ({ at: dayStart(day), source, text }));
  const points = withGaps('day', days, {
    gap: (at) => ({ at, source: null, text: `[${at}${unknown}]` }),
    isMeasured: ({ source }) => source === null,
  });
  return {
    points: `[${points.map(({ text }) => text).join(',')}]`,
    imported: days.flatMap(({ at, source }) => (source === null ? [] : [{ at, source }])),
    sources: sourcesOf(db, new Set(stored.map(([, source]) => source))),
  };
}
