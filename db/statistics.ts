/** The statistics of the network as tables: growth, weekly activity, concentration, survival, parts. What page, JSON and CSV all show. */
import { AGE_CLASSES, ageClass, SIZE_CLASSES, sizeClass } from './classes.ts';
import { networkSeries } from './network-series.ts';
import type { NetworkFigure } from './model.ts';
import type { Database } from './open.ts';
import { lastOfEach } from './periods.ts';
import { prepared } from './prepared.ts';
import { newestDay } from './series.ts';
import { DAY, dayOf, dayStart, dayText } from './time.ts';
import type { Dimension } from './totals/dimensions.ts';

export type Cell = string | number | null;
export type StatTable = { readonly columns: readonly string[]; readonly rows: readonly (readonly Cell[])[] };

const GROWN = ['users', 'activeMonth', 'statuses'] as const satisfies readonly NetworkFigure[];
const SPANS_DAYS = [1, 7, 30, 365] as const;

/**
 * Change of each total over a day, a week, a month, a year to the newest day: of the total as it is, and over the same
 * instances only. `null`: there is no measured total to compare with.
 */
export function growthTable(db: Database): StatTable {
  const rows = GROWN.flatMap((figure) => {
    const points = networkSeries(db, figure, 'day').filter(({ imported }) => imported === 0);
    const last = points.at(-1);
    return SPANS_DAYS.map((days): Cell[] => {
      const before = points.find(({ at }) => last !== undefined && at === last.at - days * DAY);
      const total = minus(last?.value, before?.value);
      const same = minus(last?.same, before?.same);
      return [
        figure,
        days,
        last === undefined ? null : dayText(dayOf(last.at)),
        last?.value ?? null,
        total,
        same,
      ];
    });
  });
  return { columns: ['figure', 'days', 'until', 'total', 'change', 'changeOfSameInstances'], rows };
}

function minus(now: number | null | undefined, before: number | null | undefined): number | null {
  return now === null || now === undefined || before === null || before === undefined ? null : now - before;
}

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

type Both = {
  readonly day: number;
  readonly instances: number;
  readonly users: number;
  readonly value: number;
};

/** Active accounts over all accounts of the instances that tell both, week by week: the last day of each that has them. */
export function retentionTable(db: Database): StatTable {
  const days = prepared<Both>(
    db,
    `SELECT day, tellingBoth AS instances, usersOfBoth AS users, activeMonthOfBoth AS value
     FROM networkDay
     WHERE dimension = 'all' AND value = '' AND usersOfBoth > 0
     ORDER BY day`,
  ).all();
  const weeks = lastOfEach(
    'week',
    days.map((day) => ({ ...day, at: dayStart(day.day) })),
  );
  return {
    columns: ['week', 'instances', 'users', 'activeMonth', 'activePerUser'],
    rows: weeks.map(({ at, instances, users, value }) => [
      dayText(dayOf(at)),
      instances,
      users,
      value,
      value / users,
    ]),
  };
}

export function concentrationTable(db: Database): StatTable {
  const rows = prepared<[day: number, ...Cell[]]>(
    db,
    `SELECT day, holders, herfindahl, shannon, top1, top10, top100
     FROM concentrationDay
     ORDER BY day`,
  )
    .raw()
    .all();
  return {
    columns: ['day', 'holders', 'herfindahl', 'shannonBits', 'top1', 'top10', 'top100'],
    rows: rows.map(([day, ...rest]) => [dayText(day), ...rest]),
  };
}

type Aged = { readonly firstDay: number | null; readonly users: number | null; readonly isAlive: number };

/** Instances by age since they were first known of, and by size when last seen: how many still answer. */
export function survivalTable(db: Database): StatTable {
  const today = newestDay(db) ?? 0;
  const instances = prepared<Aged>(
    db,
    `SELECT v.firstDay, l.users, i.state IN ('up', 'failing') AS isAlive
     FROM latest AS l
     JOIN instance AS i ON i.id = l.instance
     LEFT JOIN longView AS v ON v.instance = l.instance
     WHERE i.state IN ('up', 'failing', 'gone')`,
  ).all();
  const count = (by: string, name: string, list: readonly Aged[]): Cell[] => {
    const alive = list.filter(({ isAlive }) => isAlive === 1).length;
    return [by, name, list.length, alive, list.length === 0 ? null : alive / list.length];
  };
  const ageOf = ({ firstDay }: Aged): string | null => ageClass(firstDay === null ? null : today - firstDay);
  return {
    columns: ['by', 'class', 'instances', 'alive', 'share'],
    rows: [
      ...AGE_CLASSES.map((name) =>
        count(
          'age',
          name,
          instances.filter((one) => ageOf(one) === name),
        ),
      ),
      ...SIZE_CLASSES.map((name) =>
        count(
          'size',
          name,
          instances.filter(({ users }) => sizeClass(users) === name),
        ),
      ),
    ],
  };
}

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
