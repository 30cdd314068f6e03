/** A graph with everything that belongs to it: finding, picture, data for the script, remarks, table, CSV. */
import type { DatedEvent } from '../../db/events/events.ts';
import { nextPeriod } from '../../db/series/periods.ts';
import { dayOf, dayStart, dayText } from '../../db/time.ts';
import { coverageStrip } from '../charts/coverage.ts';
import { gutter, lineGraph, type Size } from '../charts/svg.ts';
import { stepsSince } from '../charts/arrivals.ts';
import { drawing, type Drawing, type Reading } from '../charts/drawing.ts';
import type { SentGraphPoints } from '../charts/graph-points.ts';
import { MODES, RANGES, type ChartPoint } from '../charts/points.ts';
import { stepsOf } from '../charts/steps.ts';
import { finding, remarks, summary, table, type TableInterval, type Wording } from '../charts/words.ts';
import { CHARTS, type ChartSeries } from '../charts.ts';
import type { Subject } from '../embed/subject.ts';
import { eventList, eventsIn } from './graph-events.ts';
import { href, pastDay, withQuery, type PageContext } from './context.ts';
import { html, NOTHING, type Html } from './html.ts';
import { jsonBlock } from './json-block.ts';
import { networkDayPath } from './network-day.ts';
import { publishedList } from './published.ts';
import { shareBox } from './share.ts';
import { stepList } from './steps.ts';

export type GraphView = {
  /** Its name on the page, where two of one chart are on it; else the chart's. */
  readonly name?: string;
  readonly series: ChartSeries;
  readonly reading: Reading;
  /** Names of the sources of imported points. */
  readonly sources: readonly string[];
  /** Address of the same series in the API, without query. */
  readonly api: string;
  /** What the API has to be asked besides figure, interval and time. */
  readonly apiQuery?: Readonly<Record<string, string>>;
  readonly size: Size;
  /** Whether each of its days has a page that explains it: the network's totals. */
  readonly hasDays?: boolean;
  /** Dated events to mark, oldest first. */
  readonly events?: readonly DatedEvent[];
  /** What can be embedded of it; nothing where it is embedded already. */
  readonly subject?: Subject;
};

/** What the script is told of a line. @param nouns of the unit, after a number; empty: there is none */
export function linePoints(
  ctx: PageContext,
  drawn: Drawing,
  nouns: { readonly noun: string; readonly one: string },
): SentGraphPoints {
  const { drawn: points, isRunning, from, until, scale, mode, isSum, kind } = drawn;
  const { graph, figures } = ctx.t;
  return {
    at: stepsOf(points.map(({ at }) => at)),
    value: points.map(({ value }) => value),
    standing: points.map(({ standing }) => standing[0]).join(''),
    isRunning,
    from,
    until,
    low: scale.low,
    high: scale.high,
    rules: scale.ticks,
    mode,
    unit: kind.unit,
    middle: kind.form === 'bars' ? points.map(({ at }) => (at + nextPeriod(kind.period, at)) / 2) : null,
    isMonth: kind.period === 'month',
    noun: nouns.noun,
    one: nouns.one,
    instances: isSum && mode === 'total' ? points.map(({ instances }) => instances ?? 0) : null,
    instancesNoun: figures.instances.noun,
    oneInstance: figures.instances.one,
    imported: graph.importedMark,
    keyboard: graph.keyboard,
  };
}

type TableParts = Pick<GraphView, 'series' | 'api' | 'apiQuery'> & {
  /** Unique in the page. */
  readonly id: string;
  readonly drawn: Drawing;
  /** Whether each row says over how many instances it is. */
  readonly hasInstances: boolean;
  readonly hasDays: boolean;
};

