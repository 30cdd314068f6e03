/** The directory's filter form: a plain GET form, a column on wide screens, a sheet on narrow ones; the most used filters open. */
import type { Facet, Facets } from '../../db/directory/facets.ts';
import { FACET_VALUES, isListedFacet, type FacetName } from '../../db/directory/filter.ts';
import { DIRECTORY_SORTS } from '../../db/directory/sorting.ts';
import { termsOf, usualSort, type Listing } from '../filter.ts';
import { href, type PageContext } from './context.ts';
import { valueText } from './directory-words.ts';
import { html, NOTHING, type Html } from './html.ts';
import { keptDay } from './time-machine.ts';

/** Choices shown of an open list; those in use are always shown. */
const SHOWN_CHOICES = 8;
/** Facets whose values are steps of a scale, shown in its order. */
const SCALES: ReadonlySet<FacetName> = new Set(['size', 'upkeep', 'growth', 'age', 'availability']);
const OPEN_FACETS = ['language', 'registrations', 'size', 'topic'] as const;
const GROUPS = {
  place: ['country', 'region'],
  operator: ['operatorType'],
  software: ['software', 'version', 'upkeep'],
  course: ['growth', 'availability', 'age'],
  conditions: ['minimumAge', 'limitedFederation'],
  state: ['state'],
} as const satisfies Readonly<Record<string, readonly FacetName[]>>;
type Group = keyof typeof GROUPS;
const GROUP_NAMES = ['place', 'operator', 'software', 'course', 'conditions', 'state'] as const;

type Form = { readonly ctx: PageContext; readonly listing: Listing; readonly facets: Facets };

function usedOf({ listing }: Form, name: FacetName): readonly string[] {
  return listing.filter[name] ?? [];
}

/** The choices of a facet, and those in use among them although nothing has them. */
function choices(form: Form, name: FacetName): readonly Facet[] {
  const counts = form.facets[name];
  const missing = usedOf(form, name)
    .filter((value) => !counts.some((facet) => facet.value === value))
    .map((value) => ({ value, count: 0, guessed: 0 }));
  const all = [...counts, ...missing].filter(
    ({ value, count, guessed }) => count + guessed > 0 || usedOf(form, name).includes(value),
  );
  if (!SCALES.has(name) || !isListedFacet(name)) return all;
  const scale: readonly string[] = FACET_VALUES[name];
  return all.toSorted((a, b) => scale.indexOf(a.value) - scale.indexOf(b.value));
}

/** Guesses are set apart from what is known, and read out as guesses. */
function counted({ ctx, listing }: Form, { count, guessed }: Facet): Html {
  const { guessedMore } = ctx.t.directory;
  const isMore = guessed > 0 && listing.filter.guesses !== true;
  const more = html` <small title="${guessedMore(guessed)}"
    ><span aria-hidden="true">+${ctx.f.compact(guessed)}</span
    ><span class="sr-only">${guessedMore(guessed)}</span></small
  >`;
  return html`<span class="count">${ctx.f.full(count)}${isMore ? more : NOTHING}</span>`;
}

function checkbox(form: Form, name: FacetName, facet: Facet): Html {
  const isUsed = usedOf(form, name).includes(facet.value);
  return html`<li>
    <label class="choice"
      ><input
        type="checkbox"
        name="${name}"
        value="${facet.value}"
        ${isUsed ? html`checked` : NOTHING}
      /><span>${valueText(form.ctx, name, facet.value)}</span>${counted(form, facet)}</label
    >
  </li>`;
}

function checkboxes(form: Form, name: FacetName): Html {
  const { directory } = form.ctx.t;
  const all = choices(form, name);
  const isShown = ({ value }: Facet, index: number): boolean =>
    index < SHOWN_CHOICES || usedOf(form, name).includes(value);
  const [first, rest] = [all.filter(isShown), all.filter((facet, index) => !isShown(facet, index))];
  if (first.length === 0) return NOTHING;
  const more = html`<details class="more">
    <summary>${directory.more(rest.length)}<span class="sr-only"> (${directory.facets[name]})</span></summary>
    <ul>
      ${rest.map((facet) => checkbox(form, name, facet))}
    </ul>
  </details>`;
  return html`<fieldset>
    <legend>${directory.facets[name]}</legend>
    <ul>
      ${first.map((facet) => checkbox(form, name, facet))}
    </ul>
    ${rest.length === 0 ? NOTHING : more}
  </fieldset>`;
}

