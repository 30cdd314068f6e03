/** The public sector, all of it or one country's: the check of an address, totals and graph, and each instance with its evidence. */
import type { DirectoryRow } from '../../db/directory/directory.ts';
import type { OfficialEntry } from '../../db/official/official.ts';
import { CHARTS } from '../charts.ts';
import { href, type PageContext } from './context.ts';
import { graphFigure, readingControls, segments, type GraphView } from './graph.ts';
import { html, NOTHING, type Html } from './html.ts';
import { layout } from './layout.ts';
import {
  countryName,
  eligibilityCheck,
  evidenceList,
  mailList,
  stageList,
  stageNow,
} from './official-parts.ts';
import { instancePath, readable, stateMark } from './parts.ts';
import { previewOf } from './share.ts';

export type Member = {
  readonly entry: OfficialEntry;
  /** `null`: not in the register. */
  readonly instance: DirectoryRow | null;
};
export type PublicSectorView = {
  /** Two capital letters; `null`: all countries. */
  readonly country: string | null;
  readonly countries: readonly { readonly code: string; readonly count: number }[];
  readonly members: readonly Member[];
  readonly totals: {
    /** Unix seconds of the newest total; `null`: none yet. */
    readonly at: number | null;
    /** Instances in it. */
    readonly counted: number;
    readonly users: number | null;
    readonly activeMonth: number | null;
    readonly statuses: number | null;
  };
  readonly graph: GraphView;
};

export function countryPath(code: string): string {
  return `/public-sector/${code.toLowerCase()}`;
}

function countryChips(ctx: PageContext, { country, countries }: PublicSectorView): Html {
  const { official } = ctx.t;
  const all = countries.reduce((sum, { count }) => sum + count, 0);
  const chip = (path: string, text: string, isCurrent: boolean): Html =>
    html`<li>
      <a class="chip" href="${href(ctx, path)}" ${isCurrent ? html`aria-current="page"` : NOTHING}>${text}</a>
    </li>`;
  return html`<nav aria-label="${official.countries}">
    <ul class="chips">
      ${chip('/public-sector', official.allCountries(all), country === null)}
      ${countries.map(({ code, count }) => chip(countryPath(code), official.country(countryName(ctx, code), count), code === country))}
    </ul>
  </nav>`;
}

function check(ctx: PageContext, { members }: PublicSectorView): Html {
  const { official } = ctx.t;
  const admitting = members.filter(({ entry }) => entry.mailDomains.length > 0);
  const lists = admitting.map(
    ({ entry }) =>
      html`<details>
        <summary>${official.listOf(readable(entry.domain), entry.mailDomains.length)}</summary>
        ${mailList(ctx, entry)}
      </details>`,
  );
  return html`<section aria-labelledby="check">
    <h2 id="check">${official.check}</h2>
    ${
      admitting.length === 0
        ? html`<p class="empty">${official.checkNone}</p>`
        : html`${eligibilityCheck(
              ctx,
              admitting.map(({ entry, instance }) => ({
                entry,
                isAnswering:
                  instance === null ? null : instance.state === 'up' || instance.state === 'discovered',
              })),
            )}
            <h3>${official.lists}</h3>
            ${lists}`
    }
  </section>`;
}

const TOTALS = ['users', 'activeMonth', 'statuses'] as const;

function figures(ctx: PageContext, { totals, members }: PublicSectorView): Html {
  const { official, figures: names } = ctx.t;
  if (totals.at === null) return html`<p class="empty">${official.notCounted}</p>`;
  return html`<ul class="figures three">
      ${TOTALS.map(
        (figure) =>
          html`<li class="figure">
            <h3 class="figure-name">${names[figure].name}</h3>
            <p class="figure-value">
              <data value="${totals[figure] ?? ''}">${ctx.f.full(totals[figure])}</data>
            </p>
          </li>`,
      )}
    </ul>
    <p class="as-of">${official.asOf(ctx.f.date(totals.at), totals.counted, members.length)}</p>`;
}

