/** How the network's totals changed over a day, a week, a month and a year. */
import type { NetworkFigure } from '../model.ts';
import { networkSeries } from '../series/network-series.ts';
import type { Database } from '../open.ts';
import { prepared } from '../prepared.ts';
import { DAY, dayOf, dayText } from '../time.ts';
import type { Cell, StatTable } from './table.ts';

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
      const same =
        last === undefined || before === undefined
          ? null
          : sameChange(db, figure, dayOf(before.at), dayOf(last.at));
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

/**
 * What the instances counted from one day to the next gained, day by day from one to another. `null`: somewhere between, two
 * days cannot be held against each other, so what came in there would count as growth.
 */
function sameChange(db: Database, figure: NetworkFigure, fromDay: number, untilDay: number): number | null {
  const { days, known, change } = prepared<{ days: number; known: number; change: number | null }>(
    db,
    `SELECT count(*) AS days, count(iif(imported = 0, ${figure}Same, NULL)) AS known, sum(${figure}Same) AS change
     FROM networkDay
     WHERE dimension = 'all' AND value = '' AND day > ? AND day <= ?`,
  ).get(fromDay, untilDay) ?? { days: 0, known: 0, change: null };
  return days > 0 && known === days ? change : null;
}

function minus(now: number | null | undefined, before: number | null | undefined): number | null {
  return now === null || now === undefined || before === null || before === undefined ? null : now - before;
}
