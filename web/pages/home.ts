/** The home page: the network in four figures, one large graph, ways into the directory, what moved and what changed. */
import type { Point } from '../../db/model.ts';
import type { Coverage, Mover, NetworkNow } from '../../db/network/network.ts';
import type { News } from '../../db/network/news.ts';
import { dayStart } from '../../db/time.ts';
import { sparkline } from '../charts/sparkline.ts';
import { href, withQuery, type PageContext } from './context.ts';
import { graphFigure, metricControl, readingControls, type GraphView } from './graph.ts';
import { html, NOTHING, safeLink, type Html } from './html.ts';
import { layout } from './layout.ts';
import { runNotice } from './notice.ts';
import { previewOf } from './share.ts';
import { keptDay } from './time-machine.ts';
import { change, instanceLink, softwareText } from './parts.ts';

export const HEADLINE_FIGURES = ['users', 'activeMonth', 'statuses', 'instances'] as const;
export type HeadlineFigure = (typeof HEADLINE_FIGURES)[number];

/** A publication that figures on the page come from, and the dates (Unix seconds) it gave them for. */
export type ImportedFrom = {
  readonly name: string;
  readonly url: string;
  readonly from: number;
  readonly until: number;
};

export type HomeView = {
  readonly network: NetworkNow;
  readonly coverage: Coverage;
  readonly sparks: Readonly<Record<HeadlineFigure, readonly Point[]>>;
  readonly imports: readonly ImportedFrom[];
  readonly graph: GraphView;
  readonly gaining: readonly Mover[];
  readonly losing: readonly Mover[];
  readonly news: readonly News[];
  /** Listed instances that each way into the directory leads to. */
  readonly starts: Readonly<Record<Start, number>>;
};

/** Ways into the directory; one that leads to nothing is not shown. */
export const STARTS = ['language', 'open', 'small', 'growing', 'all'] as const;
export type Start = (typeof STARTS)[number];
/** Accounts that an instance has at most to be a small one. */
export const SMALL_USERS = 1_000;

function headline(ctx: PageContext, view: HomeView, figure: HeadlineFigure): Html {
  const { figures, changes, home } = ctx.t;
  const { network } = view;
  const value = network[figure];
  return html`<li class="figure">
    <h3 class="figure-name">${figures[figure].name}</h3>
    <p class="figure-value">
      <data value="${value ?? ''}" title="${ctx.f.full(value)}">${ctx.f.compact(value)}</data>
    </p>
    ${
      network.isImported && network.day !== null
        ? html`<p class="figure-as-of">${home.importedAsOf(ctx.f.date(dayStart(network.day)))}</p>`
        : html`<p class="figure-change">${change(ctx, network.change7[figure], changes.over7)}</p>`
    }
    ${figure === 'instances' || network.isImported ? NOTHING : html`<p class="figure-as-of">${home.toldBy(view.coverage[figure].of, view.coverage[figure].measured)}</p>`}
    ${sparkline(view.sparks[figure])}
  </li>`;
}

function asOf(ctx: PageContext, { network, imports }: HomeView): Html {
  const { home } = ctx.t;
  if (network.day === null) return html`<p class="as-of">${home.empty}</p>`;
  if (!network.isImported)
    return html`<p class="as-of">
      ${home.asOf(ctx.f.date(dayStart(network.day)), network.instances, network.known)}
    </p>`;
  const sources = imports.map(({ name, url, from, until }) => {
    const text = home.importedFrom(name, ctx.f.date(from), ctx.f.date(until));
    const link = safeLink(url);
    return html`<li>
      ${link === null ? text : html`<a href="${link}" rel="noopener noreferrer">${text}</a>`}
    </li>`;
  });
  return html`<div class="as-of imported">
    <p>${home.imported}</p>
    ${
      sources.length > 0
        ? html`<ul>
            ${sources}
          </ul>`
        : NOTHING
    }
  </div>`;
}

function growth(ctx: PageContext, view: HomeView): Html {
  const { home } = ctx.t;
  return html`<section aria-labelledby="growth" class="growth">
    <h2 id="growth">${home.growth}</h2>
    <div class="controls" data-part="controls">
      ${metricControl(ctx, view.graph, 'growth')}${readingControls(ctx, view.graph.reading, 'growth')}
    </div>
    ${graphFigure(ctx, view.graph)}
  </section>`;
}

