/** How many of the accounts are used: active ones over all, week by week. */
import { standingOf } from '../series/network-series.ts';
import type { Database } from '../open.ts';
import { lastOfEach } from '../series/periods.ts';
import { prepared } from '../prepared.ts';
import { dayOf, dayStart, dayText } from '../time.ts';
import type { StatTable } from './table.ts';

type Both = {
  readonly day: number;
  readonly instances: number;
  readonly users: number;
  readonly value: number;
  readonly measured: number;
  readonly carried: number;
  readonly imported: number;
};

/** Active accounts over all accounts of the instances that tell both, week by week: the last day of each that has them. */
export function retentionTable(db: Database): StatTable {
  const days = prepared<Both>(
    db,
    `SELECT day, tellingBoth AS instances, usersOfBoth AS users, activeMonthOfBoth AS value, measured, carried, imported
     FROM networkDay
     WHERE dimension = 'all' AND value = '' AND usersOfBoth > 0
     ORDER BY day`,
  ).all();
  const weeks = lastOfEach(
    'week',
    days.map((day) => ({ ...day, at: dayStart(day.day) })),
  );
  return {
    columns: ['week', 'instances', 'users', 'activeMonth', 'activePerUser', 'standing'],
    rows: weeks.map((week) => [
      dayText(dayOf(week.at)),
      week.instances,
      week.users,
      week.value,
      week.value / week.users,
      standingOf(week),
    ]),
  };
}
