/** The list under a graph of what others published: each source with its mark, its licence and its figures. Asks nothing. */
import { dayOf, dayText } from '../../db/time.ts';
import type { PublishedPoint, PublishedSeries } from '../../db/network/published.ts';
import type { Figure } from '../../db/model.ts';
import { key, shapeOf } from '../charts/published-svg.ts';
import { nounFor } from '../charts/words.ts';
import type { PageContext } from './context.ts';
import { html, NOTHING, safeLink, type Html } from './html.ts';

/** So few figures of a source are told one by one. */
const TOLD_SINGLY = 4;

export type PublishedView = {
  /** Those drawn, in the order of their marks. */
  readonly drawn: readonly PublishedSeries[];
  /** All there are. */
  readonly all: readonly PublishedSeries[];
  readonly figure: Figure;
  /** Address of the same as CSV. */
  readonly csv: string;
};

function pointText(ctx: PageContext, point: PublishedPoint, figure: Figure): string {
  const { published } = ctx.t.graph;
  const number = point.isAround ? published.around(ctx.f.full(point.value)) : ctx.f.full(point.value);
  const noun = nounFor(point.value, { t: ctx.t, f: ctx.f, figure });
  const over = point.instances === null ? '' : ` ${published.over(ctx.f.full(point.instances))}`;
  return `${ctx.f.date(point.at)}${published.colon} ${number} ${noun}${over}`;
}

function figuresText(ctx: PageContext, { points }: PublishedSeries, figure: Figure): string {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return '';
  if (points.length <= TOLD_SINGLY) return points.map((point) => pointText(ctx, point, figure)).join('; ');
  const text = (point: PublishedPoint): string => pointText(ctx, point, figure);
  return ctx.t.graph.published.span(ctx.f.full(points.length), text(first), text(last));
}

function entry(ctx: PageContext, series: PublishedSeries, { drawn, figure }: PublishedView): Html {
  const place = drawn.findIndex(({ source }) => source === series.source);
  const link = safeLink(series.url);
  const name =
    link === null ? series.source : html`<a href="${link}" rel="noopener noreferrer">${series.source}</a>`;
  const licence =
    series.licence === ''
      ? NOTHING
      : html` <small>(${ctx.t.graph.published.licence(series.licence)})</small>`;
  return html`<li>
    ${place === -1 ? NOTHING : key(shapeOf(place))}<strong>${name}</strong>${ctx.t.graph.published.colon}
    ${figuresText(ctx, series, figure)}.${licence} <span lang="en">${series.note}</span>
  </li>`;
}

/** Days on which sources disagree, told together. */
function disagreements(ctx: PageContext, { all, figure }: PublishedView): readonly Html[] {
  // A sum over a list says nothing of the instances that are not in it.
  const tellers = all.filter(({ isSummed }) => !isSummed);
  const told = tellers.flatMap(({ source, points }) => points.map((point) => ({ source, point })));
  const days = [...Map.groupBy(told, ({ point }) => point.at)].filter(
    ([, list]) => new Set(list.map(({ point }) => point.value)).size > 1,
  );
  // The newest day of each set of sources: the same two disagree every day.
  const newest = new Map(
    days.toSorted(([a], [b]) => a - b).map((day) => [day[1].map(({ source }) => source).join('\n'), day]),
  );
  const { published } = ctx.t.graph;
  return [...newest.values()].slice(-TOLD_SINGLY).map(([at, list]) => {
    const claims = list
      .toSorted((a, b) => b.point.value - a.point.value)
      .map(({ source, point }) =>
        published.claim(
          source,
          point.isAround ? published.around(ctx.f.full(point.value)) : ctx.f.full(point.value),
        ),
      );
    return html`<p class="remarks">
      <time datetime="${dayText(dayOf(at))}"
        >${published.disagree(ctx.f.date(at), ctx.t.figures[figure].of, ctx.f.list(claims))}</time
      >
    </p>`;
  });
}

/** Those with a mark in the graph first. */
function inOrder({ drawn, all }: PublishedView): readonly PublishedSeries[] {
  const isDrawn = new Set(drawn.map(({ source }) => source));
  return [
    ...all.filter(({ source }) => isDrawn.has(source)),
    ...all.filter(({ source }) => !isDrawn.has(source)),
  ];
}

/** Nothing where nobody else told anything. */
export function publishedList(ctx: PageContext, view: PublishedView): Html {
  if (view.all.length === 0) return NOTHING;
  const { graph } = ctx.t;
  return html`<details class="published-list" ${view.drawn.length > 0 ? html`open` : NOTHING}>
    <summary>${graph.published.title(view.all.length)}</summary>
    ${view.drawn.length > 0 ? html`<p class="remarks">${graph.published.how}</p>` : NOTHING}
    <ul>
      ${inOrder(view).map((series) => entry(ctx, series, view))}
    </ul>
    ${disagreements(ctx, view)}
    <p><a class="quiet" href="${view.csv}">${graph.csv}</a></p>
  </details>`;
}