/** Versions are those of one software: without one chosen, the same number means different things. */
function isOffered(form: Form, name: FacetName): boolean {
  if (name !== 'version') return true;
  return usedOf(form, 'software').length === 1 || usedOf(form, 'version').length > 0;
}

function group(form: Form, name: Group): Html {
  const { groups } = form.ctx.t.directory;
  const names: readonly FacetName[] = GROUPS[name];
  const used = names.reduce((count, facet) => count + usedOf(form, facet).length, 0);
  const sizes = name === 'course' ? exactSizes(form) : NOTHING;
  const { minUsers, maxUsers } = form.listing.filter;
  const isOpen = used > 0 || (name === 'course' && (minUsers !== undefined || maxUsers !== undefined));
  const offered = names.filter((facet) => isOffered(form, facet) && choices(form, facet).length > 0);
  if (offered.length === 0 && name !== 'course') return NOTHING;
  return html`<details class="group" ${isOpen ? html`open` : NOTHING}>
    <summary>${groups[name]}${used > 0 ? html` <span class="count">${used}</span>` : NOTHING}</summary>
    ${offered.map((facet) => checkboxes(form, facet))}${sizes}
  </details>`;
}

function exactSizes({ ctx, listing: { filter } }: Form): Html {
  const { directory } = ctx.t;
  const field = (name: 'minUsers' | 'maxUsers'): Html =>
    html`<label class="size"
      >${directory[name]}<input
        name="${name}"
        type="number"
        min="0"
        max="999999999999"
        step="1"
        inputmode="numeric"
        value="${filter[name] ?? ''}"
    /></label>`;
  return html`<fieldset>
    <legend>${directory.users}</legend>
    <div class="sizes">${field('minUsers')}${field('maxUsers')}</div>
  </fieldset>`;
}

function guesses({ ctx, listing: { filter } }: Form): Html {
  const { directory } = ctx.t;
  return html`<fieldset class="guesses">
    <legend class="sr-only">${directory.guesses}</legend>
    <label class="choice"
      ><input
        type="checkbox"
        name="guesses"
        value="yes"
        aria-describedby="guesses-text"
        ${filter.guesses === true ? html`checked` : NOTHING}
      /><span>${directory.guesses}</span></label
    >
    <p class="quiet" id="guesses-text">${directory.guessesText}</p>
  </fieldset>`;
}

/** The usual order goes without saying, so that words typed next are answered by what fits them best. */
function sorting({ ctx, listing: { sort, filter } }: Form): Html {
  const { directory } = ctx.t;
  const offered = DIRECTORY_SORTS.filter((name) => name !== 'relevance' || filter.q !== undefined);
  return html`<p class="field">
    <label for="sort">${directory.sort}</label
    ><select id="sort" name="sort">
      ${offered.map((name) => html`<option value="${name === usualSort(filter) ? '' : name}" ${name === sort ? html`selected` : NOTHING}>${directory.sorts[name]}</option>`)}
    </select>
  </p>`;
}

export function filterForm(ctx: PageContext, listing: Listing, facets: Facets): Html {
  const { directory } = ctx.t;
  const form = { ctx, listing, facets };
  const terms = termsOf(listing.filter).length;
  return html`<form
    class="filters"
    action="${href(ctx, '/instances')}"
    method="get"
    role="search"
    aria-label="${directory.filters}"
  >
    ${keptDay(ctx)}
    <p class="field">
      <label for="q">${directory.search}</label
      ><span class="search-row"
        ><input
          id="q"
          name="q"
          type="search"
          maxlength="100"
          autocomplete="off"
          value="${listing.filter.q ?? ''}"
        /><button class="button">${directory.apply}</button></span
      >
    </p>
    <details class="sheet">
      <summary>
        ${directory.filters}${terms > 0 ? html` <span class="count">${terms}</span>` : NOTHING}
      </summary>
      <div class="sheet-body">
        ${sorting(form)} ${OPEN_FACETS.map((name) => checkboxes(form, name))}
        ${GROUP_NAMES.map((name) => group(form, name))} ${guesses(form)}
        <p><button class="button wide">${directory.apply}</button></p>
      </div>
    </details>
  </form>`;
}
