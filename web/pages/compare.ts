/** The comparison: which instances, one graph of all of them, one table. Adding and removing keeps everything else. */
import type { DatedEvent } from '../../db/events/events.ts';
import type { DirectoryRow } from '../../db/directory/directory.ts';
import type { Domain } from '../../db/model.ts';
import { CHARTS, type Chart, type ChartSeries } from '../charts.ts';
import { OVERLAY_READINGS, OVERLAY_SCALES, LINE_STYLES, overlay, type Overlay } from '../charts/overlay.ts';
import { lineSample } from '../charts/overlay-svg.ts';
import { RANGES, type Range } from '../charts/points.ts';
import { MOST_COMPARED, withInstances, type Comparison } from '../comparison.ts';
import type { Subject } from '../embed/subject.ts';
import { overlayFigure } from './compare-graph.ts';
import { comparisonTable, type Compared } from './compare-table.ts';
import { href, pastDay, type PageContext } from './context.ts';
import { segments } from './graph.ts';
import { html, NOTHING, type Html } from './html.ts';
import { layout } from './layout.ts';
import { readable } from './parts.ts';
import { previewOf, shareBox } from './share.ts';

export type CompareView = {
  readonly comparison: Comparison;
  /** Those in the register, in the order asked for. */
  readonly instances: readonly Compared[];
  readonly unknown: readonly Domain[];
  /** For each text that is no address, what the register has for it. */
  readonly matches: readonly { readonly text: string; readonly rows: readonly DirectoryRow[] }[];
  /** To begin with, where nothing is chosen. */
  readonly starts: readonly DirectoryRow[];
  readonly chart: Chart;
  /** One for each instance, in the same order. */
  readonly lines: readonly ChartSeries[];
  readonly range: Range;
  readonly isOnlyDifferences: boolean;
  /** Dated events to mark, oldest first. */
  readonly events: readonly DatedEvent[];
};

function chosen({ instances }: CompareView): readonly Domain[] {
  return instances.map(({ instance }) => instance.domain);
}

/** The address of the same comparison of other instances, below the page's own. */
function withThese(ctx: PageContext, domains: readonly string[]): string {
  return href(ctx, '/compare', withInstances(ctx.query, domains));
}

function chips(ctx: PageContext, view: CompareView): Html {
  const { compare } = ctx.t;
  const all = chosen(view);
  if (all.length === 0) return NOTHING;
  return html`<h2 class="sr-only">${compare.chosen}</h2>
    <ul class="chips">
      ${all.map(
        (domain, index) =>
          html`<li>
            <a
              class="chip remove"
              href="${withThese(
                ctx,
                all.filter((other) => other !== domain),
              )}"
              >${lineSample({ style: LINE_STYLES[index] ?? LINE_STYLES[0] })}<span class="sr-only"
                >${compare.remove('')}</span
              ><strong class="letter">${String.fromCodePoint(65 + index)}</strong> ${readable(domain)}</a
            >
          </li>`,
      )}
    </ul>`;
}

function offers(ctx: PageContext, view: CompareView, rows: readonly DirectoryRow[]): Html {
  const { compare } = ctx.t;
  const all = chosen(view);
  const fresh = rows.filter(({ domain }) => !all.includes(domain));
  return html`<ul class="chips">
    ${fresh.map(
      ({ domain, title }) =>
        html`<li>
          <a class="chip" href="${withThese(ctx, [...all, domain])}"
            ><span class="sr-only">${compare.addThis('')}</span>+ <bdi>${title ?? readable(domain)}</bdi></a
          >
        </li>`,
    )}
  </ul>`;
}

function notices(ctx: PageContext, view: CompareView): Html {
  const { compare } = ctx.t;
  const { unknown, matches } = view;
  const { beyond } = view.comparison;
  const names = (domains: readonly Domain[]): string => ctx.f.list(domains.map(readable));
  return html`${
    beyond.length === 0
      ? NOTHING
      : html`<p class="notice warn" role="status">${compare.tooMany(MOST_COMPARED, names(beyond))}</p>`
  }
  ${unknown.length === 0 ? NOTHING : html`<p class="notice warn" role="status">${compare.unknown(names(unknown))}</p>`}
  ${matches.map(
    ({ text, rows }) =>
      html`<div class="notice" role="status">
        <p>${rows.length === 0 ? compare.notFound(text) : compare.found(text)}</p>
        ${offers(ctx, view, rows)}
      </div>`,
  )}`;
}

/** What the form carries along so that nothing is lost by adding. */
function carried(ctx: PageContext, view: CompareView): Html {
  const kept = withInstances(ctx.query, chosen(view));
  return html`${[...kept].map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}`;
}

