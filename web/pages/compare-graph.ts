/** The comparison's graph with its finding, legend, remarks, table and CSV. */
import type { DatedEvent } from '../../db/events/events.ts';
import type { Figure } from '../../db/model.ts';
import { dayStart } from '../../db/time.ts';
import type { Chart } from '../charts.ts';
import type { SentOverlayPoints } from '../charts/overlay-points.ts';
import { stepsOf } from '../charts/steps.ts';
import { overlayGraph, lineSample } from '../charts/overlay-svg.ts';
import { MONTH_SECONDS } from '../charts/ticks.ts';
import { overlayRows, placed, type Overlay, type OverlayLine } from '../charts/overlay.ts';
import { isKnown, type KnownPoint } from '../charts/points.ts';
import type { PageContext } from './context.ts';
import { eventList, eventsIn } from './graph-events.ts';
import { html, NOTHING, type Html } from './html.ts';
import { jsonBlock } from './json-block.ts';

/** Rows of the table of values, the newest. */
const TABLE_ROWS = 62;

type Ends = {
  readonly line: OverlayLine;
  readonly first: KnownPoint;
  readonly last: KnownPoint;
  readonly mean: number;
};

function endsOf(line: OverlayLine): readonly Ends[] {
  const known = line.points.filter(isKnown);
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined) return [];
  const mean = known.reduce((sum, { value }) => sum + value, 0) / known.length;
  return [{ line, first, last, mean }];
}

/** The headline: who is largest, grew most or moves most. */
export function overlayFinding(ctx: PageContext, drawn: Overlay, figure: Figure): string {
  const { compare, figures, graph } = ctx.t;
  const { noun, of } = figures[figure];
  const ends = drawn.lines.flatMap(endsOf);
  const most = (measure: (one: Ends) => number): Ends | undefined =>
    ends.toSorted((a, b) => measure(b) - measure(a))[0];
  if (drawn.reading === 'week') {
    const top = most(({ mean }) => Math.abs(mean));
    return top === undefined
      ? graph.empty
      : compare.gainedMost(top.line.name, ctx.f.signed(Math.round(top.mean)), noun);
  }
  const top = most(({ last }) => last.value);
  if (top === undefined) return graph.empty;
  return drawn.reading === 'indexed'
    ? compare.grewMost(top.line.name, ctx.f.signedPercent(top.last.value / 100 - 1), of)
    : compare.largest(top.line.name, ctx.f.full(top.last.value), noun);
}

function valueText(ctx: PageContext, { reading }: Overlay, value: number | null): string {
  if (value === null) return ctx.t.graph.unknown;
  return reading === 'week' ? ctx.f.signed(value) : ctx.f.full(value);
}

/** From where to where each line went, in words. */
export function summaries(ctx: PageContext, drawn: Overlay): readonly string[] {
  const { compare } = ctx.t;
  return drawn.lines.map((line) => {
    const [ends] = endsOf(line);
    if (ends === undefined) return compare.noValues(line.name);
    const { first, last } = ends;
    return compare.fromTo(line.name, valueText(ctx, drawn, first.value), valueText(ctx, drawn, last.value));
  });
}

function subtitle(ctx: PageContext, { reading, baseAt }: Overlay, figure: Figure): string {
  const { compare, figures } = ctx.t;
  const { gloss } = figures[figure];
  return reading === 'indexed'
    ? compare.subtitles.indexed(gloss, ctx.f.date(baseAt ?? 0))
    : compare.subtitles[reading](gloss);
}

export function legend(ctx: PageContext, drawn: Overlay, words = summaries(ctx, drawn)): Html {
  return html`<ul class="legend" aria-label="${ctx.t.compare.legend}">
    ${drawn.lines.map(
      (line, index) =>
        html`<li>
          ${lineSample(line)}<span><strong>${line.letter}</strong> ${words[index]}</span>
        </li>`,
    )}
  </ul>`;
}

/** Ages in words, for those who read the values one by one. */
function headsOf({ kind: { age }, lines }: Overlay): SentOverlayPoints['heads'] {
  if (age === null) return null;
  const times = lines.flatMap(({ drawn }) => drawn.map(({ at }) => at));
  return Object.fromEntries(times.map((at) => [at, age(Math.round(at / MONTH_SECONDS))]));
}

