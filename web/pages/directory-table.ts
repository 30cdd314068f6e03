/** The register as a table, one instance a row. On narrow screens the style turns the same rows into cards. */
import type { DirectoryRow } from '../../db/directory/directory.ts';
import type { Figure } from '../../db/model.ts';
import { naturalOrder, type DirectorySort } from '../../db/directory/sorting.ts';
import { sparkline } from '../charts/sparkline.ts';
import { writeListing, type Listing } from '../filter.ts';
import { href, type PageContext } from './context.ts';
import type { DirectoryView } from './directory.ts';
import { factsLine, guess, valueText } from './directory-words.ts';
import { html, NOTHING, type Html } from './html.ts';
import { instancePath, readable, registrationsMark, softwareText, stateMark } from './parts.ts';

/** Languages named in a row; an instance may list dozens. */
const NAMED_LANGUAGES = 2;
const FIGURE_COLUMNS = ['users', 'activeMonth', 'statuses', 'connections'] as const;

/** A column head that sorts. Following it again turns the order round. */
function sortHead(
  ctx: PageContext,
  listing: Listing,
  sort: DirectorySort,
  label: string,
  kind: 'text' | 'number',
): Html {
  const isSorted = listing.sort === sort;
  const turned = listing.order === 'asc' ? 'desc' : 'asc';
  const order = isSorted ? turned : naturalOrder(sort);
  const direction = listing.order === 'asc' ? 'ascending' : 'descending';
  return html`<th scope="col" class="${kind}" ${isSorted ? html`aria-sort="${direction}"` : NOTHING}>
    <a href="${href(ctx, '/instances', writeListing({ filter: listing.filter, sort, order }))}">${label}</a>
  </th>`;
}

function head(ctx: PageContext, listing: Listing): Html {
  const { directory, figures } = ctx.t;
  return html`<tr>
    ${sortHead(ctx, listing, 'domain', directory.columns.name, 'text')}
    <th scope="col">${directory.facets.registrations}</th>
    <th scope="col">${directory.facets.language}</th>
    <th scope="col">${directory.facets.software}</th>
    ${FIGURE_COLUMNS.map((figure) => sortHead(ctx, listing, figure, figure === 'activeMonth' ? directory.columns.activeMonth : figures[figure].name, 'number'))}
    ${sortHead(ctx, listing, 'growth', directory.columns.trend, 'number')}
    <th scope="col" class="compare">${directory.columns.compare}</th>
  </tr>`;
}

function name(ctx: PageContext, row: DirectoryRow, { filter }: Listing): Html {
  const title = row.title ?? readable(row.domain);
  const isNamed = title.toLowerCase() !== row.domain;
  // For screens without room for a column of its own.
  const software =
    row.softwareName === null
      ? NOTHING
      : html`<span class="row-software"
          >${isNamed ? ' · ' : NOTHING}${softwareText(row.softwareName, null)}</span
        >`;
  return html`<th scope="row" class="name">
    <a href="${href(ctx, instancePath(row.domain))}"><bdi>${title}</bdi></a>
    <span class="domain">${isNamed ? readable(row.domain) : NOTHING}${software}</span>
    ${row.state === 'up' ? NOTHING : stateMark(ctx, row.state)}
    ${row.description === null ? NOTHING : html`<span class="what" dir="auto">${row.description}</span>`}
    ${factsLine(ctx, row, filter)}
  </th>`;
}

function figureCell(ctx: PageContext, row: DirectoryRow, figure: Figure): Html {
  const { figures } = ctx.t;
  const isReplaced =
    figure === 'connections' && row.figures.connections === null && row.figures.peersListed !== null;
  const value = isReplaced ? row.figures.peersListed : row.figures[figure];
  const note = isReplaced ? html`<small class="instead">${figures.peersListed.noun}</small>` : NOTHING;
  return html`<td class="number ${value === null ? 'none' : ''}" data-label="${figures[figure].name}">
    <span title="${ctx.f.full(value)}">${ctx.f.compact(value)}</span>${note}
  </td>`;
}

/** How often it answered, where there were enough visits to say. */
function steadiness(ctx: PageContext, { availability, state }: DirectoryRow): Html {
  const { directory } = ctx.t;
  if (availability === null || state === 'gone' || state === 'moved') return NOTHING;
  const share = ctx.f.percent(availability);
  return html`<small class="steadiness" title="${directory.facets.availability}"
    >${directory.answers(share)}</small
  >`;
}

function trend(ctx: PageContext, row: DirectoryRow, { sparks }: DirectoryView): Html {
  const { directory } = ctx.t;
  const points = sparks.get(row.domain) ?? [];
  const values = points.flatMap(([, value]) => (value === null ? [] : [value]));
  const label = directory.trendOf(ctx.f.full(values[0] ?? null), ctx.f.full(values.at(-1) ?? null));
  const origin =
    row.source === null || row.observedAt === null
      ? NOTHING
      : html`<small class="imported" title="${directory.importedTitle(ctx.f.date(row.observedAt))}"
          >${directory.imported} ${ctx.f.month(row.observedAt)}</small
        >`;
  return html`<td class="number trend" data-label="${directory.columns.trend}">
    ${values.length > 1 ? sparkline(points, label) : NOTHING}${steadiness(ctx, row)}${origin}
  </td>`;
}

function languages(ctx: PageContext, row: DirectoryRow, { filter }: Listing): Html {
  const guessed = row.guesses.language;
  if (guessed !== null && filter.guesses === true) return guess(ctx, valueText(ctx, 'language', guessed));
  const more = row.languages.length - NAMED_LANGUAGES;
  const text = row.languages
    .slice(0, NAMED_LANGUAGES)
    .map((tag) => ctx.f.language(tag))
    .join(', ');
  return html`${text}${more > 0 ? html` <small>+${more}</small>` : NOTHING}`;
}

/** Chooses the row for the comparison; the button is below the table. */
function comparing(ctx: PageContext, { domain, title }: DirectoryRow): Html {
  const { directory } = ctx.t;
  return html`<td class="compare" data-label="${directory.columns.compare}">
    <input
      type="checkbox"
      name="i"
      value="${domain}"
      aria-label="${directory.compare(title ?? readable(domain))}"
    />
  </td>`;
}

function rowOf(ctx: PageContext, row: DirectoryRow, view: DirectoryView): Html {
  const { facets } = ctx.t.directory;
  const software = softwareText(row.softwareName, null);
  return html`<tr>
    ${name(ctx, row, view.listing)}
    <td data-label="${facets.registrations}">
      ${row.registrations === null ? NOTHING : registrationsMark(ctx, row.registrations)}
    </td>
    <td class="small" data-label="${facets.language}">${languages(ctx, row, view.listing)}</td>
    <td class="small" data-label="${facets.software}">
      <span title="${softwareText(row.softwareName, row.softwareVersion)}">${software}</span>
    </td>
    ${FIGURE_COLUMNS.map((figure) => figureCell(ctx, row, figure))} ${trend(ctx, row, view)}
    ${comparing(ctx, row)}
  </tr>`;
}

export function registerTable(ctx: PageContext, view: DirectoryView): Html {
  const { directory } = ctx.t;
  const { listing, page } = view;
  return html`<table class="register">
    <caption>
      ${directory.caption(directory.found(page.total), directory.sorts[listing.sort])}
    </caption>
    <thead>
      ${head(ctx, listing)}
    </thead>
    <tbody>
      ${page.rows.map((row) => rowOf(ctx, row, view))}
    </tbody>
  </table>`;
}
