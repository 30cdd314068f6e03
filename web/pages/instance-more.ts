/** What an instance's page shows beside its own words: who runs it, how steadily it answers, its own pages, open ones like it. */
import type { InstanceDetail } from '../../db/instance.ts';
import type { LedgerEntry } from '../../db/trust/ledger.ts';
import type { OfficialEntry } from '../../db/official/official.ts';
import { dayStart, dayText } from '../../db/time.ts';
import type { Verdict } from '../../db/trust/verdicts.ts';
import type { Upkeep } from '../../db/catalogue/upkeep.ts';
import { answeredShare } from '../../db/visits/availability.ts';
import type { VisitDay } from '../../db/visits/visit-days.ts';
import { href, pastDay, type PageContext } from './context.ts';
import { html, NOTHING, type Html } from './html.ts';
import { countryPath } from './public-sector.ts';
import {
  countryName,
  eligibilityCheck,
  evidenceList,
  mailList,
  officialBadge,
  stageList,
} from './official-parts.ts';
import { instanceLink, registrationsMark } from './parts.ts';

/** The parts of an instance's view that these sections show. */
export type MoreView = {
  /** What whoever runs the site decided about its figures, newest first. */
  readonly verdicts: readonly Verdict[];
  /** An entry for each figure. */
  readonly ledger: readonly LedgerEntry[];
  /** `null`: no public body is known to run it. */
  readonly entry: OfficialEntry | null;
  /** Open instances like it, where it takes no newcomers itself. */
  readonly alternatives: readonly InstanceDetail[];
  /** Oldest first. */
  readonly days: readonly VisitDay[];
  readonly upkeep: Upkeep | null;
  /** How many of the networks that looked at the last visit reached it; `null`: one sufficed. */
  readonly reached: { readonly reached: number; readonly asked: number } | null;
};

export function badge(ctx: PageContext, entry: OfficialEntry | null): Html {
  return entry === null ? NOTHING : html`<p>${officialBadge(ctx, entry, '#official')}</p>`;
}

/** Who runs it, what proves it, whom it admits. */
export function officialSection(
  ctx: PageContext,
  entry: OfficialEntry | null,
  instance: InstanceDetail,
): Html {
  if (entry === null) return NOTHING;
  const { official } = ctx.t;
  const row = (name: string, value: Html | string): Html =>
    html`<div>
      <dt>${name}</dt>
      <dd>${value}</dd>
    </div>`;
  const isAnswering = instance.state === 'up' || instance.state === 'discovered';
  return html`<section aria-labelledby="official">
    <h2 id="official">${official.runBy}</h2>
    <dl class="facts">
      ${row(official.operator, entry.operator)}
      ${row(official.level, html`${official.levels[entry.level]}, <a href="${href(ctx, countryPath(entry.country))}">${countryName(ctx, entry.country)}</a>`)}
      ${row(official.admits, official.admissions[entry.admits])} ${row(official.stage, stageList(ctx, entry))}
      ${row(official.evidence, evidenceList(ctx, entry))}
    </dl>
    ${entry.remark === null ? NOTHING : html`<p>${entry.remark[ctx.lang]}</p>`}
    ${
      entry.mailDomains.length === 0
        ? NOTHING
        : html`<h3 id="check">${official.check}</h3>
            ${eligibilityCheck(ctx, [{ entry, isAnswering }])}
            <details>
              <summary>${official.lists}</summary>
              ${mailList(ctx, entry)}
            </details>`
    }
  </section>`;
}

/** Px of the strip; a day is as wide as the screen leaves it. */
const STRIP = { height: 32, day: 10, gap: 2 };

function dayKind({ visits, answered }: VisitDay): 'none' | 'all' | 'some' | 'never' {
  if (visits === 0) return 'none';
  if (answered === visits) return 'all';
  return answered === 0 ? 'never' : 'some';
}

/** Height tells what colour tells: full for all visits answered, half for some, a stump for none. */
const HEIGHTS = { none: 2, all: 32, some: 18, never: 8 } as const;

