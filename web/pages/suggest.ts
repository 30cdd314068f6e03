/** "Suggest an instance": the form, what is known of a name already, and what became of a suggestion. */
import type { InstanceDetail } from '../../db/instance.ts';
import type { Domain } from '../../db/model.ts';
import { href, type PageContext } from './context.ts';
import { html, NOTHING, type Html } from './html.ts';
import { layout } from './layout.ts';
import { instancePath, languageNames, readable, registrationsMark, softwareText } from './parts.ts';

export const REFUSALS = ['not-a-domain', 'foreign', 'full', 'unavailable', 'unwelcome', 'read-only'] as const;
export type SuggestionRefusal = (typeof REFUSALS)[number];

export type SuggestView = {
  /** What was typed, where it is no name; shown again to be corrected. */
  readonly text: string;
  readonly refusal: SuggestionRefusal | null;
  /** The name asked about; `null`: none yet. */
  readonly domain: Domain | null;
  /** Whether it waits for the next run. */
  readonly isWaiting: boolean;
  /** `null`: not in the register. */
  readonly instance: InstanceDetail | null;
};

function form(ctx: PageContext, { text, refusal }: SuggestView): Html {
  const { suggest } = ctx.t;
  return html`<form class="search" action="${href(ctx, '/suggest')}" method="post">
      <label for="domain">${suggest.label}</label>
      <small class="quiet" id="domain-hint">${suggest.example}</small
      ><span class="search-row"
        ><input
          id="domain"
          name="domain"
          type="text"
          inputmode="url"
          required
          maxlength="300"
          autocomplete="off"
          autocapitalize="none"
          spellcheck="false"
          aria-describedby="domain-hint"
          ${refusal === 'not-a-domain' ? html`aria-invalid="true"` : NOTHING}
          value="${text}"
        /><button class="button">${suggest.button}</button></span
      >
    </form>
    <p class="quiet">${suggest.privacy}</p>`;
}

function standing(ctx: PageContext, { instance, isWaiting }: SuggestView): string {
  const { suggest, failures } = ctx.t;
  if (instance === null) return isWaiting ? suggest.known.waiting : suggest.known.unknown;
  if (instance.state === 'discovered')
    return instance.lastVisitAt === null
      ? suggest.known.discovered
      : suggest.known.unanswered(failures[instance.failureKind ?? 'timeout']);
  return suggest.known[instance.state];
}

function found(ctx: PageContext, instance: InstanceDetail): Html {
  const { suggest, instance: texts } = ctx.t;
  const { users } = instance.figures;
  const facts = [
    softwareText(instance.softwareName, instance.softwareVersion),
    users === null ? '' : suggest.users(users),
    languageNames(ctx, instance.languages),
    instance.profile === null ? '' : suggest.rules(instance.profile.rules.length),
  ].filter((fact) => fact !== '');
  return html`<h3>${suggest.found}</h3>
    <p>
      <strong><bdi>${instance.title ?? readable(instance.domain)}</bdi></strong>
    </p>
    <p dir="auto">${instance.description ?? texts.noDescription}</p>
    <p>${facts.join(' · ')} ${registrationsMark(ctx, instance.registrations)}</p>
    <p><a class="button" href="${href(ctx, instancePath(instance.domain))}">${suggest.page}</a></p>`;
}

function answer(ctx: PageContext, view: SuggestView): Html {
  const { suggest } = ctx.t;
  const { domain, instance } = view;
  if (domain === null) return NOTHING;
  return html`<section aria-labelledby="known" data-part="known">
    <h2 id="known">${suggest.about(readable(domain))}</h2>
    <p role="status">${standing(ctx, view)}</p>
    ${instance === null || instance.lastAnswerAt === null ? NOTHING : found(ctx, instance)}
  </section>`;
}

export function suggestPage(ctx: PageContext, view: SuggestView): Html {
  const { suggest } = ctx.t;
  const { refusal, domain } = view;
  const main = html`<header class="page-head">
      <h1>${suggest.title}</h1>
      <p class="lede">${suggest.lede}</p>
    </header>
    ${refusal === null ? NOTHING : html`<p class="notice warn" role="alert">${suggest.refused[refusal]}</p>`}
    ${answer(ctx, view)}
    <section aria-label="${domain === null ? suggest.title : suggest.another}">
      ${domain === null ? NOTHING : html`<h2>${suggest.another}</h2>`}${refusal === 'read-only' ? NOTHING : form(ctx, view)}
    </section>`;
  return layout(ctx, {
    title: suggest.title,
    description: suggest.lede,
    main,
    canonical: '/suggest',
    isLive: view.isWaiting || (view.instance !== null && view.instance.lastAnswerAt === null),
    referrer: 'same-origin',
  });
}
