/** How the network's totals changed over a day, a week, a month and a year. */
import type { NetworkFigure } from '../model.ts';
import { networkSeries } from '../series/network-series.ts';
import type { Database } from '../open.ts';
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
