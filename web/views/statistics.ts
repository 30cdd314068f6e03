/** Reads what the statistics page shows out of the database. Draws nothing and knows nothing of HTTP. */
import { eventsBetween } from '../../db/events.ts';
import type { Database } from '../../db/open.ts';
import { publications } from '../../db/series.ts';
import {
  activityTable,
  concentrationTable,
  growthTable,
  partsTable,
  retentionTable,
  survivalTable,
} from '../../db/statistics.ts';
import { DIMENSIONS } from '../../db/totals/dimensions.ts';
import { findChart, networkChart } from '../charts.ts';
import { readReading } from '../pages/reading.ts';
import type { StatisticsView } from '../pages/statistics.ts';

export function statisticsView(db: Database, query: URLSearchParams): StatisticsView {
  const series = networkChart(db, findChart(query.get('metric')));
  const by = query.get('by');
  const dimension = DIMENSIONS.find((one) => one === by && one !== 'all') ?? 'software';
  return {
    graph: {
      series,
      reading: readReading(query, series.points),
      sources: publications(db).map(({ name }) => name),
      api: '/api/v1/network/series',
      size: 'large',
      hasDays: true,
      subject: { kind: 'network' },
      events: eventsBetween(0, Number.MAX_SAFE_INTEGER),
    },
    growth: growthTable(db),
    activity: activityTable(db),
    retention: retentionTable(db),
    concentration: concentrationTable(db),
    survival: survivalTable(db),
    dimension,
    parts: partsTable(db, dimension),
  };
}
