/** THE list of the graphs of the network's shape: each draws columns of a table of statistics. Page, embeds and docs go through it. Draws nothing. */
import type { Cell, StatTable } from '../../db/statistics/table.ts';
import type { StatTableName } from '../../db/statistics/tables.ts';
import type { SurvivalGroup } from '../../db/statistics/survival.ts';
import type { Period } from '../../db/series/periods.ts';
import { DAY, dayStart, parseDay } from '../../db/time.ts';
import type { ChartPoint, PointStanding } from './points.ts';
import type { Unit } from './units.ts';

export const SHAPE_IDS = [
  'sign-ups',
  'logins',
  'weekly-statuses',
  'active-share',
  'logins-per-sign-up',
  'top-shares',
  'herfindahl',
  'shannon',
  'survival',
  'survival-size',
  'survival-cohort',
] as const;
export type ShapeId = (typeof SHAPE_IDS)[number];

type OverTime = {
  readonly axis: 'time';
  /** Columns that are drawn, each a line. */
  readonly columns: readonly string[];
  readonly period: Period;
  readonly form: 'line' | 'bars';
};
type OverAge = {
  readonly axis: 'age';
  /** The rows that are drawn, a line for each class. */
  readonly by: SurvivalGroup;
};
export type Shape = {
  readonly id: ShapeId;
  readonly table: StatTableName;
  readonly unit: Unit;
  /** Colour 1 to 6 of the series palette, of a single line. */
  readonly hue: number;
} & (OverTime | OverAge);

const WEEKLY = { axis: 'time', period: 'week', form: 'bars' } as const;
const DAILY = { axis: 'time', period: 'day', form: 'line' } as const;
const AGES = { table: 'survival-curves', axis: 'age', unit: 'share', hue: 1 } as const;

export const SHAPES: readonly Shape[] = [
  { id: 'sign-ups', table: 'activity', columns: ['signUps'], unit: 'count', hue: 1, ...WEEKLY },
  { id: 'logins', table: 'activity', columns: ['logins'], unit: 'count', hue: 4, ...WEEKLY },
  { id: 'weekly-statuses', table: 'activity', columns: ['statuses'], unit: 'count', hue: 2, ...WEEKLY },
  {
    id: 'active-share',
    table: 'retention',
    columns: ['activePerUser'],
    unit: 'share',
    hue: 4,
    axis: 'time',
    period: 'week',
    form: 'line',
  },
  {
    id: 'logins-per-sign-up',
    table: 'activity',
    columns: ['loginsPerRegistration'],
    unit: 'number',
    hue: 5,
    axis: 'time',
    period: 'week',
    form: 'line',
  },
  {
    id: 'top-shares',
    table: 'concentration',
    columns: ['top1', 'top10', 'top100'],
    unit: 'share',
    hue: 1,
    ...DAILY,
  },
  { id: 'herfindahl', table: 'concentration', columns: ['herfindahl'], unit: 'number', hue: 3, ...DAILY },
  { id: 'shannon', table: 'concentration', columns: ['shannonBits'], unit: 'number', hue: 6, ...DAILY },
  { id: 'survival', by: 'all', ...AGES },
  { id: 'survival-size', by: 'size', ...AGES },
  { id: 'survival-cohort', by: 'cohort', ...AGES },
];

/** `null` for anything else. */
export function findShape(id: string): Shape | null {
  return SHAPES.find((shape) => shape.id === id) ?? null;
}

/** One line: a column's name, or a class. */
export type ShapeLine = { readonly key: string; readonly points: readonly ChartPoint[] };

/** Lines that a graph can tell apart; of more groups the latest are drawn, and the CSV has all. */
const MOST_LINES = 8;

function numberIn(cell: Cell | undefined): number | null {
  return typeof cell === 'number' ? cell : null;
}

/** A week is imported where most of its logs are. */
function standingIn(table: StatTable, row: readonly Cell[]): PointStanding {
  const told = row[table.columns.indexOf('standing')];
  if (told === 'imported' || told === 'carried') return told;
  const imported = numberIn(row[table.columns.indexOf('imported')]) ?? 0;
  return imported * 2 > (numberIn(row[table.columns.indexOf('instances')]) ?? 0) ? 'imported' : 'measured';
}

function overTime(table: StatTable, column: string): ShapeLine {
  const at = table.columns.indexOf(column);
  const instances = table.columns.indexOf('instances');
  const points = table.rows.flatMap((row): ChartPoint[] => {
    const day = typeof row[0] === 'string' ? parseDay(row[0]) : null;
    if (day === null) return [];
    const told = numberIn(row[instances]);
    return [
      {
        at: dayStart(day),
        value: numberIn(row[at]),
        standing: standingIn(table, row),
        coverage: null,
        ...(told === null ? {} : { instances: told }),
      },
    ];
  });
  return { key: column, points };
}

function overAge({ columns, rows }: StatTable, by: SurvivalGroup): readonly ShapeLine[] {
  const [group, name, age, survival] = ['by', 'class', 'ageDays', 'survival'].map((one) =>
    columns.indexOf(one),
  );
  const own = rows.filter((row) => row[group ?? 0] === by);
  const lines = [...Map.groupBy(own, (row) => String(row[name ?? 0]))].map(([key, list]) => ({
    key,
    points: list.map((row): ChartPoint => ({
      at: (numberIn(row[age ?? 0]) ?? 0) * DAY,
      value: numberIn(row[survival ?? 0]),
      standing: 'measured',
      coverage: null,
    })),
  }));
  return lines.slice(-MOST_LINES);
}

/** What a shape draws of its table; times are ages in seconds where its axis is one. */
export function shapeLines(shape: Shape, table: StatTable): readonly ShapeLine[] {
  return shape.axis === 'age'
    ? overAge(table, shape.by)
    : shape.columns.map((column) => overTime(table, column));
}
