/** Reads what the statistics page shows out of the database. Draws nothing and knows nothing of HTTP. */
import { eventsBetween } from '../../db/events/events.ts';
import type { Database } from '../../db/open.ts';
import { publications } from '../../db/series/series.ts';
import { partsTable } from '../../db/statistics/parts.ts';
import { allStatTables } from '../../db/statistics/tables.ts';
import { DIMENSIONS } from '../../db/totals/dimensions.ts';
import { findChart, networkChart } from '../charts.ts';
import { MODES } from '../charts/points.ts';
import { readReading } from '../pages/reading.ts';
import type { StatisticsView } from '../pages/statistics.ts';
import { shapeViews } from './shapes.ts';

/** @param now Unix seconds */
export function statisticsView(db: Database, query: URLSearchParams, now: number): StatisticsView {
  const series = networkChart(db, findChart(query.get('metric')));
  const by = query.get('by');
  const dimension = DIMENSIONS.find((one) => one === by && one !== 'all') ?? 'software';
  const graph = {
    series,
    reading: readReading(query, series.points),
    sources: publications(db).map(({ name }) => name),
    api: '/api/v1/network/series',
    size: 'large' as const,
    hasDays: true,
    events: eventsBetween(0, Number.MAX_SAFE_INTEGER),
    subject: { kind: 'network' as const },
  };
  const tables = allStatTables(db, now);
  const per = MODES.find((mode) => mode === query.get('per') && mode !== 'total') ?? 'month';
  return {
    graph,
    // As far back as anything is known: a month of the last quarter would be three bars.
    changes: { ...graph, name: 'changes', reading: { mode: per, range: per === 'day' ? '90d' : 'all' } },
    tables,
    shapes: shapeViews(tables, query),
    dimension,
    parts: partsTable(db, dimension),
  };
}