function addForm(ctx: PageContext, view: CompareView): Html {
  const { compare } = ctx.t;
  if (view.instances.length >= MOST_COMPARED) return NOTHING;
  return html`<form class="search" action="${href(ctx, '/compare')}" method="get">
    ${carried(ctx, view)}
    <label for="i">${compare.add}</label
    ><span class="search-row"
      ><input
        id="i"
        name="i"
        type="search"
        maxlength="253"
        autocomplete="off"
        autocapitalize="none"
        spellcheck="false"
      /><button class="button">${compare.addButton}</button></span
    >
  </form>`;
}

function controls(ctx: PageContext, view: CompareView): Html {
  const { compare, graph, figures } = ctx.t;
  const { comparison, chart, range } = view;
  const choices = <Value extends string>(
    name: string,
    values: readonly Value[],
    labels: Readonly<Record<Value, string>>,
    current: Value,
  ): Parameters<typeof segments>[2] =>
    values.map((value) => ({ name, value, label: labels[value], isCurrent: value === current }));
  const metrics = CHARTS.map(({ id, figure }) => ({
    name: 'metric',
    value: id,
    label: figures[figure].name,
    isCurrent: id === chart.id,
  }));
  return html`<div class="controls" data-part="controls">
    ${segments(ctx, graph.metricLabel, metrics, 'one-graph')}
    ${segments(ctx, compare.reading, choices('reading', OVERLAY_READINGS, compare.readings, comparison.reading), 'one-graph')}
    ${segments(ctx, compare.scale, choices('scale', OVERLAY_SCALES, compare.scales, comparison.scale), 'one-graph')}
    ${segments(ctx, graph.rangeLabel, choices('range', RANGES, graph.ranges, range), 'one-graph')}
  </div>`;
}

/** The same values from the API. */
export function csvAddress(view: CompareView, on: string | null = null): string {
  const query = new URLSearchParams({
    i: chosen(view).join(','),
    metric: view.chart.figure,
    reading: view.comparison.reading,
    range: view.range,
  });
  if (on !== null) query.set('until', on);
  return `/api/v1/compare.csv?${query.toString()}`;
}

/** The lines as they are asked for, worked out. */
export function comparedLines(ctx: PageContext, view: CompareView): Overlay {
  const { reading, scale } = view.comparison;
  const named = view.lines.map(({ points }, index) => ({
    name: readable(view.instances[index]?.instance.domain ?? ''),
    points,
  }));
  return overlay(named, { reading, scale, range: view.range }, ctx.f);
}

function graphSection(ctx: PageContext, view: CompareView): Html {
  const { chart, range, comparison } = view;
  const subject: Subject = { kind: 'compare', domains: chosen(view) };
  const { reading, scale } = comparison;
  const share = shareBox(ctx, subject, chart, { reading, scale, range }, ctx.t.figures[chart.figure].name);
  return html`<section aria-labelledby="one-graph">
    <h2 id="one-graph">${ctx.t.compare.graph}</h2>
    ${controls(ctx, view)}${overlayFigure(ctx, comparedLines(ctx, view), chart, csvAddress(view, pastDay(ctx)), share, view.events)}
  </section>`;
}

function beginning(ctx: PageContext, view: CompareView): Html {
  const { compare } = ctx.t;
  return html`<div class="empty">
    <p class="empty-title">${compare.none}</p>
    <p>${compare.noneText}</p>
    ${offers(ctx, view, view.starts)}
  </div>`;
}

export function comparePage(ctx: PageContext, view: CompareView): Html {
  const { compare } = ctx.t;
  const all = chosen(view);
  const title = all.length === 0 ? compare.title : compare.titleOf(ctx.f.list(all.map(readable)));
  const main = html`<header class="page-head">
      <h1>${compare.title}</h1>
      <p class="lede">${compare.lede}</p>
      ${notices(ctx, view)}${chips(ctx, view)}${addForm(ctx, view)}
      ${all.length === 1 ? html`<p class="quiet">${compare.one}</p>` : NOTHING}
    </header>
    ${
      all.length === 0
        ? beginning(ctx, view)
        : html`${graphSection(ctx, view)}${comparisonTable(ctx, view.instances, view.isOnlyDifferences)}`
    }`;
  const canonical = withInstances(new URLSearchParams(), all).toString();
  return layout(ctx, {
    title,
    description: compare.lede,
    main,
    canonical: `/compare${canonical === '' ? '' : `?${canonical}`}`,
    ...(all.length === 0 ? {} : { preview: previewOf({ kind: 'compare', domains: all }, view.chart) }),
  });
}

/** A link that starts a comparison with this instance. */
export function compareLink(ctx: PageContext, domain: Domain): Html {
  return html`<a class="chip" href="${href(ctx, '/compare', new URLSearchParams({ i: domain }))}"
    >${ctx.t.compare.button}</a
  >`;
}
