/** The weekly logs of the instances, added up. */
import { seenBefore, sharedBy } from '../past/as-of.ts';
import { keptFor } from '../memo.ts';
import type { Database } from '../open.ts';
import { prepared } from '../prepared.ts';
import { dayOf, dayText, WEEK } from '../time.ts';
import type { StatTable } from './table.ts';

type Week = [weekAt: number, instances: number, imported: number, ...sums: (number | null)[]];

/** A log reaches twelve weeks back: so long before a claim that is not believed the weeks beside it are not either. */
const LOG_DAYS = 90;

/** All logs are read for it, and a week changes little once it is over. */
const FRESH_SECONDS = 300;
const weeksLately = keptFor(FRESH_SECONDS, (db) =>
  prepared<Week>(
    db,
    `SELECT weekAt, count(*), sum(source IS NOT NULL), sum(registrations), sum(logins), sum(statuses),
       CAST(sum(logins) AS REAL) / nullif(sum(registrations), 0)
     FROM activityWeek AS w
     WHERE isComplete = 1 AND (w.source IS NOT NULL OR NOT EXISTS (
       SELECT 1
       FROM refusedDay AS r
       WHERE r.instance = w.instance AND r.figure = 'users' AND r.rule = 'unconfirmed' AND r.isAccepted = 0
         AND r.day BETWEEN w.weekAt / 86400 AND w.weekAt / 86400 + ${LOG_DAYS}))
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
