/** How unevenly accounts are spread over operators, day by day. */
import type { Database } from '../open.ts';
import { prepared } from '../prepared.ts';
import { dayText } from '../time.ts';
import type { Cell, StatTable } from './table.ts';

/** What each day's measures rest on: figures of that day, of the days before, or of somebody else. */
const STANDING = `CASE
  WHEN n.measured > 0 THEN 'measured'
  WHEN n.imported > n.carried THEN 'imported'
  ELSE 'carried'
END`;

export function concentrationTable(db: Database): StatTable {
  const rows = prepared<[day: number, ...Cell[]]>(
    db,
    `SELECT c.day, c.holders, c.herfindahl, c.shannon, c.top1, c.top10, c.top100, ${STANDING}
     FROM concentrationDay AS c
     LEFT JOIN networkDay AS n ON n.dimension = 'all' AND n.value = '' AND n.day = c.day
     ORDER BY c.day`,
  )
    .raw()
    .all();
  return {
    columns: ['day', 'holders', 'herfindahl', 'shannonBits', 'top1', 'top10', 'top100', 'standing'],
    rows: rows.map(([day, ...rest]) => [dayText(day), ...rest]),
  };
}
