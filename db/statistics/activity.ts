/** The weekly logs of the instances, added up. */
import { seenBefore, sharedBy } from '../past/as-of.ts';
import { keptFor } from '../memo.ts';
import type { Database } from '../open.ts';
import { prepared } from '../prepared.ts';
import { dayOf, dayText, WEEK } from '../time.ts';
import type { StatTable } from './table.ts';

type Week = [weekAt: number, instances: number, imported: number, ...sums: (number | null)[]];

/** All logs are read for it, and a week changes little once it is over. */
const FRESH_SECONDS = 300;
const weeksLately = keptFor(FRESH_SECONDS, (db) =>
  prepared<Week>(
    db,
    `SELECT weekAt, count(*), sum(source IS NOT NULL), sum(registrations), sum(logins), sum(statuses),
       CAST(sum(logins) AS REAL) / nullif(sum(registrations), 0)
     FROM activityWeek
     WHERE isComplete = 1
     GROUP BY weekAt
     ORDER BY weekAt`,
  )
    .raw()
    .all(),
);

/**
 * Weeks as the instances' own logs have them, oldest first; weeks that were still running are left out.
 * @param now Unix seconds; only decides when to read them again
 */
export function activityTable(db: Database, now: number): StatTable {
  const weeks = weeksLately(sharedBy(db), now).filter(([weekAt]) => weekAt + WEEK <= seenBefore(db));
  return {
    columns: ['week', 'instances', 'imported', 'signUps', 'logins', 'statuses', 'loginsPerRegistration'],
    rows: weeks.map(([weekAt, ...rest]) => [dayText(dayOf(weekAt)), ...rest]),
  };
}