function row(ctx: PageContext, point: ChartPoint, { drawn, hasInstances, hasDays }: TableParts): Html {
  const { graph } = ctx.t;
  const number = drawn.mode === 'total' ? ctx.f.full : ctx.f.signed;
  const mark =
    point.standing === 'imported' && point.value !== null
      ? html` <small>(${graph.importedMark})</small>`
      : NOTHING;
  const told = drawn.kind.period === 'month' ? ctx.f.month(point.at) : ctx.f.date(point.at);
  const date = html`<time datetime="${dayText(dayOf(point.at))}">${told}</time>`;
  const isDay = hasDays && point.value !== null;
  return html`<tr>
    <th scope="row">
      ${isDay ? html`<a href="${href(ctx, networkDayPath(dayOf(point.at)))}">${date}</a>` : date}${mark}
    </th>
    <td>${point.value === null ? graph.unknown : number(point.value)}</td>
    ${hasInstances ? html`<td>${point.value === null ? '' : ctx.f.full(point.instances ?? null)}</td>` : NOTHING}
  </tr>`;
}

function tableOf(ctx: PageContext, parts: TableParts): Html {
  const { graph, figures } = ctx.t;
  const { id, series, drawn, hasInstances } = parts;
  const { interval, rows } = table(drawn);
  const { name, of } = figures[series.figure];
  const caption =
    drawn.mode === 'total' ? graph.tableCaption.total[interval] : graph.tableCaption[drawn.mode];
  const head = drawn.mode === 'total' ? name : graph.changeIn(of);
  return html`<details class="graph-table" id="${id}-table">
    <summary>${graph.table}</summary>
    <div class="scroll" tabindex="0" role="region" aria-label="${graph.titled(name, caption)}">
      <table>
        <caption>
          ${caption}
        </caption>
        <thead>
          <tr>
            <th scope="col">${graph.date}</th>
            <th scope="col">${head}</th>
            ${hasInstances ? html`<th scope="col">${figures.instances.name}</th>` : NOTHING}
          </tr>
        </thead>
        <tbody>
          ${rows.map((point) => row(ctx, point, { ...parts, hasDays: parts.hasDays && interval === 'day' }))}
        </tbody>
      </table>
    </div>
    ${interval === 'day' || drawn.mode !== 'total' ? NOTHING : html`<p><a class="quiet" href="${csvLink(ctx, parts, drawn, interval)}">${graph.tableCsv}</a></p>`}
  </details>`;
}

/** The same numbers as the graph, of the same period; or as its table, which tells a long one by week or month. */
function csvLink(
  ctx: PageContext,
  view: Pick<GraphView, 'series' | 'api' | 'apiQuery'>,
  drawn: Drawing,
  interval: TableInterval = 'day',
): string {
  const { mode } = drawn;
  const query = new URLSearchParams({ ...view.apiQuery, metric: view.series.figure });
  if (mode === 'total') query.set('interval', interval);
  else query.set('mode', mode);
  if (drawn.range !== 'all') query.set('from', dayText(dayOf(drawn.from)));
  const day = pastDay(ctx);
  if (day !== null) query.set('until', day);
  return `${view.api}.csv?${query.toString()}`;
}

/** What others told of the same figure. */
function publishedCsv({ api, series }: GraphView): string {
  return `${api.replace(/series$/, 'published')}.csv?metric=${series.figure}`;
}

