/** The lower half of an instance's page: its own words, facts, change history, and where each thing is known from. */
import type { ProfileChange } from '../../db/changes.ts';
import type { InstanceDetail } from '../../db/instance.ts';
import type { Profile, ProfileField } from '../../db/model.ts';
import { dayStart } from '../../db/time.ts';
import type { Upkeep } from '../../db/catalogue/upkeep.ts';
import { href, pastDay, type PageContext } from './context.ts';
import { html, NOTHING, safeLink, type Html } from './html.ts';
import { ownLinks } from './instance-more.ts';
import { countryName } from './official-parts.ts';
import { languageNames, softwareText } from './parts.ts';
import { visitsPath } from './visits.ts';

/** What it says of itself, and its rules. Plain text throughout. */
export function selfDescription(ctx: PageContext, { profile, lastAnswerAt }: InstanceDetail): Html {
  const { instance } = ctx.t;
  if (lastAnswerAt === null)
    return html`<section aria-labelledby="about" data-part="about">
      <h2 id="about">${instance.about}</h2>
      <p class="empty">${instance.notRead}</p>
    </section>`;
  const rules = profile?.rules ?? [];
  const message = profile?.registrationsMessage ?? null;
  return html`<section aria-labelledby="about" class="said" data-part="about">
    <h2 id="about">${instance.about}</h2>
    <p dir="auto">${profile?.description ?? instance.noDescription}</p>
    ${
      message === null
        ? NOTHING
        : html`<h3>${instance.registrationsMessage}</h3>
            <blockquote dir="auto">${message}</blockquote>`
    }
    <h3>${instance.rules}</h3>
    ${
      rules.length === 0
        ? html`<p class="quiet">${instance.noRules}</p>`
        : html`<ol class="rules">
            ${rules.map((rule) => html`<li dir="auto">${rule}</li>`)}
          </ol>`
    }
  </section>`;
}

type Fact = readonly [name: string, value: Html | string | null];

/** Facts that are known, as a list of terms; unknown ones are left out. */
function factList(rows: readonly Fact[]): Html {
  return html`<dl class="facts">
    ${rows
      .filter(([, value]) => value !== null && value !== '')
      .map(
        ([name, value]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
  </dl>`;
}

function federation(ctx: PageContext, profile: Profile | null): string | null {
  const { instance } = ctx.t;
  if (profile === null || profile.limitedFederation === null) return null;
  return profile.limitedFederation ? instance.limitedFederation : instance.openFederation;
}

/** Figures without a graph of their own. */
function others(ctx: PageContext, detail: InstanceDetail): string | null {
  const { figures } = ctx.t;
  const rest = (['activeWeek', 'activeHalfYear', 'comments', 'peersListed'] as const).flatMap((figure) => {
    const value = detail.figures[figure];
    // Where it stands in for the connections, the list of peers is on the page already.
    if (value === null || (figure === 'peersListed' && detail.figures.connections === null)) return [];
    const { noun, gloss } = figures[figure];
    return [`${ctx.f.full(value)} ${figure === 'comments' || figure === 'peersListed' ? noun : gloss}`];
  });
  return rest.length === 0 ? null : ctx.f.list(rest);
}

/** With what the catalogue and we ourselves know; a guess says that it is one. */
function place(ctx: PageContext, { facts: curated, guesses }: InstanceDetail): string | null {
  const { directory } = ctx.t;
  const country = curated.country ?? guesses.country;
  if (country === null) return curated.region;
  const name = countryName(ctx, country);
  const told = curated.country === null ? `${name} (${directory.guessed})` : name;
  return curated.region === null ? told : `${curated.region}, ${told}`;
}

function topics(ctx: PageContext, { facts: curated, guesses }: InstanceDetail): string | null {
  const { directory } = ctx.t;
  const isGuess = curated.topics.length === 0;
  const names = (isGuess ? guesses.topics : curated.topics).map((topic) => directory.values.topic[topic]);
  if (names.length === 0) return null;
  return isGuess ? `${ctx.f.list(names)} (${directory.guessed})` : ctx.f.list(names);
}

function software(ctx: PageContext, detail: InstanceDetail, upkeep: Upkeep | null): string {
  const { instance, directory } = ctx.t;
  const name = softwareText(detail.softwareName, detail.softwareVersion) || instance.softwareUnknown;
  return upkeep === null ? name : `${name} (${directory.values.upkeep[upkeep].toLowerCase()})`;
}

/** Of one that has never answered us all is somebody else's word, of the day of its figures; the registry's is of today. */
function dated(ctx: PageContext, detail: InstanceDetail, value: string | null, words: string): string {
  const { state, observedAt } = detail;
  if (state !== 'discovered' || observedAt === null || value === null || value === 'restricted') return words;
  return `${words}, ${ctx.t.instance.asOf(ctx.f.date(observedAt))}`;
}

/** Of the others nobody knows, or there is nothing to join. */
function canBeJoined({ state }: InstanceDetail): boolean {
  return state !== 'gone' && state !== 'moved' && state !== 'withheld';
}

