/** Says in words what a graph shows: its finding, its summary, its table. Pure; text only, no markup. */
import type { Figure } from '../../db/model.ts';
import type { Formats } from '../format.ts';
import type { Messages } from '../messages.ts';
import { known, type Drawing } from './drawing.ts';
import { weekStart } from './mode.ts';
import type { ChartPoint, KnownPoint } from './points.ts';

export type Wording = {
  readonly t: Messages;
  readonly f: Formats;
  readonly figure: Figure;
  /** Whether the points are sums over many instances; imported sums rest on other instances than measured ones. */
  readonly isSum: boolean;
};

const DAY = 86_400;
const MONTH_DAYS = 30.44;
/** Up to so many days a span is said in days, up to so many in months; beyond, in years. */
const SAID_IN_DAYS = 100;
const SAID_IN_MONTHS = 24 * MONTH_DAYS;
/** Below so many a day or week on average, a decimal is told. */
const FEW = 10;
/** Rows a table by day, and by week, may have. */
const TABLE_ROWS = 62;

function spanText(from: number, until: number, { t }: Wording): string {
  const days = Math.round((until - from) / DAY);
  const { span } = t.graph;
  if (days <= SAID_IN_DAYS) return span.days(days);
  if (days <= SAID_IN_MONTHS) return span.months(Math.round(days / MONTH_DAYS));
  return span.years(Math.round(days / 365.25));
}

/** How much more or less there is at the end of the period. */
function growth(first: KnownPoint, last: KnownPoint, words: Wording): string {
  const { t, f, figure } = words;
  const { of } = t.figures[figure];
  const span = spanText(first.at, last.at, words);
  const share = first.value === 0 ? null : Math.abs(last.value / first.value - 1);
  if (last.value === first.value) return t.graph.same(of, span);
  const amount = share === null ? f.full(Math.abs(last.value - first.value)) : f.percent(share);
  return last.value > first.value ? t.graph.more(amount, of, span) : t.graph.fewer(amount, of, span);
}

/** Sums over different lists of instances are not compared: growth of a list is no growth of the network. */
function isComparable(first: KnownPoint, last: KnownPoint, { isSum }: Wording): boolean {
  const isImported = first.standing === 'imported' || last.standing === 'imported';
  return first !== last && !(isSum && isImported);
}

/** The headline of a graph: what it found. */
export function finding(drawing: Drawing, words: Wording): string {
  const { t, f, figure } = words;
  const points = known(drawing.points);
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return t.graph.empty;
  const { noun } = t.figures[figure];
  if (drawing.mode !== 'total') {
    const mean = points.reduce((sum, { value }) => sum + value, 0) / points.length;
    const digits = Math.abs(mean) < FEW ? 10 : 1;
    return t.graph.pace[drawing.mode](f.signed(Math.round(mean * digits) / digits), noun);
  }
  return isComparable(first, last, words)
    ? growth(first, last, words)
    : t.graph.single(f.full(last.value), noun, f.date(last.at));
}

/** From, to, change, lowest and highest, in one or two sentences. */
export function summary(drawing: Drawing, words: Wording): string {
  const { t, f, figure } = words;
  const points = known(drawing.points);
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return t.graph.emptyRange;
  if (drawing.mode === 'total' ? !isComparable(first, last, words) : first === last)
    return `${t.graph.single(f.full(last.value), t.figures[figure].noun, f.date(last.at))}.`;
  const low = points.reduce((least, point) => (point.value < least.value ? point : least));
  const high = points.reduce((most, point) => (point.value > most.value ? point : most));
  const share =
    first.value > 0 && drawing.mode === 'total' ? ` (${f.signedPercent(last.value / first.value - 1)})` : '';
  const change = `${f.signed(last.value - first.value)}${share}`;
  return `${t.graph.fromTo(f.full(first.value), f.date(first.at), f.full(last.value), f.date(last.at), change)} ${t.graph.extremes(f.full(low.value), f.date(low.at), f.full(high.value), f.date(high.at))}`;
}

/** What a reader should know to read the line rightly. */
export function remarks(
  drawing: Drawing,
  { t, f, isSum }: Wording,
  sources: readonly string[],
): readonly string[] {
  const { graph } = t;
  const { points } = drawing;
  const shares = points.flatMap(({ coverage }) => (coverage === null ? [] : [coverage]));
  const isImported = points.some(({ standing }) => standing === 'imported');
  return [
    ...(isImported ? [graph.imported(sources.length > 0 ? f.list(sources) : graph.otherSources)] : []),
    ...(isImported && isSum ? [graph.importedSums] : []),
    ...(points.some(({ value }) => value === null) ? [graph.gaps] : []),
    ...(drawing.isRunning && points.length > 1 ? [graph.running] : []),
    ...(drawing.scale.low > 0 ? [graph.notFromZero] : []),
    ...(shares.length > 1 ? [graph.coverage(f.percent(shares.at(-1) ?? null))] : []),
  ];
}

export type TableInterval = 'day' | 'week' | 'month';
export type Table = { readonly interval: TableInterval; readonly rows: readonly ChartPoint[] };

const STARTS: Readonly<Record<TableInterval, (at: number) => number>> = {
  day: (at) => at,
  week: weekStart,
  month: (at) => {
    const day = new Date(at * 1000);
    return Date.UTC(day.getUTCFullYear(), day.getUTCMonth()) / 1000;
  },
};

/** The last point of each day, week or month, known where any is; newest first. A long series is told by week or month. */
export function table({ points, mode }: Drawing): Table {
  if (mode !== 'total') return { interval: mode, rows: points.toReversed() };
  const weeks = ((points.at(-1)?.at ?? 0) - (points[0]?.at ?? 0)) / (7 * DAY);
  const interval = points.length <= TABLE_ROWS ? 'day' : weeks <= TABLE_ROWS ? 'week' : 'month';
  const rows = new Map<number, ChartPoint>();
  for (const point of points) {
    const at = STARTS[interval](point.at);
    if (point.value !== null || !rows.has(at)) rows.set(at, { ...point, at });
  }
  return { interval, rows: [...rows.values()].toReversed() };
}
