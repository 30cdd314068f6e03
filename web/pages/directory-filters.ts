/** The directory's filter form: a plain GET form, a column on wide screens, a sheet on narrow ones. */
import { DIRECTORY_SORTS } from '../../db/directory.ts';
import type { Facet, Facets } from '../../db/facets.ts';
import { REGISTRATIONS, STATES } from '../../db/model.ts';
import { termsOf, type ListFilter, type Listing, type Term } from '../filter.ts';
import { href, type PageContext } from './context.ts';
import { html, NOTHING, type Html } from './html.ts';
import { softwareText } from './parts.ts';

/** Choices shown of an open list; those in use are always shown. */
const SHOWN_CHOICES = 8;

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The reader's word for one value of a list filter. */
function choiceText(ctx: PageContext, name: ListFilter, value: string): string {
  const { registrations, states } = ctx.t;
  if (name === 'language') return capital(ctx.f.language(value));
  if (name === 'software') return softwareText(value, null);
  if (name === 'registrations')
    return registrations[REGISTRATIONS.find((kind) => kind === value) ?? 'unknown'];
  return states[STATES.find((state) => state === value) ?? 'discovered'];
}

/** One term in words, for chips. */
export function termText(ctx: PageContext, { name, value }: Term): string {
  const { directory } = ctx.t;
  if (name === 'q') return directory.words(value);
  if (name === 'minUsers') return directory.min(Number(value));
  if (name === 'maxUsers') return directory.max(Number(value));
  return choiceText(ctx, name, value);
}

/** The most frequent values, and any value in use that is not among them. */
function shown(
  counts: readonly Facet[],
  used: readonly string[],
): { first: readonly Facet[]; rest: readonly Facet[] } {
  const missing = used
    .filter((value) => !counts.some((facet) => facet.value === value))
    .map((value) => ({ value, count: 0 }));
  const inFront = counts.filter((facet, index) => index < SHOWN_CHOICES || used.includes(facet.value));
  return { first: [...inFront, ...missing], rest: counts.filter((facet) => !inFront.includes(facet)) };
}

function checkboxes(ctx: PageContext, name: ListFilter, listing: Listing, counts: readonly Facet[]): Html {
  const { directory } = ctx.t;
  const used = listing.filter[name] ?? [];
  const box = ({ value, count }: Facet): Html =>
    html`<li>
      <label class="choice"
        ><input
          type="checkbox"
          name="${name}"
          value="${value}"
          ${used.some((one) => one === value) ? html`checked` : NOTHING}
        /><span>${choiceText(ctx, name, value)}</span><span class="count">${ctx.f.full(count)}</span></label
      >
    </li>`;
  const { first, rest } = shown(counts, used);
  if (first.length === 0) return NOTHING;
  return html`<fieldset>
    <legend>${directory[name]}</legend>
    <ul>
      ${first.map(box)}
    </ul>
    ${
      rest.length === 0
        ? NOTHING
        : html`<details class="more">
            <summary>
              ${directory.more(rest.length)}<span class="sr-only"> (${directory[name]})</span>
            </summary>
            <ul>
              ${rest.map(box)}
            </ul>
          </details>`
    }
  </fieldset>`;
}

function sizes(ctx: PageContext, { filter }: Listing): Html {
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
    <legend>${directory.size}</legend>
    <div class="sizes">${field('minUsers')}${field('maxUsers')}</div>
  </fieldset>`;
}

function sorting(ctx: PageContext, { sort }: Listing): Html {
  const { directory } = ctx.t;
  return html`<p class="field">
    <label for="sort">${directory.sort}</label
    ><select id="sort" name="sort">
      ${DIRECTORY_SORTS.map((name) => html`<option value="${name}" ${name === sort ? html`selected` : NOTHING}>${directory.sorts[name]}</option>`)}
    </select>
  </p>`;
}

export function filterForm(ctx: PageContext, listing: Listing, facets: Facets): Html {
  const { directory } = ctx.t;
  const terms = termsOf(listing.filter).length;
  return html`<form
    class="filters"
    action="${href(ctx, '/instances')}"
    method="get"
    role="search"
    aria-label="${directory.filters}"
  >
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
        ${sorting(ctx, listing)} ${checkboxes(ctx, 'language', listing, facets.language)}
        ${checkboxes(ctx, 'registrations', listing, facets.registrations)} ${sizes(ctx, listing)}
        ${checkboxes(ctx, 'software', listing, facets.software)}
        ${checkboxes(ctx, 'state', listing, facets.state)}
        <p><button class="button wide">${directory.apply}</button></p>
      </div>
    </details>
  </form>`;
}
