/** The newest totals told apart by one dimension. */
import type { Database } from '../open.ts';
import { prepared } from '../prepared.ts';
import { newestDay } from '../series/series.ts';
import { dayText } from '../time.ts';
import type { Dimension } from '../totals/dimensions.ts';
import type { Cell, StatTable } from './table.ts';

/** The newest totals by one dimension, most accounts first. */
export function partsTable(db: Database, dimension: Dimension): StatTable {
  const on = newestDay(db) ?? 0;
  const rows = prepared<Cell[]>(
    db,
    `SELECT value, instances, measured, carried, imported, users, usersOf, activeMonth, activeMonthOf, statuses, connections
     FROM networkDay
     WHERE dimension = ? AND day = ?
     ORDER BY users DESC NULLS LAST, instances DESC, value`,
  )
    .raw()
    .all(dimension, on);
  return {
    columns: [
      dimension,
      'day',
      'instances',
      'measured',
      'carried',
      'imported',
      'users',
      'usersOf',
      'activeMonth',
      'activeMonthOf',
      'statuses',
      'connections',
    ],
    rows: rows.map(([value = null, ...rest]) => [value, dayText(on), ...rest]),
  };
}