function growth(ctx: PageContext, view: PublicSectorView): Html {
  const { official, graph, figures: names } = ctx.t;
  const metrics = CHARTS.map(({ id, figure }) => ({
    name: 'metric',
    value: id,
    label: names[figure].name,
    isCurrent: id === view.graph.series.chart.id,
  }));
  return html`<section aria-labelledby="growth" class="growth">
    <h2 id="growth">${official.growth}</h2>
    <div class="controls" data-part="controls">
      ${segments(ctx, graph.metricLabel, metrics, 'growth')}${readingControls(ctx, view.graph.reading, 'growth')}
    </div>
    ${graphFigure(ctx, view.graph)}
  </section>`;
}

function heading(ctx: PageContext, { entry, instance }: Member): Html {
  const name = instance?.title ?? readable(entry.domain);
  const isNamed = name.toLowerCase() !== readable(entry.domain);
  return html`<h3>
      ${
        instance === null
          ? html`<bdi>${name}</bdi>`
          : html`<a href="${href(ctx, instancePath(entry.domain))}"><bdi>${name}</bdi></a>`
      }
    </h3>
    ${isNamed ? html`<p class="domain">${readable(entry.domain)}</p>` : NOTHING}`;
}

function member(ctx: PageContext, one: Member): Html {
  const { official, figures: names, directory } = ctx.t;
  const { entry, instance } = one;
  const users = instance?.figures.users ?? null;
  const fact = (name: string, value: Html | string): Html =>
    html`<div>
      <dt>${name}</dt>
      <dd>${value}</dd>
    </div>`;
  return html`<li class="member" id="official-${entry.domain}">
    <div>
      ${heading(ctx, one)}
      <p class="operator">${entry.operator}</p>
      ${entry.remark === null ? NOTHING : html`<p class="quiet">${entry.remark[ctx.lang]}</p>`}
    </div>
    <dl class="facts">
      ${fact(official.level, `${official.levels[entry.level]}, ${countryName(ctx, entry.country)}`)}
      ${fact(official.stage, stageNow(ctx, entry))}
      ${fact(official.admits, official.admissions[entry.admits])}
      ${users === null ? NOTHING : fact(names.users.name, ctx.f.full(users))}
      ${fact(directory.facets.state, instance === null ? official.notInRegister : stateMark(ctx, instance.state))}
    </dl>
    <details>
      <summary>${official.evidence}<span class="sr-only">: ${readable(entry.domain)}</span></summary>
      ${evidenceList(ctx, entry)}${entry.stages.length > 1 ? stageList(ctx, entry) : NOTHING}
    </details>
  </li>`;
}

export function publicSectorPage(ctx: PageContext, view: PublicSectorView): Html {
  const { official } = ctx.t;
  const title = view.country === null ? official.title : official.inCountry(countryName(ctx, view.country));
  const main = html`<header class="page-head">
      <h1>${title}</h1>
      <p class="lede">${official.lede}</p>
      ${countryChips(ctx, view)}
    </header>
    ${check(ctx, view)}
    <section aria-labelledby="together" data-part="together">
      <h2 id="together">${official.figures}</h2>
      ${figures(ctx, view)}
    </section>
    ${view.totals.at === null ? NOTHING : growth(ctx, view)}
    <section aria-labelledby="members">
      <h2 id="members">${official.list}</h2>
      <ul class="members">
        ${view.members.map((one) => member(ctx, one))}
      </ul>
      <p class="quiet">
        ${official.propose}
        <a
          href="/api/v1/public-sector${view.country === null ? '' : `?country=${view.country.toLowerCase()}`}"
          >${official.data}</a
        >
      </p>
    </section>`;
  return layout(ctx, {
    title,
    description: official.lede,
    main,
    canonical: view.country === null ? '/public-sector' : countryPath(view.country),
    preview: previewOf({ kind: 'public-sector', country: view.country }, view.graph.series.chart),
  });
}
