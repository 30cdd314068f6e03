/** A graph with everything that belongs to it: finding, picture, data for the script, remarks, table, CSV. */
import { coverageStrip, lineGraph, type Size } from '../charts/svg.ts';
import { drawing, type Drawing, type Reading } from '../charts/drawing.ts';
import type { GraphPoints } from '../charts/graph-points.ts';
import { MODES, RANGES, type ChartPoint } from '../charts/points.ts';
import { finding, remarks, summary, table, type Wording } from '../charts/words.ts';
import type { ChartSeries } from '../charts.ts';
import { href, withQuery, type PageContext } from './context.ts';
import { raw } from 'hono/html';
import { html, NOTHING, type Html } from './html.ts';

export type GraphView = {
  readonly series: ChartSeries;
  readonly reading: Reading;
  /** Names of the sources of imported points. */
  readonly sources: readonly string[];
  /** Address of the same series in the API, without query. */
  readonly api: string;
  readonly size: Size;
};

function graphPoints(ctx: PageContext, drawn: Drawing, noun: string): GraphPoints {
  const { drawn: points, isRunning, from, until, scale, mode } = drawn;
  const { graph } = ctx.t;
  return {
    at: points.map(({ at }) => at),
    value: points.map(({ value }) => value),
    standing: points.map(({ standing }) => standing[0]).join(''),
    isRunning,
    from,
    until,
    low: scale.low,
    high: scale.high,
    rules: scale.ticks,
    mode,
    noun,
    imported: graph.importedMark,
    keyboard: graph.keyboard,
  };
}

/** JSON inside a script element: `<` is the only character that could end it. */
function jsonBlock(value: GraphPoints): Html {
  return html`<script type="application/json" class="plot-points">
    ${raw(JSON.stringify(value).replaceAll('<', String.raw`\u003c`))}
  </script>`;
}

function row(ctx: PageContext, point: ChartPoint): Html {
  const { graph } = ctx.t;
  const value = point.value === null ? graph.unknown : ctx.f.full(point.value);
  const mark =
    point.standing === 'imported' && point.value !== null
      ? html` <small>(${graph.importedMark})</small>`
      : NOTHING;
  return html`<tr>
    <th scope="row">
      <time datetime="${new Date(point.at * 1000).toISOString().slice(0, 10)}">${ctx.f.date(point.at)}</time
      >${mark}
    </th>
    <td>${value}</td>
  </tr>`;
}

function tableOf(ctx: PageContext, drawn: Drawing, id: string, name: string): Html {
  const { graph } = ctx.t;
  const { interval, rows } = table(drawn);
  return html`<details class="graph-table" id="${id}-table">
    <summary>${graph.table}</summary>
    <div class="scroll" tabindex="0" role="region" aria-label="${name}: ${graph.tableCaption[interval]}">
      <table>
        <caption>
          ${graph.tableCaption[interval]}
        </caption>
        <thead>
          <tr>
            <th scope="col">${graph.date}</th>
            <th scope="col">${name}</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map((point) => row(ctx, point))}
        </tbody>
      </table>
    </div>
  </details>`;
}

function csvLink(view: GraphView, drawn: Drawing): string {
  const query = new URLSearchParams({
    metric: view.series.figure,
    interval: drawn.mode === 'week' ? 'week' : 'day',
  });
  if (drawn.range !== 'all') query.set('from', new Date(drawn.from * 1000).toISOString().slice(0, 10));
  return `${view.api}.csv?${query.toString()}`;
}

/** The graph of one series. Its place on the page keeps its size whether or not anything is known. */
export function graphFigure(ctx: PageContext, view: GraphView): Html {
  const { graph, figures } = ctx.t;
  const { series, reading } = view;
  const { id, hue } = series.chart;
  const words: Wording = { t: ctx.t, f: ctx.f, figure: series.figure, isSum: series.isSum };
  const drawn = drawing(series.points, reading, ctx.f, ctx.now);
  const texts = figures[series.figure];
  const isEmpty = drawn.points.length === 0;
  // A page has one large graph, and another figure takes its place.
  const part = view.size === 'large' ? 'graph' : `graph-${id}`;
  const labels = {
    id,
    title: `${texts.name}: ${finding(drawn, words)}`,
    summary: summary(drawn, words),
    size: view.size,
    format: (value: number) => (reading.mode === 'total' ? ctx.f.compact(value) : ctx.f.signedCompact(value)),
  };
  return html`<figure class="graph hue-${hue}" id="graph-${id}" data-part="${part}">
    <figcaption>
      <strong class="finding">${finding(drawn, words)}</strong
      ><span class="subtitle">${graph.subtitle[reading.mode](texts.gloss)}</span>
    </figcaption>
    <div class="plot ${view.size}">
      ${isEmpty ? html`<p class="empty">${series.points.some(({ value }) => value !== null) ? graph.emptyRange : graph.emptyText}</p>` : html`${lineGraph(drawn, labels)}${jsonBlock(graphPoints(ctx, drawn, texts.noun))}`}
    </div>
    ${reading.mode === 'total' ? coverageStrip(drawn) : NOTHING}
    ${
      isEmpty
        ? NOTHING
        : html`<div class="graph-words">
              <p>${labels.summary}</p>
              <p class="remarks">${remarks(drawn, words, view.sources).join(' ')}</p>
            </div>
            <div class="graph-foot">
              <a class="quiet" href="${csvLink(view, drawn)}">${graph.csv}</a
              >${tableOf(ctx, drawn, id, texts.name)}
            </div>`
    }
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
