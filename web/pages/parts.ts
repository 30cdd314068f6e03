/** Small pieces that several pages share: changes, sign-up and state marks, names of instances. */
import { domainToUnicode } from 'node:url';
import type { Registrations, State } from '../../db/model.ts';
import { href, type PageContext } from './context.ts';
import { html, NOTHING, type Html } from './html.ts';

/** A change with its direction in sign and shape; nothing is said by colour alone. */
export function change(ctx: PageContext, by: number | null, over: string): Html {
  const { changes } = ctx.t;
  if (by === null)
    return html`<span class="change unknown"><span class="sr-only">${changes.unknown} ${over}</span></span>`;
  const direction = by > 0 ? 'up' : by < 0 ? 'down' : 'level';
  const text = by === 0 ? changes.none : ctx.f.signed(by);
  return html`<span class="change ${direction}">${text} <small>${over}</small></span>`;
}

/** The name as people write it; the wire's form (punycode) is shown beside it where they differ. */
export function readable(domain: string): string {
  const unicode = domainToUnicode(domain);
  return unicode === '' ? domain : unicode;
}

export function instancePath(domain: string): string {
  return `/instances/${encodeURIComponent(domain)}`;
}

/** All its figures in one line. @param on a past day; `null`: now */
export function instanceCsv(domain: string, on: string | null): string {
  return `/api/v1/instances/${domain}.csv${on === null ? '' : `?on=${on}`}`;
}

/** An instance by its title, or its name where it has none, linked to its page. */
export function instanceLink(ctx: PageContext, domain: string, title: string | null): Html {
  const hasTitle = title !== null && title.toLowerCase() !== domain;
  return html`<a href="${href(ctx, instancePath(domain))}"
      >${hasTitle ? html`<bdi>${title}</bdi>` : readable(domain)}</a
    >${hasTitle ? html` <span class="domain">${readable(domain)}</span>` : NOTHING}`;
}

export function registrationsMark(ctx: PageContext, registrations: Registrations | null): Html {
  const kind = registrations ?? 'unknown';
  return html`<span class="mark-${kind} sign-up">${ctx.t.registrations[kind]}</span>`;
}

export function stateMark(ctx: PageContext, state: State): Html {
  return html`<span class="state state-${state}">${ctx.t.states[state]}</span>`;
}

/** A language's name as it stands alone, with a capital. */
export function languageNames(ctx: PageContext, tags: readonly string[]): string {
  return ctx.f.list(tags.map((tag) => ctx.f.language(tag)));
}

/** Proper spellings of software whose NodeInfo name, all lower case, is not how it writes itself. */
const SOFTWARE: ReadonlyMap<string, string> = new Map([
  ['peertube', 'PeerTube'],
  ['gotosocial', 'GoToSocial'],
  ['wordpress', 'WordPress'],
  ['writefreely', 'WriteFreely'],
  ['bookwyrm', 'BookWyrm'],
  ['piefed', 'PieFed'],
  ['diaspora', 'diaspora*'],
  ['iceshrimp.net', 'Iceshrimp.NET'],
]);

export function softwareText(name: string | null, version: string | null): string {
  if (name === null) return '';
  const proper = SOFTWARE.get(name) ?? name.charAt(0).toUpperCase() + name.slice(1);
  return version === null ? proper : `${proper} ${version}`;
}