/** Where each way into the directory leads, and what it is called. */
function startLinks(ctx: PageContext, { starts }: HomeView): readonly Html[] {
  const { home } = ctx.t;
  const queries: Readonly<Record<Start, readonly [label: string, query: Record<string, string>]>> = {
    language: [home.startLanguage(ctx.f.language(ctx.lang)), { language: ctx.lang }],
    open: [home.startOpen, { registrations: 'open' }],
    small: [home.startSmall(SMALL_USERS), { maxUsers: String(SMALL_USERS) }],
    growing: [home.startGrowing, { sort: 'growth' }],
    all: [home.startAll(starts.all), {}],
  };
  return STARTS.filter((start) => starts[start] > 0).map((start) => {
    const [label, query] = queries[start];
    const target = href(ctx, '/instances', withQuery(new URLSearchParams(), query));
    return html`<li><a class="chip" href="${target}">${label}</a></li>`;
  });
}

function find(ctx: PageContext, view: HomeView): Html {
  const { home } = ctx.t;
  const starts = startLinks(ctx, view);
  return html`<section aria-labelledby="find" class="find">
    <h2 id="find">${home.find}</h2>
    <p>${home.findText}</p>
    <form class="search" action="${href(ctx, '/instances')}" method="get" role="search">
      ${keptDay(ctx)}
      <label for="q">${home.search}</label
      ><span class="search-row"
        ><input id="q" name="q" type="search" maxlength="100" autocomplete="off" /><button class="button">
          ${home.searchButton}
        </button></span
      >
    </form>
    <p><a class="button subdued" href="${href(ctx, '/choose')}">${home.helpChoose}</a></p>
    ${
      starts.length === 0
        ? NOTHING
        : html`<p class="starts">${home.starts}</p>
            <ul class="chips">
              ${starts}
            </ul>`
    }
  </section>`;
}

function moverList(ctx: PageContext, title: string, rows: readonly Mover[]): Html {
  if (rows.length === 0) return NOTHING;
  const { changes } = ctx.t;
  return html`<div>
    <h3>${title}</h3>
    <ol class="ledger">
      ${rows.map((row) => html`<li><span class="ledger-name">${instanceLink(ctx, row.domain, row.title)}</span><span class="ledger-value">${change(ctx, row.users7, changes.over7)}</span></li>`)}
    </ol>
  </div>`;
}

function movers(ctx: PageContext, { gaining, losing }: HomeView): Html {
  const { home } = ctx.t;
  const isEmpty = gaining.length === 0 && losing.length === 0;
  return html`<section aria-labelledby="movers" class="movers" data-part="movers">
    <h2 id="movers">${home.movers}</h2>
    ${isEmpty ? html`<p class="empty">${home.noMovers}</p>` : html`<div class="columns">${moverList(ctx, home.gaining, gaining)}${moverList(ctx, home.losing, losing)}</div>`}
  </section>`;
}

/** What happened, as it goes on after the instance's name. */
export function newsText(ctx: PageContext, { what, before, after, softwareName }: News): string {
  const { newsWhat } = ctx.t.home;
  if (what === 'upgraded') return newsWhat.upgraded(softwareText(softwareName, before), after ?? '');
  return what === 'moved' ? newsWhat.moved(after ?? '') : newsWhat[what];
}

function newsList(ctx: PageContext, { news }: HomeView): Html {
  const { home } = ctx.t;
  return html`<section aria-labelledby="news" class="news" data-part="news">
    <h2 id="news">${home.news}</h2>
    ${
      news.length === 0
        ? html`<p class="empty">${home.noNews}</p>`
        : html`<ol class="ledger">
            ${news.map((item) => html`<li><span class="ledger-name">${instanceLink(ctx, item.domain, item.title)} ${newsText(ctx, item)}</span><time class="ledger-value" datetime="${new Date(item.at * 1000).toISOString()}">${ctx.f.dayMonth(item.at)}</time></li>`)}
          </ol>`
    }
  </section>`;
}

export function homePage(ctx: PageContext, view: HomeView): Html {
  const { site, home } = ctx.t;
  const main = html`<h1 class="display">${home.headline}</h1>
    ${runNotice(ctx)}
    <section class="network" aria-labelledby="network" data-part="network">
      <h2 id="network" class="sr-only">${home.figuresLabel}</h2>
      <ul class="figures">
        ${HEADLINE_FIGURES.map((figure) => headline(ctx, view, figure))}
      </ul>
      ${asOf(ctx, view)}
    </section>
    ${growth(ctx, view)}${find(ctx, view)}
    <div class="pair">${movers(ctx, view)}${newsList(ctx, view)}</div>
    <section aria-labelledby="count" class="count">
      <h2 id="count">${home.count}</h2>
      <p>${home.countText} <a href="${href(ctx, '/method')}">${home.countLink}</a></p>
    </section>`;
  return layout(ctx, {
    title: site.name,
    main,
    isLive: ctx.run?.state === 'running',
    canonical: '/',
    preview: previewOf({ kind: 'network' }, view.graph.series.chart),
  });
}