export function facts(ctx: PageContext, detail: InstanceDetail, upkeep: Upkeep | null): Html {
  const { instance, registrations, directory } = ctx.t;
  const { profile } = detail;
  return html`<section aria-labelledby="facts" data-part="facts">
    <h2 id="facts">${instance.facts}</h2>
    ${factList([
      [instance.software, dated(ctx, detail, detail.softwareName, software(ctx, detail, upkeep))],
      [
        instance.registrations,
        canBeJoined(detail)
          ? dated(ctx, detail, detail.registrations, registrations[detail.registrations ?? 'unknown'])
          : null,
      ],
      [instance.languages, languageNames(ctx, detail.languages)],
      [
        instance.minimumAge,
        typeof profile?.minimumAge === 'number' ? instance.years(profile.minimumAge) : null,
      ],
      [
        instance.characterLimit,
        typeof profile?.characterLimit === 'number' ? instance.characters(profile.characterLimit) : null,
      ],
      [instance.federation, federation(ctx, profile)],
      [directory.facets.operatorType, detail.facts.operator],
      [directory.groups.place, place(ctx, detail)],
      [directory.facets.topic, topics(ctx, detail)],
      [instance.knownSince, detail.knownSince === null ? null : ctx.f.date(dayStart(detail.knownSince))],
      [instance.ownPagesTitle, ownLinks(ctx, detail)],
      [instance.alsoCounted, others(ctx, detail)],
    ])}
  </section>`;
}

/** Longest text shown of either side of a change. */
const CHANGE_TEXT = 60;

function valueText(ctx: PageContext, field: ProfileField, value: Profile[ProfileField]): string {
  const { instance, registrations } = ctx.t;
  if (value === null || value === '') return instance.nothing;
  if (typeof value === 'boolean') return value ? instance.yes : instance.no;
  if (typeof value === 'number') return ctx.f.full(value);
  if (typeof value !== 'string') {
    if (field === 'rules') return instance.rulesCount(value.length);
    return value.length === 0 ? instance.nothing : languageNames(ctx, value);
  }
  const known = (['open', 'approval', 'restricted', 'closed'] as const).find(
    (kind) => field === 'registrations' && kind === value,
  );
  return known === undefined
    ? ctx.t.directory.words(value.length > CHANGE_TEXT ? `${value.slice(0, CHANGE_TEXT)}…` : value)
    : registrations[known].toLowerCase();
}

/** Long texts are only said to have been rewritten; versions need no quotation marks. */
function changeText(ctx: PageContext, { field, before, after }: ProfileChange): string {
  const { instance } = ctx.t;
  if (field === 'description' || field === 'registrationsMessage' || field === 'thumbnail')
    return instance.rewritten;
  if (field === 'softwareVersion' || field === 'softwareName')
    return instance.changed(String(before ?? instance.nothing), String(after ?? instance.nothing));
  const [was, is] = [valueText(ctx, field, before), valueText(ctx, field, after)];
  return was === is ? instance.rewritten : instance.changed(was, is);
}

export function history(ctx: PageContext, changes: readonly ProfileChange[]): Html {
  const { instance } = ctx.t;
  const rows = changes.map(
    (one) =>
      html`<li>
        <time datetime="${new Date(one.at * 1000).toISOString()}">${ctx.f.date(one.at)}</time
        ><span><strong>${instance.change[one.field]}</strong> <bdi>${changeText(ctx, one)}</bdi></span>
      </li>`,
  );
  return html`<section aria-labelledby="history" data-part="history">
    <h2 id="history">${instance.history}</h2>
    ${
      rows.length === 0
        ? html`<p class="empty">${instance.noHistory}</p>`
        : html`<ol class="timeline">
            ${rows}
          </ol>`
    }
  </section>`;
}

function sourceLine(ctx: PageContext, { source }: InstanceDetail): Html | null {
  if (source === null) return null;
  const link = safeLink(source.url);
  const name =
    link === null
      ? html`${source.name}`
      : html`<a href="${link}" rel="noopener noreferrer">${source.name}</a>`;
  return html`${name}. ${ctx.t.instance.importedFigures} <span lang="en">${source.note}</span>`;
}

export function provenance(ctx: PageContext, detail: InstanceDetail): Html {
  const { instance } = ctx.t;
  const moment = (at: number | null): string =>
    at === null ? instance.never : `${ctx.f.moment(at)} (${ctx.f.relative(at, ctx.now)})`;
  const apiPath = `/api/v1/instances/${detail.domain}`;
  const day = pastDay(ctx);
  if (day !== null)
    return html`<section aria-labelledby="how">
      <h2 id="how">${instance.how}</h2>
      ${factList([
        [instance.observedAt, detail.observedAt === null ? null : ctx.f.date(detail.observedAt)],
        [instance.sources, sourceLine(ctx, detail)],
        [instance.addedAt, ctx.f.date(detail.addedAt)],
      ])}
      <p><a class="quiet" href="${apiPath}?on=${day}">${instance.apiLink}</a></p>
    </section>`;
  return html`<section aria-labelledby="how" data-part="how">
    <h2 id="how">${instance.how}</h2>
    ${factList([
      [instance.observedAt, detail.observedAt === null ? null : ctx.f.moment(detail.observedAt)],
      [instance.sources, sourceLine(ctx, detail)],
      [instance.lastVisit, moment(detail.lastVisitAt)],
      [instance.lastAnswer, moment(detail.lastAnswerAt)],
      [instance.nextVisit, detail.nextProbeAt <= ctx.now ? instance.dueNow : moment(detail.nextProbeAt)],
      [instance.addedAt, ctx.f.date(detail.addedAt)],
      [instance.detail, detail.failureDetail === null ? null : html`<code>${detail.failureDetail}</code>`],
    ])}
    <p><a href="${href(ctx, visitsPath(detail.domain))}">${ctx.t.visits.link}</a></p>
    <p><a class="quiet" href="${apiPath}">${instance.apiLink}</a></p>
  </section>`;
}
