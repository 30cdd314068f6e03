/** The directory's filters and their values in the reader's words. Pure. */
import type { FacetName, ListedFacet } from '../../db/directory/filter.ts';
import type { Curated, DirectoryRow } from '../../db/directory/directory-rows.ts';
import type { DirectoryFilter } from '../../db/directory/directory.ts';
import type { Term } from '../filter.ts';
import type { PageContext } from './context.ts';
import { html, NOTHING, safeLink, type Html } from './html.ts';
import { softwareText } from './parts.ts';

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Texts of the values of the facets that have a closed list. */
function wordsFor({ t }: PageContext, name: ListedFacet): Readonly<Record<string, string>> {
  if (name === 'registrations') return t.registrations;
  return name === 'state' ? t.states : t.directory.values[name];
}

/** The reader's word for one value of a facet. */
export function valueText(ctx: PageContext, name: FacetName, value: string): string {
  switch (name) {
    case 'language':
      return capital(ctx.f.language(value));
    case 'country':
      return ctx.f.country(value);
    case 'software':
      return softwareText(value, null);
    case 'minimumAge':
      return ctx.t.directory.years(Number(value));
    case 'region':
    case 'version':
      return value;
    default:
      return wordsFor(ctx, name)[value] ?? value;
  }
}

/** One term in words, for chips. Values that could be of several facets say which. */
export function termText(ctx: PageContext, { name, value }: Term): string {
  const { directory } = ctx.t;
  switch (name) {
    case 'q':
      return directory.words(value);
    case 'minUsers':
      return directory.min(Number(value));
    case 'maxUsers':
      return directory.max(Number(value));
    case 'guesses':
      return directory.withGuesses;
    case 'version':
    case 'age':
    case 'availability':
    case 'limitedFederation':
      return `${directory.facets[name]}${ctx.lang === 'fr' ? '\u00a0' : ''}: ${valueText(ctx, name, value)}`;
    default:
      return valueText(ctx, name, value);
  }
}

/** Something that is only guessed, called so. */
export function guess(ctx: PageContext, text: string): Html {
  return html`<span class="guess">${text} <small>(${ctx.t.directory.guessed})</small></span>`;
}

function placeText(ctx: PageContext, { region, country }: Curated): string | null {
  const name = country === null ? null : ctx.f.country(country);
  return region === null ? name : name === null ? region : `${region}, ${name}`;
}

/** What the catalogue knows of an instance in a line, and, where the filter lets guesses count, what is guessed. */
export function factsLine(
  ctx: PageContext,
  { facts, guesses }: Pick<DirectoryRow, 'facts' | 'guesses'>,
  filter: DirectoryFilter,
): Html {
  const place = placeText(ctx, facts);
  const topics = facts.topics.map((topic) => valueText(ctx, 'topic', topic));
  const guessed =
    filter.guesses === true
      ? [
          ...guesses.topics.map((topic) => valueText(ctx, 'topic', topic)),
          ...(guesses.country === null ? [] : [valueText(ctx, 'country', guesses.country)]),
        ]
      : [];
  const known = [...topics, ...(place === null ? [] : [place])];
  if (known.length === 0 && facts.operator === null && guessed.length === 0) return NOTHING;
  return html`<span class="facts-line"
    >${known.map((text) => html`<span>${text}</span>`)}${facts.operator === null ? NOTHING : html`<span>${operatorLink(facts)}</span>`}${guessed.map((text) => guess(ctx, text))}</span
  >`;
}

/** The organisation, leading to where that can be looked up. */
export function operatorLink({ operator, factsSource }: Curated): Html {
  const link = factsSource === null ? null : safeLink(factsSource);
  return link === null
    ? html`${operator}`
    : html`<a href="${link}" rel="noopener noreferrer">${operator}</a>`;
}
