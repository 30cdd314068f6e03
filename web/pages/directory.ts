/** The directory: filters, chips of what is in use, the register as a table, and what to do when nothing fits. */
import type { DirectoryPage } from '../../db/directory.ts';
import type { Facets } from '../../db/facets.ts';
import type { Domain, Point } from '../../db/model.ts';
import { termsOf, withoutTerm, writeListing, type Listing, type Term } from '../filter.ts';
import { href, type PageContext } from './context.ts';
import { filterForm, termText } from './directory-filters.ts';
import { registerTable } from './directory-table.ts';
import { html, NOTHING, type Html } from './html.ts';
import { layout } from './layout.ts';

export type DirectoryView = {
  readonly listing: Listing;
  readonly page: DirectoryPage;
  readonly facets: Facets;
  readonly sparks: ReadonlyMap<Domain, readonly Point[]>;
  /** When nothing was found: how many there would be without each term. */
  readonly without: readonly { readonly term: Term; readonly count: number }[];
};

function chips(ctx: PageContext, { listing }: DirectoryView): Html {
  const { directory } = ctx.t;
  const terms = termsOf(listing.filter);
  if (terms.length === 0) return NOTHING;
  const links = terms.map((term) => {
    const target = href(
      ctx,
      '/instances',
      writeListing({ ...listing, filter: withoutTerm(listing.filter, term) }),
    );
    return html`<li>
      <a class="chip remove" href="${target}"
        ><span class="sr-only">${directory.remove('')}</span>${termText(ctx, term)}</a
      >
    </li>`;
  });
  return html`<div class="active-filters">
    <h2 class="sr-only">${directory.active}</h2>
    <ul class="chips">
      ${links}
      <li><a class="quiet" href="${href(ctx, '/instances')}">${directory.reset}</a></li>
    </ul>
  </div>`;
}

function nothingFound(ctx: PageContext, { listing, without }: DirectoryView): Html {
  const { directory } = ctx.t;
  if (without.length === 0) return html`<p class="empty">${directory.emptyRegister}</p>`;
  const links = without.map(
    ({ term, count }) =>
      html`<li>
        <a
          href="${href(ctx, '/instances', writeListing({ ...listing, filter: withoutTerm(listing.filter, term) }))}"
          >${directory.without(termText(ctx, term), count)}</a
        >
      </li>`,
  );
  return html`<div class="empty">
    <p class="empty-title">${directory.none}</p>
    <p>${directory.noneText}</p>
    <ul>
      ${links}
    </ul>
  </div>`;
}

function paging(ctx: PageContext, { listing, page }: DirectoryView): Html {
  const { directory } = ctx.t;
  const query = writeListing(listing);
  const csv = new URLSearchParams(query);
  csv.set('limit', '500');
  const next = new URLSearchParams(query);
  if (page.next !== null) next.set('after', page.next);
  return html`<nav class="paging" aria-label="${directory.results}">
    ${listing.after === null ? NOTHING : html`<a href="${href(ctx, '/instances', query)}">${directory.first}</a>`}
    ${page.next === null ? NOTHING : html`<a class="button" rel="next" href="${href(ctx, '/instances', next)}">${directory.next}</a>`}
    <a class="quiet" href="/api/v1/instances.csv?${csv.toString()}">${directory.csv}</a>
  </nav>`;
}

export function directoryPage(ctx: PageContext, view: DirectoryView): Html {
  const { directory } = ctx.t;
  const { listing, page } = view;
  const main = html`<header class="page-head">
      <h1>${directory.title}</h1>
      <p class="lede">${directory.lede}</p>
    </header>
    <div class="with-filters">
      ${filterForm(ctx, listing, view.facets)}
      <section class="results" aria-label="${directory.results}">
        ${listing.isUnderstood ? NOTHING : html`<p class="notice warn" role="status">${directory.badAddress}</p>`}
        ${chips(ctx, view)}
        ${page.rows.length === 0 ? nothingFound(ctx, view) : html`${registerTable(ctx, view)}${paging(ctx, view)}`}
      </section>
    </div>`;
  const query = writeListing(listing).toString();
  return layout(ctx, {
    title: directory.title,
    description: directory.lede,
    main,
    canonical: `/instances${query === '' ? '' : `?${query}`}`,
  });
}
