/** The API's documentation as a page: what holds everywhere, then each address as the OpenAPI document has it. */
import type { ApiDocument, Documented, DocumentedRoute } from '../api-document.ts';
import { ERROR_STATUSES } from '../failure.ts';
import { REQUESTS_PER_MINUTE } from '../rates.ts';
import type { PageContext } from './context.ts';
import { NOTHING, html } from './html.ts';
import type { Html } from './html.ts';
import { layout } from './layout.ts';
import { marked, section } from './prose.ts';

/** Quoted, because a shell would take the question and ampersand marks for its own. */
const EXAMPLES = [
  '/api/v1/instances?language=fr&sort=growth&limit=10',
  '/api/v1/network/series.csv?metric=users&mode=week',
];

/** The page at /api. */
export function apiDocsPage(ctx: PageContext, document: ApiDocument): Html {
  const { api } = ctx.t;
  const errors = Object.entries(ERROR_STATUSES).map(([code, status]) => api.errorStatus(code, status));
  const curl = EXAMPLES.map((path) => `curl '${ctx.publicUrl}${path}'`).join('\n');
  const main = html`<article class="prose api">
    <header>
      <h1>${api.title}</h1>
      <p class="lede">${api.lede}</p>
    </header>
    <p><a href="/api/v1/openapi.json">${api.document}</a> (${document.version})</p>
    ${section(ctx, { id: 'try', title: api.tryIt, text: [], code: curl })}
    ${api.sections(REQUESTS_PER_MINUTE, errors).map((part) => section(ctx, part))}
    <h2 id="addresses">${api.routes}</h2>
    <nav class="contents" aria-label="${api.routes}">
      <ul>
        ${document.routes.map(
          ({ path }) =>
            html`<li>
              <a href="#${anchor(path)}"><code>${path}</code></a>
            </li>`,
        )}
      </ul>
    </nav>
    ${document.routes.map((route) => routeSection(ctx, route))}
  </article>`;
  return layout(ctx, { title: api.title, description: api.lede, main });
}

/** In the reader's language where we have it so; else as the document says it, in English. */
function summaryOf({ t: { api } }: PageContext, { operationId, summary }: DocumentedRoute): Html {
  const own = new Map(Object.entries(api.summaries)).get(operationId);
  return own === undefined ? html`<p lang="en">${summary}</p>` : html`<p>${own}</p>`;
}

function routeSection(ctx: PageContext, route: DocumentedRoute): Html {
  const { api } = ctx.t;
  const { path, endings, parameters, fields } = route;
  return html`<section aria-labelledby="${anchor(path)}">
    <h3 id="${anchor(path)}"><code>GET ${path}</code></h3>
    ${summaryOf(ctx, route)}
    ${endings.map((ending) => html`<p>${api.as[ending]} ${marked(ctx, `\`${path}${ending}\``)}</p>`)}
    ${table(ctx, api.parameters, api.parameter, parameters)} ${table(ctx, api.answer, api.field, fields)}
  </section>`;
}

/** Two columns only: names and types are long, and have to fit a phone. */
function table(ctx: PageContext, caption: string, first: string, rows: readonly Documented[]): Html {
  if (rows.length === 0) return NOTHING;
  return html`<table class="documented">
    <caption>
      ${caption}
    </caption>
    <thead>
      <tr>
        <th scope="col">${first}</th>
        <th scope="col">${ctx.t.api.meaning}</th>
      </tr>
    </thead>
    <tbody lang="en">
      ${rows.map(
        ({ name, type, description }) =>
          html`<tr>
            <th scope="row"><code>${name}</code></th>
            <td>${description} <code>${type}</code></td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/** '/api/v1/instances/{domain}' → 'api-v1-instances-domain'. */
function anchor(path: string): string {
  return path.replace(/[^a-z0-9]+/gi, '-').replace(/^-|-$/g, '');
}
