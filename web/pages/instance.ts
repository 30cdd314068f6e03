/** An instance's page: what it is, how to join, its three figures, what it says of itself, what changed, and how we know. */
import type { InstanceDetail } from '../../db/instance.ts';
import type { ProfileChange } from '../../db/changes.ts';
import type { Figure } from '../../db/model.ts';
import { findChart, type ChartSeries } from '../charts.ts';
import { known } from '../charts/drawing.ts';
import { compareLink } from './compare.ts';
import { pastDay, type PageContext } from './context.ts';
import { graphFigure, readingControls, type GraphView } from './graph.ts';
import { html, NOTHING, type Html } from './html.ts';
import {
  alternativesSection,
  availabilitySection,
  badge,
  officialSection,
  type MoreView,
} from './instance-more.ts';
import { facts, history, provenance, selfDescription } from './instance-parts.ts';
import { ledgerSection } from './instance-ledger.ts';
import { layout } from './layout.ts';
import { change, readable, stateMark } from './parts.ts';
import { previewOf } from './share.ts';
import { signUpLink } from './sign-up.ts';

export type InstanceView = MoreView & {
  readonly instance: InstanceDetail;
  readonly changes: readonly ProfileChange[];
  /** One for each chart of the list, in its order. */
  readonly graphs: readonly GraphView[];
};

/** What the last visit found, in words; of a past day, what its silence tells. */
export function statusText(ctx: PageContext, instance: InstanceDetail): string {
  const { instance: texts, failures, past } = ctx.t;
  const { state, failingSince, failureKind, movedTo } = instance;
  const since = failingSince === null ? null : ctx.f.date(failingSince);
  if (pastDay(ctx) !== null) {
    if (instance.source !== null) return past.status.published(ctx.f.date(instance.observedAt ?? 0));
    return since === null ? past.status.up : past.status.silent(since);
  }
  const why = failures[failureKind ?? 'timeout'];
  if (state === 'failing') return texts.status.failing(since, why);
  if (state === 'gone') return texts.status.gone(since, why);
  if (state === 'moved') return texts.status.moved(movedTo ?? '');
  return texts.status[state];
}

function signUp(ctx: PageContext, instance: InstanceDetail): Html {
  const { domain, state } = instance;
  // Nobody signs up on a past day; whom it took then is among the facts.
  if (pastDay(ctx) !== null) return html`<p class="join">${compareLink(ctx, domain)}</p>`;
  if (state === 'gone' || state === 'moved') return NOTHING;
  return html`<p class="join">${signUpLink(ctx, instance)} ${compareLink(ctx, domain)}</p>`;
}

function title(ctx: PageContext, { instance, entry, reached }: InstanceView): Html {
  const { domain } = instance;
  const unicode = readable(domain);
  const texts = ctx.t.instance;
  return html`<header class="page-head instance-head">
    <h1><bdi>${instance.title ?? unicode}</bdi></h1>
    ${instance.title === null && unicode === domain ? NOTHING : html`<p class="domain">${unicode}${unicode === domain ? NOTHING : html` <small>(${texts.punycode(domain)})</small>`}</p>`}
    ${instance.description === null ? NOTHING : html`<p class="lede" dir="auto">${instance.description}</p>`}
    ${badge(ctx, entry)}
    <p class="status">
      ${instance.state === 'up' ? NOTHING : stateMark(ctx, instance.state)} ${statusText(ctx, instance)}
      ${reached === null ? NOTHING : texts.reached(reached.reached, reached.asked)}
    </p>
    ${signUp(ctx, instance)}
  </header>`;
}

const SPANS = ['day1', 'day7', 'day30'] as const;
const CHANGING = ['users', 'statuses', 'connections'] as const;

/** Changes over 1, 7 and 30 days; only for figures that they are kept for. */
function changesOf(ctx: PageContext, instance: InstanceDetail, figure: Figure): Html {
  const name = CHANGING.find((candidate) => candidate === figure);
  if (name === undefined || instance.source !== null) return NOTHING;
  const { over } = ctx.t.changes;
  const changes = instance.changes[name];
  const told = SPANS.filter((span) => changes[span] !== null);
  return html`<ul class="changes">
    ${told.map((span) => html`<li>${change(ctx, changes[span], over[span])}</li>`)}
  </ul>`;
}

function currentValue(instance: InstanceDetail, { figure, points }: ChartSeries): number | null {
  return instance.figures[figure] ?? known(points).at(-1)?.value ?? null;
}

/** By itself, ever, or by others of it. */
function isTold({ series }: GraphView): boolean {
  return series.published.length > 0 || series.points.some(({ value }) => value !== null);
}

/** What an instance that answers does not tell has no line, now or ever: an empty graph would promise one. */
function panel(ctx: PageContext, instance: InstanceDetail, view: GraphView): Html {
  const { figures, instance: texts, directory } = ctx.t;
  const { figure, chart } = view.series;
  const value = currentValue(instance, view.series);
  return html`<section class="panel${chart.isHeadline ? '' : ' minor'}" aria-labelledby="name-${chart.id}">
    <h3 id="name-${chart.id}" class="figure-name">${figures[figure].name}</h3>
    <div data-part="figure-${chart.id}">
      <p class="figure-value">
        ${value === null ? html`<small>${instance.state === 'withheld' ? texts.withheldFigure : texts.unknownFigure}</small>` : html`<data value="${value}">${ctx.f.full(value)}</data>`}
      </p>
      ${changesOf(ctx, instance, figure)}
      ${figure === chart.figure ? NOTHING : html`<p class="as-of">${texts.inPlace}</p>`}
      <p class="as-of">
        ${value === null || instance.observedAt === null ? NOTHING : texts.asOf(ctx.f.date(instance.observedAt))}${value === null || instance.source === null ? NOTHING : html`, <span class="imported">${directory.imported}</span>`}
      </p>
    </div>
    ${isTold(view) || instance.state === 'discovered' ? graphFigure(ctx, view) : NOTHING}
  </section>`;
}

function panels(ctx: PageContext, { instance, graphs }: InstanceView): Html {
  const reading = graphs[0]?.reading;
  const texts = ctx.t.instance;
  const shown = graphs.filter(
    ({ series }) => series.chart.isHeadline || currentValue(instance, series) !== null,
  );
  return html`<section aria-labelledby="figures">
    <h2 id="figures" class="sr-only">${texts.figures}</h2>
    <div class="controls" data-part="controls">
      ${reading === undefined ? NOTHING : readingControls(ctx, reading, 'figures')}
    </div>
    <div class="panels">${shown.map((graph) => panel(ctx, instance, graph))}</div>
  </section>`;
}

export function instancePage(ctx: PageContext, view: InstanceView): Html {
  const { instance } = view;
  const name = instance.title ?? readable(instance.domain);
  const main = html`<article>
    ${title(ctx, view)}${alternativesSection(ctx, view.alternatives)}${panels(ctx, view)}
    ${availabilitySection(ctx, view.days)}
    <div class="pair">${selfDescription(ctx, instance)}${facts(ctx, instance, view.upkeep)}</div>
    ${officialSection(ctx, view.entry, instance)} ${ledgerSection(ctx, instance, view)}
    <div class="pair">${history(ctx, view.changes)}${provenance(ctx, instance)}</div>
  </article>`;
  return layout(ctx, {
    title: name,
    description: instance.description ?? ctx.t.instance.description(name),
    main,
    isLive: ctx.run?.state === 'running',
    canonical: `/instances/${instance.domain}`,
    preview: previewOf({ kind: 'instance', domain: instance.domain }, findChart('users')),
  });
}