/** What the script is told of the lines. */
export function overlayPoints(ctx: PageContext, drawn: Overlay, noun: string): SentOverlayPoints {
  return {
    unit: drawn.kind.unit,
    isStepped: drawn.kind.isStepped,
    heads: headsOf(drawn),
    isLog: drawn.scale === 'log',
    isChange: drawn.reading === 'week',
    from: drawn.from,
    until: drawn.until,
    low: drawn.axis.low,
    high: drawn.axis.high,
    rules: drawn.axis.ticks,
    noun: drawn.reading === 'indexed' ? '' : noun,
    keyboard: ctx.t.graph.keyboard,
    lines: drawn.lines.map(({ name, letter, style, drawn: points }) => ({
      name,
      letter,
      hue: style.hue,
      dash: style.dash,
      at: stepsOf(points.map(({ at }) => at)),
      value: points.map(({ value }) => value),
      place: points.map(({ value }) => (value === null ? null : placed(drawn.scale, value))),
      standing: points.map(({ standing }) => standing[0]).join(''),
    })),
  };
}

function tableOf(ctx: PageContext, drawn: Overlay): Html {
  const { compare, graph } = ctx.t;
  const rows = overlayRows(drawn).slice(-TABLE_ROWS).toReversed();
  return html`<details class="graph-table" id="compare-values">
    <summary>${compare.values}</summary>
    <div class="scroll" tabindex="0" role="region" aria-label="${compare.values}">
      <table>
        <thead>
          <tr>
            <th scope="col">${graph.date}</th>
            ${drawn.lines.map(({ name, letter }) => html`<th scope="col" class="number">${letter} <bdi>${name}</bdi></th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            ({ at, values }) =>
              html`<tr>
                <th scope="row">
                  <time datetime="${new Date(at * 1000).toISOString().slice(0, 10)}">${ctx.f.date(at)}</time>
                </th>
                ${values.map((value) => html`<td class="number">${valueText(ctx, drawn, value)}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </details>`;
}

function remarks(ctx: PageContext, { lines, scale }: Overlay): string {
  const { compare } = ctx.t;
  const points = lines.flatMap((line) => line.points);
  return [
    ...(scale === 'log' ? [compare.logHint] : []),
    ...(points.some(({ standing, value }) => standing === 'imported' && value !== null)
      ? [compare.imported]
      : []),
    ...(points.some(({ value }) => value === null) ? [compare.gaps] : []),
  ].join(' ');
}

/**
 * @param csv address of the same values as CSV
 * @param dated events to mark, oldest first
 * @param share the box that gives the addresses to embed it
 */
export function overlayFigure(
  ctx: PageContext,
  drawn: Overlay,
  chart: Chart,
  csv: string,
  share: Html = NOTHING,
  dated: readonly DatedEvent[] = [],
): Html {
  const { compare, figures, graph } = ctx.t;
  const finding = overlayFinding(ctx, drawn, chart.figure);
  const isEmpty = drawn.lines.every(({ drawn: points }) => !points.some(isKnown));
  const events = isEmpty ? [] : eventsIn(drawn, dated);
  const labels = {
    id: 'compare',
    title: `${figures[chart.figure].name}: ${finding}`,
    summary: summaries(ctx, drawn).join(' '),
    events: events.map(({ day }) => dayStart(day)),
  };
  return html`<figure class="graph overlay" id="graph-compare" data-part="graph">
    <figcaption>
      <strong class="finding">${finding}</strong
      ><span class="subtitle">${subtitle(ctx, drawn, chart.figure)}</span>
    </figcaption>
    <div class="plot large">
      ${isEmpty ? html`<p class="empty">${graph.emptyRange}</p>` : html`${overlayGraph(drawn, labels)}${jsonBlock('overlay-points', overlayPoints(ctx, drawn, figures[chart.figure].noun))}`}
    </div>
    ${legend(ctx, drawn)}
    ${
      isEmpty
        ? NOTHING
        : html`<div class="graph-words"><p>${remarks(ctx, drawn)}</p></div>
            ${eventList(ctx, events, 'compare')}
            <div class="graph-foot">
              <a class="quiet" href="${csv}">${compare.csv}</a>${tableOf(ctx, drawn)}${share}
            </div>`
    }
  </figure>`;
}
