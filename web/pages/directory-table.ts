/** The register as a table, one instance a row. On narrow screens the style turns the same rows into cards. */
import type { DirectoryRow, DirectorySort } from '../../db/directory.ts';
import type { Figure } from '../../db/model.ts';
import { sparkline } from '../charts/sparkline.ts';
import { naturalOrder, writeListing, type Listing } from '../filter.ts';
import { href, type PageContext } from './context.ts';
import type { DirectoryView } from './directory.ts';
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
    <th scope="col">${directory.registrations}</th>
    <th scope="col">${directory.language}</th>
    <th scope="col">${directory.software}</th>
    ${FIGURE_COLUMNS.map((figure) => sortHead(ctx, listing, figure, figure === 'activeMonth' ? directory.columns.activeMonth : figures[figure].name, 'number'))}
    ${sortHead(ctx, listing, 'growth', directory.columns.trend, 'number')}
  </tr>`;
}

function name(ctx: PageContext, row: DirectoryRow): Html {
  const title = row.title ?? readable(row.domain);
  const isNamed = title.toLowerCase() !== row.domain;
  return html`<th scope="row" class="name">
    <a href="${href(ctx, instancePath(row.domain))}"><bdi>${title}</bdi></a>
    ${isNamed ? html`<span class="domain">${readable(row.domain)}</span>` : NOTHING}
    ${row.state === 'up' ? NOTHING : stateMark(ctx, row.state)}
    ${row.description === null ? NOTHING : html`<span class="what" dir="auto">${row.description}</span>`}
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
    ${values.length > 1 ? sparkline(points, label) : NOTHING}${origin}
  </td>`;
}

function languages(ctx: PageContext, tags: readonly string[]): Html {
  const more = tags.length - NAMED_LANGUAGES;
  const text = tags
    .slice(0, NAMED_LANGUAGES)
    .map((tag) => ctx.f.language(tag))
    .join(', ');
  return html`${text}${more > 0 ? html` <small>+${more}</small>` : NOTHING}`;
}

function rowOf(ctx: PageContext, row: DirectoryRow, view: DirectoryView): Html {
  const { directory } = ctx.t;
  const software = softwareText(row.softwareName, null);
  return html`<tr>
    ${name(ctx, row)}
    <td data-label="${directory.registrations}">
      ${row.registrations === null ? NOTHING : registrationsMark(ctx, row.registrations)}
    </td>
    <td class="small" data-label="${directory.language}">${languages(ctx, row.languages)}</td>
    <td class="small" data-label="${directory.software}">
      <span title="${softwareText(row.softwareName, row.softwareVersion)}">${software}</span>
    </td>
    ${FIGURE_COLUMNS.map((figure) => figureCell(ctx, row, figure))} ${trend(ctx, row, view)}
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
