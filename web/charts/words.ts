/** Says in words what a graph shows: its finding, its summary, its table. Pure; text only, no markup. */
import type { Figure } from '../../db/model.ts';
import { lastOfEach } from '../../db/series/periods.ts';
import { DAY, WEEK } from '../../db/time.ts';
import type { Formats } from '../format.ts';
import type { Messages } from '../messages.ts';
import { known, type Drawing } from './drawing.ts';
import type { ChartPoint, KnownPoint, Mode } from './points.ts';

export type Wording = {
  readonly t: Messages;
  readonly f: Formats;
  readonly figure: Figure;
  /** Whether the points are sums over many instances; imported sums rest on other instances than measured ones. */
  readonly isSum: boolean;
};

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

/** The figure's noun as it stands after this number. */
export function nounFor(value: number, { t, f, figure }: Pick<Wording, 't' | 'f' | 'figure'>): string {
  const { noun, one } = t.figures[figure];
  return f.plural(value) === 'one' ? one : noun;
}

/** How much more or less there is at the end of the period. */
function growth(first: KnownPoint, last: KnownPoint, words: Wording): string {
  const { t, f, figure } = words;
  const { of } = t.figures[figure];
  const span = spanText(first.at, last.at, words);
  const share = first.value === 0 ? null : Math.abs(last.value / first.value - 1);
  if (last.value === first.value) return t.graph.same(of, span);
  const by = Math.abs(last.value - first.value);
  const [amount, what] = share === null ? [f.full(by), nounFor(by, words)] : [f.percent(share), of];
  return last.value > first.value ? t.graph.more(amount, what, span) : t.graph.fewer(amount, what, span);
}

/** Sums over different lists of instances are not compared: growth of a list is no growth of the network. */
function comparable(drawing: Drawing, { isSum }: Wording): readonly KnownPoint[] {
  const points = known(drawing.points);
  const newest = points.at(-1);
  if (!isSum || newest === undefined) return points;
  return newest.standing === 'imported' ? [newest] : points.filter(({ standing }) => standing !== 'imported');
}

/** The newest that others told where nothing of ours is in the period; `null` where they told nothing either. */
function told({ others }: Drawing, { t, f, figure }: Wording): string | null {
  const newest = others
    .flatMap(({ source, points }) => points.slice(-1).map((point) => ({ source, ...point })))
    .reduce<{ source: string; at: number; value: number; isAround: boolean } | null>(
      (last, point) => (last === null || point.at > last.at ? point : last),
      null,
    );
  if (newest === null) return null;
  const { at, value, isAround, source } = newest;
  const number = isAround ? t.graph.published.around(f.full(value)) : f.full(value);
  return t.graph.published.told(
    t.graph.single(number, nounFor(value, { t, f, figure }), t.graph.on.total(f.date(at))),
    source,
  );
}

/** The headline of a graph: what it found. */
export function finding(drawing: Drawing, words: Wording): string {
  const { t, f } = words;
  const points = comparable(drawing, words);
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return told(drawing, words) ?? t.graph.empty;
  if (drawing.mode !== 'total') {
    const mean = sumOf(points) / points.length;
    const digits = Math.abs(mean) < FEW ? 10 : 1;
    const pace = Math.round(mean * digits) / digits;
    return t.graph.pace[drawing.mode](f.signed(pace), nounFor(pace, words));
  }
  return first !== last
    ? growth(first, last, words)
    : t.graph.single(f.full(last.value), nounFor(last.value, words), t.graph.on.total(f.date(last.at)));
}

function sumOf(points: readonly KnownPoint[]): number {
  return points.reduce((sum, { value }) => sum + value, 0);
}

/** Totals: from, to and change. Changes: what they come to together. Then the lowest and the highest of either. */
export function summary(drawing: Drawing, words: Wording): string {
  const { t } = words;
  const points = comparable(drawing, words);
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined)
    return drawing.others.length > 0 ? t.graph.published.onlyOthers : t.graph.emptyRange;
  return drawing.mode === 'total'
    ? summaryOfTotals(points, first, last, words)
    : summaryOfChanges(points, first, last, { ...words, mode: drawing.mode });
}

function summaryOfTotals(
  points: readonly KnownPoint[],
  first: KnownPoint,
  last: KnownPoint,
  words: Wording,
): string {
  const { t, f } = words;
  if (first === last)
    return `${t.graph.single(f.full(last.value), nounFor(last.value, words), t.graph.on.total(f.date(last.at)))}.`;
  const share = first.value > 0 ? ` (${f.signedPercent(last.value / first.value - 1)})` : '';
  const change = `${f.signed(last.value - first.value)}${share}`;
  const whole = t.graph.fromTo(
    f.full(first.value),
    f.date(first.at),
    f.full(last.value),
    f.date(last.at),
    change,
  );
  return `${whole} ${extremes(points, f.full, (at) => t.graph.on.total(f.date(at)), t)}`;
}

function summaryOfChanges(
  points: readonly KnownPoint[],
  first: KnownPoint,
  last: KnownPoint,
  words: Wording & { readonly mode: Exclude<Mode, 'total'> },
): string {
  const { t, f, mode } = words;
  const date = mode === 'month' ? f.month : f.date;
  const when = (at: number): string => t.graph.on[mode](date(at));
  const sum = sumOf(points);
  if (first === last) return `${t.graph.single(f.signed(sum), nounFor(sum, words), when(last.at))}.`;
  const whole = t.graph.sum[mode](f.signed(sum), nounFor(sum, words), date(first.at), date(last.at));
  return `${whole} ${extremes(points, f.signed, when, t)}`;
}

function extremes(
  points: readonly KnownPoint[],
  number: (value: number) => string,
  when: (at: number) => string,
  t: Messages,
): string {
  const [first, ...rest] = points;
  if (first === undefined) return '';
  const low = rest.reduce((least, point) => (point.value < least.value ? point : least), first);
  const high = rest.reduce((most, point) => (point.value > most.value ? point : most), first);
  return t.graph.extremes(number(low.value), when(low.at), number(high.value), when(high.at));
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
  const isImported = points.some(({ standing, value }) => standing === 'imported' && value !== null);
  const names = sources.length > 0 ? f.list(sources) : graph.otherSources;
  return [
    ...(isImported ? [isSum ? graph.importedSums(names) : graph.imported(names)] : []),
    ...(points.some(({ value }) => value === null) ? [graph.gaps] : []),
    ...(drawing.isRunning && points.length > 1
      ? [drawing.kind.form === 'bars' ? graph.runningBar : graph.running]
      : []),
    ...(points.some(({ same = null }) => same !== null) ? [graph.sameInstances] : []),
    ...(drawing.scale.low > 0 ? [graph.notFromZero] : []),
    ...(shares.length > 1 ? [graph.coverage(f.percent(shares.at(-1) ?? null))] : []),
  ];
}

export type TableInterval = 'day' | 'week' | 'month';
export type Table = { readonly interval: TableInterval; readonly rows: readonly ChartPoint[] };

/** The last point of each day, week or month, known where any is; newest first. A long series is told by week or month. */
export function table({ points, mode }: Drawing): Table {
  if (mode !== 'total') return { interval: mode, rows: points.toReversed() };
  const weeks = ((points.at(-1)?.at ?? 0) - (points[0]?.at ?? 0)) / WEEK;
  const interval = points.length <= TABLE_ROWS ? 'day' : weeks <= TABLE_ROWS ? 'week' : 'month';
  return { interval, rows: lastOfEach(interval, points).toReversed() };
}
