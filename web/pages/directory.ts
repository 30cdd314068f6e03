/** The directory: filters, chips of what is in use, the register as a table, and what to do when nothing fits. */
import type { DirectoryPage } from '../../db/directory/directory.ts';
import type { Facets } from '../../db/directory/facets.ts';
import type { Domain, Point } from '../../db/model.ts';
import { termsOf, usualSort, withoutTerm, writeListing, type Listing, type Term } from '../filter.ts';
import { href, type PageContext } from './context.ts';
import { filterForm } from './directory-filters.ts';
import { registerTable } from './directory-table.ts';
import { termText } from './directory-words.ts';
import { html, NOTHING, type Html } from './html.ts';
import { layout } from './layout.ts';
import { keptDay } from './time-machine.ts';

export type DirectoryView = {
  readonly listing: Listing;
  readonly page: DirectoryPage;
  readonly facets: Facets;
  readonly sparks: ReadonlyMap<Domain, readonly Point[]>;
  /** When nothing was found: how many there would be without each term. */
  readonly counts: readonly { readonly term: Term; readonly count: number }[];
};

function chip(ctx: PageContext, listing: Listing, text: string, kind: 'known' | 'strange'): Html {
  const target = href(ctx, '/instances', writeListing(listing));
  return html`<li>
    <a class="chip remove ${kind}" href="${target}"
      ><span class="sr-only">${ctx.t.directory.remove('')}</span>${text}</a
    >
  </li>`;
}

/** What is filtered by, each a link that takes it out; also what was asked for and does not exist. */
function chips(ctx: PageContext, { listing }: DirectoryView): Html {
  const { directory } = ctx.t;
  const terms = termsOf(listing.filter);
  if (terms.length === 0 && listing.strange.length === 0) return NOTHING;
  return html`<div class="active-filters">
    <h2 class="sr-only">${directory.active}</h2>
    <ul class="chips">
      ${terms.map((term) => chip(ctx, without(listing, term), termText(ctx, term), 'known'))}
      ${listing.strange.map(({ name, value }) => chip(ctx, listing, directory.strange(name, value), 'strange'))}
      <li><a class="quiet" href="${href(ctx, '/instances')}">${directory.reset}</a></li>
    </ul>
  </div>`;
}

/** The listing without one term. Without words there is nothing to fit: the order is the usual one again. */
function without(listing: Listing, term: Term): Listing {
  const filter = withoutTerm(listing.filter, term);
  const isLost = listing.sort === 'relevance' && filter.q === undefined;
  return isLost ? { ...listing, filter, sort: usualSort(filter), order: 'desc' } : { ...listing, filter };
}

function nothingFound(ctx: PageContext, { listing, counts }: DirectoryView): Html {
  const { directory } = ctx.t;
  if (counts.length === 0) return html`<p class="empty">${directory.emptyRegister}</p>`;
  const links = counts.map(
    ({ term, count }) =>
      html`<li>
        <a href="${href(ctx, '/instances', writeListing(without(listing, term)))}"
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

/** The table is a form: its boxes choose what to compare. */
function found(ctx: PageContext, view: DirectoryView): Html {
  const { directory } = ctx.t;
  const { sort, seed } = view.listing;
  return html`${sort === 'fair' && seed !== null ? html`<p class="quiet">${directory.drawn(seed)}</p>` : NOTHING}
    <form action="${href(ctx, '/compare')}" method="get">
      ${keptDay(ctx)} ${registerTable(ctx, view)}
      <p class="compare-chosen"><button class="button subdued">${directory.compareChosen}</button></p>
    </form>
    ${paging(ctx, view)}`;
}

/** Parameters of a listing that choose nothing. */
const ORDERS = new Set(['sort', 'order', 'seed', 'after', 'on']);

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
        ${chips(ctx, view)} ${page.rows.length === 0 ? nothingFound(ctx, view) : found(ctx, view)}
      </section>
    </div>`;
  const query = writeListing(listing).toString();
  const filter = new URLSearchParams([...writeListing(listing)].filter(([name]) => !ORDERS.has(name)));
  filter.set('lang', ctx.lang);
  return layout(ctx, {
    title: directory.title,
    description: directory.lede,
    main,
    canonical: `/instances${query === '' ? '' : `?${query}`}`,
    feed: `/feeds/instances.atom?${filter.toString()}`,
  });
}
