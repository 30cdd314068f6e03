/** A graph of the network's shape with everything that belongs to it: finding, picture, values for the script, words, table, CSV, embed box. */
import type { DatedEvent } from '../../db/events/events.ts';
import { dayOf, dayStart, dayText } from '../../db/time.ts';
import { overlayGraph } from '../charts/overlay-svg.ts';
import type { Range } from '../charts/points.ts';
import { ageWords, drawShape, type ShapeDrawing } from '../charts/shape-drawing.ts';
import { shapeFinding, shapeRemarks, shapeSummaries } from '../charts/shape-words.ts';
import type { Shape, ShapeLine } from '../charts/shapes.ts';
import { gutter, lineGraph } from '../charts/svg.ts';
import { MONTH_SECONDS } from '../charts/ticks.ts';
import { writtenAs } from '../charts/units.ts';
import { legend, overlayPoints } from './compare-graph.ts';
import { pastDay, withQuery, type PageContext } from './context.ts';
import { eventList, eventsIn } from './graph-events.ts';
import { linePoints } from './graph.ts';
import { html, NOTHING, type Html } from './html.ts';
import { jsonBlock } from './json-block.ts';
import { shareBox } from './share.ts';

export type ShapeView = {
  readonly shape: Shape;
  readonly lines: readonly ShapeLine[];
  readonly range: Range;
  /** Dated events to mark, oldest first; none over ages. */
  readonly events: readonly DatedEvent[];
};

/** Rows of the table of values, the newest: the CSV has all. */
const TABLE_ROWS = 62;

/** The table that it draws, as CSV, as of the day that the page shows. */
export function tableCsv(
  ctx: PageContext,
  table: string,
  query: Readonly<Record<string, string>> = {},
): string {
  const text = withQuery(new URLSearchParams(query), { on: pastDay(ctx) }).toString();
  return `/api/v1/network/tables/${table}.csv${text === '' ? '' : `?${text}`}`;
}

type Row = { readonly at: number; readonly values: readonly (number | null)[] };

function rowsOf({ kind, drawn }: ShapeDrawing, { axis }: Shape): readonly Row[] {
  const lines = kind === 'one' ? [drawn.points] : drawn.lines.map(({ points }) => points);
  const times = [...new Set(lines.flatMap((points) => points.map(({ at }) => at)))].toSorted((a, b) => a - b);
  const values = lines.map((points) => new Map(points.map(({ at, value }) => [at, value])));
  const rows = times.map((at) => ({ at, values: values.map((line) => line.get(at) ?? null) }));
  return axis === 'age' ? rows : rows.slice(-TABLE_ROWS).toReversed();
}

function tableOf(ctx: PageContext, shape: Shape, drawing: ShapeDrawing): Html {
  const { graph, shapes } = ctx.t;
  const { full } = writtenAs(shape.unit, ctx.f);
  const { name } = shapes.texts[shape.id];
  const heads = drawing.kind === 'one' ? [name] : drawing.drawn.lines.map((line) => line.name);
  const when = (at: number): Html | string =>
    shape.axis === 'age'
      ? ageWords(ctx, Math.round(at / MONTH_SECONDS))
      : html`<time datetime="${dayText(dayOf(at))}">${ctx.f.date(at)}</time>`;
  return html`<details class="graph-table" id="${shape.id}-table">
    <summary>${graph.table}</summary>
    <div class="scroll" tabindex="0" role="region" aria-label="${graph.titled(name, graph.table)}">
      <table>
        <thead>
          <tr>
            <th scope="col">${shape.axis === 'age' ? shapes.age : graph.date}</th>
            ${heads.map((head) => html`<th scope="col" class="number">${head}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rowsOf(drawing, shape).map(
            ({ at, values }) =>
              html`<tr>
                <th scope="row">${when(at)}</th>
                ${values.map((value) => html`<td class="number">${value === null ? graph.unknown : full(value)}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </details>`;
}

type Words = { readonly title: string; readonly finding: string; readonly summaries: readonly string[] };

function plot(ctx: PageContext, { shape, events }: ShapeView, drawing: ShapeDrawing, words: Words): Html {
  const { id, unit } = shape;
  const moments = events.map(({ day }) => dayStart(day));
  const labels = { id, title: words.title, summary: words.summaries.join(' '), events: moments };
  if (drawing.kind === 'several')
    return html`<div class="plot large">
      ${overlayGraph(drawing.drawn, labels)}${jsonBlock('overlay-points', overlayPoints(ctx, drawing.drawn, ''))}
    </div>`;
  const { drawn } = drawing;
  const format = writtenAs(unit, ctx.f).short;
  return html`<div class="plot large gutter-${gutter(drawn)}">
    ${lineGraph(drawn, { ...labels, size: 'large', format })}${jsonBlock('plot-points', linePoints(ctx, drawn, { noun: '', one: '' }))}
  </div>`;
}

function isEmpty({ kind, drawn }: ShapeDrawing): boolean {
  return kind === 'one' ? drawn.points.length === 0 : drawn.lines.length === 0;
}

/** @param isShared whether the box with the addresses to embed it stands below */
export function shapeFigure(ctx: PageContext, view: ShapeView, isShared = true): Html {
  const { graph, shapes } = ctx.t;
  const { shape, lines, range } = view;
  const drawing = drawShape(shape, lines, range, ctx, ctx.now);
  const { name, gloss } = shapes.texts[shape.id];
  const finding = shapeFinding(shape, drawing, ctx);
  const title = graph.titled(name, finding);
  const summaries = shapeSummaries(shape, drawing, ctx);
  const isSeveral = drawing.kind === 'several';
  const marked = isEmpty(drawing) ? [] : eventsIn(drawing.drawn, view.events);
  return html`<figure
    class="graph ${isSeveral ? 'overlay' : `hue-${shape.hue}`}"
    id="graph-${shape.id}"
    data-part="graph-${shape.id}"
  >
    <figcaption>
      <span class="figure-name">${name}</span><strong class="finding">${finding}</strong
      ><span class="subtitle">${gloss}</span>
    </figcaption>
    ${
      isEmpty(drawing)
        ? html`<p class="empty">${shape.axis === 'age' ? shapes.tooShort : graph.emptyText}</p>`
        : html`${plot(ctx, { ...view, events: marked }, drawing, { title, finding, summaries })}
            ${isSeveral ? legend(ctx, drawing.drawn, summaries) : NOTHING}
            <div class="graph-words">
              ${isSeveral ? NOTHING : html`<p>${summaries.join(' ')}</p>`}
              <p class="remarks">${shapeRemarks(shape, drawing, ctx).join(' ')}</p>
            </div>
            ${eventList(ctx, marked, shape.id)}
            <div class="graph-foot">
              <a class="quiet" href="${tableCsv(ctx, shape.table)}">${graph.csv}</a
              >${tableOf(ctx, shape, drawing)}
              ${isShared ? shareBox(ctx, { kind: 'network' }, shape, { range }, title) : NOTHING}
            </div>`
    }
  </figure>`;
}
