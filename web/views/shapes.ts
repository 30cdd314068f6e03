/** Reads what the graphs of the network's shape show out of the database. Draws nothing and knows nothing of HTTP. */
import { eventsBetween } from '../../db/events/events.ts';
import type { Database } from '../../db/open.ts';
import type { StatTable } from '../../db/statistics/table.ts';
import { statTable, type StatTableName } from '../../db/statistics/tables.ts';
import { RANGES } from '../charts/points.ts';
import { shapeLines, SHAPES, type Shape } from '../charts/shapes.ts';
import type { ShapeView } from '../pages/shape-figure.ts';

function viewOf(shape: Shape, table: StatTable, query: URLSearchParams): ShapeView {
  return {
    shape,
    lines: shapeLines(shape, table),
    range: RANGES.find((range) => range === query.get('range')) ?? 'all',
    events: shape.axis === 'time' ? eventsBetween(0, Number.MAX_SAFE_INTEGER) : [],
  };
}

/** @param now Unix seconds */
export function shapeView(db: Database, shape: Shape, query: URLSearchParams, now: number): ShapeView {
  return viewOf(shape, statTable(db, shape.table, now), query);
}

/** All of them, each table read once. @param tables that are at hand already */
export function shapeViews(
  tables: Readonly<Record<StatTableName, StatTable>>,
  query: URLSearchParams,
): readonly ShapeView[] {
  return SHAPES.map((shape) => viewOf(shape, tables[shape.table], query));
}