/** The graph of one series. Its place on the page keeps its size whether or not anything is known. */
export function graphFigure(ctx: PageContext, view: GraphView): Html {
  const { graph, figures } = ctx.t;
  const { series, reading } = view;
  const { hue } = series.chart;
  const id = view.name ?? series.chart.id;
  const words: Wording = { t: ctx.t, f: ctx.f, figure: series.figure, isSum: series.isSum };
  const drawn = drawing(series.points, reading, ctx.f, ctx.now, series.isSum, series.published);
  const { name, gloss } = figures[series.figure];
  const isEmpty = drawn.points.length === 0 && drawn.others.length === 0;
  const events = eventsIn(drawn, view.events ?? []);
  // A page has one large graph, and another figure takes its place.
  const part = view.size === 'large' && view.name === undefined ? 'graph' : `graph-${id}`;
  const labels = {
    id,
    title: graph.titled(name, finding(drawn, words)),
    summary: summary(drawn, words),
    size: view.size,
    events: events.map(({ day }) => dayStart(day)),
    format: (value: number) => (reading.mode === 'total' ? ctx.f.compact(value) : ctx.f.signedCompact(value)),
  };
  return html`<figure class="graph hue-${hue}" id="graph-${id}" data-part="${part}">
    <figcaption>
      <strong class="finding">${finding(drawn, words)}</strong
      ><span class="subtitle">${graph.subtitle[reading.mode](gloss)}</span>
    </figcaption>
    <div class="plot ${view.size} gutter-${gutter(drawn)}">
      ${isEmpty ? html`<p class="empty">${series.points.some(({ value }) => value !== null) ? graph.emptyRange : graph.emptyText}</p>` : html`${lineGraph(drawn, labels)}${jsonBlock('plot-points', linePoints(ctx, drawn, figures[series.figure]))}`}
    </div>
    ${reading.mode === 'total' ? html`<div class="gutter-${gutter(drawn)}">${coverageStrip(drawn)}</div>` : NOTHING}
    ${
      isEmpty
        ? NOTHING
        : html`<div class="graph-words">
              <p>${labels.summary}</p>
              <p class="remarks">${remarks(drawn, words, view.sources).join(' ')}</p>
            </div>
            ${eventList(ctx, events, id, view.size === 'small')}${view.hasDays === true && view.name === undefined ? stepList(ctx, stepsSince(series.points, drawn.from)) : NOTHING}
            <div class="graph-foot">
              <a class="quiet" href="${csvLink(ctx, view, drawn)}">${graph.csv}</a
              >${tableOf(ctx, { ...view, id, drawn, hasInstances: series.isSum && reading.mode === 'total', hasDays: view.hasDays === true })}
              ${view.subject === undefined ? NOTHING : shareBox(ctx, view.subject, series.chart, { ...reading }, labels.title, id)}
            </div>`
    }
    ${publishedList(ctx, { drawn: drawn.others, all: series.published, figure: series.figure, csv: publishedCsv(view) })}
  </figure>`;
}

type Choice = {
  readonly name: string;
  readonly value: string;
  readonly label: string;
  readonly isCurrent: boolean;
};

/** A row of links that look like one control. Each is a plain GET link; the script follows it without a page load. */
export function segments(ctx: PageContext, label: string, choices: readonly Choice[], anchor: string): Html {
  return html`<nav class="segments" aria-label="${label}">
    <ul>
      ${choices.map(({ name, value, label: text, isCurrent }) => html`<li><a href="${href(ctx, ctx.path, withQuery(ctx.query, { [name]: value }))}#${anchor}" data-soft ${isCurrent ? html`aria-current="true"` : NOTHING}>${text}</a></li>`)}
    </ul>
  </nav>`;
}

/** Which figure the page's large graph shows. */
export function metricControl(ctx: PageContext, { series }: GraphView, anchor: string): Html {
  const { graph, figures } = ctx.t;
  const metrics = CHARTS.map(({ id, figure }) => ({
    name: 'metric',
    value: id,
    label: figures[figure].name,
    isCurrent: id === series.chart.id,
  }));
  return segments(ctx, graph.metricLabel, metrics, anchor);
}

/** Period and reading, shared by all graphs of a page. */
export function readingControls(ctx: PageContext, reading: Reading, anchor: string): Html {
  const { graph } = ctx.t;
  const modes = MODES.map((mode) => ({
    name: 'mode',
    value: mode,
    label: graph.modes[mode],
    isCurrent: mode === reading.mode,
  }));
  const ranges = RANGES.map((range) => ({
    name: 'range',
    value: range,
    label: graph.ranges[range],
    isCurrent: range === reading.range,
  }));
  return html`${segments(ctx, graph.modeLabel, modes, anchor)}${segments(ctx, graph.rangeLabel, ranges, anchor)}`;
}
