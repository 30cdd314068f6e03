/** What pages show of an instance run by a public body: badge, evidence, lifecycle, allow-list, and the check of an address. */
import type { MailDomain, OfficialEntry, Stage } from '../../db/official/official.ts';
import { dayOf, dayStart, parseDay } from '../../db/time.ts';
import type { Language } from '../format.ts';
import type { EligibilityList } from '../client/mail-domain.ts';
import { href, type PageContext } from './context.ts';
import { html, NOTHING, safeLink, type Html } from './html.ts';
import { jsonBlock } from './json-block.ts';
import { instancePath, readable } from './parts.ts';

const REGIONS: Readonly<Record<Language, Intl.DisplayNames>> = {
  en: new Intl.DisplayNames('en', { type: 'region' }),
  fr: new Intl.DisplayNames('fr', { type: 'region' }),
};

/** 'FR' → France; 'EU' → European Union. */
export function countryName({ lang }: Pick<PageContext, 'lang'>, code: string): string {
  return REGIONS[lang].of(code) ?? code;
}

/** A date as exactly as it is known: 2017, April 2017 or 20 April 2017. */
export function roughDate({ f }: PageContext, text: string): string {
  const day = parseDay(text);
  if (day !== null) return f.date(dayStart(day));
  const first = dayStart(parseDay(`${text.length === 4 ? `${text}-01` : text}-01`) ?? 0);
  return text.length === 4 ? f.year(first) : f.month(first);
}

function sourceLink(ctx: PageContext, address: string, what: string): Html {
  const link = safeLink(address);
  if (link === null) return NOTHING;
  const { official } = ctx.t;
  return html` (<a href="${link}" rel="noopener noreferrer"
      >${official.source}<span class="sr-only">: ${what}</span></a
    >)`;
}

/** Says which public body runs it, and leads to the evidence. */
export function officialBadge(ctx: PageContext, entry: OfficialEntry, target: string): Html {
  const { official } = ctx.t;
  return html`<a class="badge" href="${target}"
    >${official.badge(countryName(ctx, entry.country))}<span class="sr-only">: ${official.badgeHint}</span></a
  >`;
}

function stageText(ctx: PageContext, { stage, from }: Stage): string {
  const { official } = ctx.t;
  const name = official.stages[stage];
  return from === null ? official.stageUndated(name) : official.stageSince(name, roughDate(ctx, from));
}

export function stageList(ctx: PageContext, { stages }: OfficialEntry): Html {
  return html`<ol class="stages">
    ${stages.map((stage) => html`<li>${stageText(ctx, stage)}${sourceLink(ctx, stage.source, stageText(ctx, stage))}</li>`)}
  </ol>`;
}

/** How it stands now, in a word with its date. */
export function stageNow(ctx: PageContext, { stages }: OfficialEntry): Html {
  const last = stages.at(-1);
  return last === undefined
    ? NOTHING
    : html`<span class="stage stage-${last.stage}">${stageText(ctx, last)}</span>`;
}

export function evidenceList(ctx: PageContext, { evidence, verifiedOn }: OfficialEntry): Html {
  const { official } = ctx.t;
  return html`<ul class="evidence">
      ${evidence.map(({ kind, value, url }) => {
        const text = official.kinds[kind](value);
        const link = safeLink(url);
        return html`<li>
          ${link === null ? text : html`<a href="${link}" rel="noopener noreferrer">${text}</a>`}
        </li>`;
      })}
    </ul>
    <p class="quiet">
      ${verifiedOn === null ? official.notVerified : official.verified(roughDate(ctx, verifiedOn))}
    </p>`;
}

function ruleText(ctx: PageContext, { domain, subdomains, from, until }: MailDomain): string {
  const { official } = ctx.t;
  const rule = official.rule(domain, subdomains);
  const begun = from === null ? rule : official.since(rule, roughDate(ctx, from));
  return until === null ? begun : official.until(begun, roughDate(ctx, until));
}

/** The allow-list, to be read. */
export function mailList(ctx: PageContext, { mailDomains }: OfficialEntry): Html {
  return html`<ul class="mail-list">
    ${mailDomains.map((rule) => html`<li>${ruleText(ctx, rule)}${sourceLink(ctx, rule.source, rule.domain)}</li>`)}
  </ul>`;
}

/** An entry with whether its instance answered at the last visit; `null`: it was never visited. */
export type Admitting = { readonly entry: OfficialEntry; readonly isAnswering: boolean | null };

function lists(ctx: PageContext, admitting: readonly Admitting[]): EligibilityList['instances'] {
  const day = (text: string | null): number | null => (text === null ? null : parseDay(text));
  return admitting.map(({ entry, isAnswering }) => ({
    name: readable(entry.domain),
    address: href(ctx, instancePath(entry.domain)),
    isAnswering: isAnswering !== false,
    rules: entry.mailDomains.map((rule) => ({
      domain: rule.domain,
      subdomains: rule.subdomains,
      from: day(rule.from),
      until: day(rule.until),
      text: ruleText(ctx, rule),
    })),
  }));
}

/**
 * The check. The form has no named field and no address, and stays hidden until the script takes it over: without script
 * there is nothing that could send what somebody types.
 */
export function eligibilityCheck(ctx: PageContext, admitting: readonly Admitting[]): Html {
  const { official } = ctx.t;
  const words = official.answers;
  const mark = '{domain}';
  const list: EligibilityList = {
    today: dayOf(ctx.now),
    instances: lists(ctx, admitting),
    texts: {
      yes: words.yes(mark),
      ended: words.ended(mark),
      early: words.early(mark),
      no: words.no(mark),
      bad: words.bad,
      silent: words.silent,
    },
  };
  return html`<div class="eligibility">
    <p>${official.checkText}</p>
    <noscript><p class="notice">${official.checkNoScript}</p></noscript>
    <form class="search" hidden>
      <label for="mail-domain">${official.checkLabel}</label
      ><span class="search-row"
        ><input
          id="mail-domain"
          type="text"
          inputmode="email"
          autocomplete="off"
          autocapitalize="none"
          spellcheck="false"
          maxlength="320"
        /><button class="button">${official.checkButton}</button></span
      >
    </form>
    <div class="eligibility-answer" role="status"></div>
    ${jsonBlock('eligibility-list', list)}
  </div>`;
}
