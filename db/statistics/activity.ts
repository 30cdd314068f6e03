/** The weekly logs of the instances, added up. */
import type { Database } from '../open.ts';
import { prepared } from '../prepared.ts';
import { dayOf, dayText } from '../time.ts';
import type { Cell, StatTable } from './table.ts';

/** Weeks as the instances' own logs have them, oldest first; weeks that were still running are left out. */
export function activityTable(db: Database): StatTable {
  const rows = prepared<[weekAt: number, ...Cell[]]>(
    db,
    `SELECT weekAt, count(*), sum(source IS NOT NULL), sum(registrations), sum(logins), sum(statuses),
       CAST(sum(logins) AS REAL) / nullif(sum(registrations), 0)
     FROM activityWeek
     WHERE isComplete = 1
       AND instance NOT IN (SELECT instance FROM refusedDay WHERE figure = 'users' AND rule = 'unconfirmed')
     GROUP BY weekAt
     ORDER BY weekAt`,
  )
    .raw()
    .all();
  return {
    columns: ['week', 'instances', 'imported', 'signUps', 'logins', 'statuses', 'loginsPerRegistration'],
    rows: rows.map(([weekAt, ...rest]) => [dayText(dayOf(weekAt)), ...rest]),
  };
}