function strip(days: readonly VisitDay[], label: string): Html {
  const { height, day, gap } = STRIP;
  return html`<svg
    class="strip"
    viewBox="0 0 ${days.length * day} ${height}"
    width="100%"
    height="${height}"
    preserveAspectRatio="none"
    role="img"
    aria-label="${label}"
  >
    ${days.map((one, index) => {
      const kind = dayKind(one);
      return html`<rect
        class="day-${kind}"
        x="${index * day}"
        y="${height - HEIGHTS[kind]}"
        width="${day - gap}"
        height="${HEIGHTS[kind]}"
      />`;
    })}
  </svg>`;
}

/** How often it answered in the last days, as a strip, in words, and as the list of days it did not. */
export function availabilitySection(ctx: PageContext, days: readonly VisitDay[]): Html {
  const { instance } = ctx.t;
  const sum = (count: (one: VisitDay) => number): number => days.reduce((all, one) => all + count(one), 0);
  const [visits, answered] = [sum((one) => one.visits), sum((one) => one.answered)];
  const missed = days.filter((one) => one.answered < one.visits);
  const share = answeredShare(visits, answered);
  const summary =
    visits === 0
      ? pastDay(ctx) === null
        ? instance.availability.unknown
        : ctx.t.past.visits
      : instance.availability.summary(
          answered,
          visits,
          days.length,
          share === null ? null : ctx.f.percent(share),
        );
  return html`<section aria-labelledby="availability" data-part="availability">
    <h2 id="availability">${instance.availability.title}</h2>
    ${visits === 0 ? NOTHING : strip(days, summary)}
    <p>${summary}</p>
    ${visits === 0 ? NOTHING : html`<p class="quiet">${instance.availability.key}</p>`}
    ${
      missed.length === 0
        ? NOTHING
        : html`<details id="missed">
            <summary>${instance.availability.missed(missed.length)}</summary>
            <ul class="missed">
              ${missed.toReversed().map((one) => html`<li><time datetime="${dayText(one.day)}">${ctx.f.date(dayStart(one.day))}</time>, ${instance.availability.day(one.answered, one.visits)}</li>`)}
            </ul>
          </details>`
    }
  </section>`;
}

/** Where each software keeps what newcomers want to read first. */
const OWN_PAGES: ReadonlyMap<string, Partial<Readonly<Record<'about' | 'privacy', string>>>> = new Map([
  ['mastodon', { about: '/about', privacy: '/privacy-policy' }],
  ['hometown', { about: '/about', privacy: '/privacy-policy' }],
  ['pleroma', { about: '/about' }],
  ['akkoma', { about: '/about' }],
  ['misskey', { about: '/about' }],
  ['sharkey', { about: '/about' }],
  ['pixelfed', { about: '/site/about', privacy: '/site/privacy' }],
  ['peertube', { about: '/about/instance' }],
  ['gotosocial', { about: '/about' }],
]);

/** Its own pages; nothing is asked of it before somebody follows a link. */
export function ownLinks(ctx: PageContext, { domain, softwareName, state }: InstanceDetail): Html | null {
  if (state === 'gone' || state === 'moved') return null;
  const { instance } = ctx.t;
  const pages = { home: '/', ...OWN_PAGES.get(softwareName ?? '') };
  const links = (['home', 'about', 'privacy'] as const).flatMap((name) => {
    const path = pages[name];
    return path === undefined ? [] : [{ name, path }];
  });
  return html`${links.map(({ name, path }, index) => html`${index === 0 ? '' : ' · '}<a href="https://${domain}${path}" rel="noopener nofollow noreferrer">${instance.ownPages[name]}</a>`)}`;
}

export function alternativesSection(ctx: PageContext, alternatives: readonly InstanceDetail[]): Html {
  if (alternatives.length === 0) return NOTHING;
  const { choose, figures } = ctx.t;
  return html`<section aria-labelledby="alternatives" class="alternatives">
    <h2 id="alternatives">${choose.alternatives}</h2>
    <p class="quiet">${choose.alternativesText}</p>
    <ul class="ledger">
      ${alternatives.map((one) => html`<li><span class="ledger-name">${instanceLink(ctx, one.domain, one.title)}</span><span class="ledger-value">${one.figures.users === null ? NOTHING : html`${ctx.f.full(one.figures.users)} ${figures.users.noun} · `}${registrationsMark(ctx, one.registrations)}</span></li>`)}
    </ul>
    <p><a href="${href(ctx, '/choose')}">${choose.title}</a></p>
  </section>`;
}
