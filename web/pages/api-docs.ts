/** The API's documentation as a page, drawn from the OpenAPI document. No script, nothing from elsewhere. */
import type { ApiDocument, Documented, DocumentedRoute } from '../api-document.ts';
import type { Language } from '../format.ts';
import type { PageContext } from './context.ts';
import { NOTHING, html } from './html.ts';
import type { Html } from './html.ts';
import { layout } from './layout.ts';

/** Labels around the document; its own text is in English, as is the API. */
const ENGLISH = {
  routes: 'Addresses',
  parameter: 'Parameter',
  field: 'Field',
  meaning: 'Meaning',
  parameters: 'Parameters',
  answer: 'The answer',
  document: 'The same as an OpenAPI 3.1 document',
  tryIt: 'To try it:',
};
const FRENCH: typeof ENGLISH = {
  routes: 'Adresses',
  parameter: 'Paramètre',
  field: 'Champ',
  meaning: 'Signification',
  parameters: 'Paramètres',
  answer: 'La réponse',
  document: 'Le même contenu en document OpenAPI 3.1',
  tryIt: 'Pour essayer :',
};
const LABELS: Readonly<Record<Language, typeof ENGLISH>> = { en: ENGLISH, fr: FRENCH };

/** The page at /api. */
export function apiDocsPage(ctx: PageContext, document: ApiDocument): Html {
  const { title, lede } = ctx.t.api;
  const labels = LABELS[ctx.lang];
  const main = html`<article class="prose api">
    <header>
      <h1>${title}</h1>
      <p class="lede">${lede}</p>
    </header>
    <div lang="en">${document.description.map((paragraph) => html`<p>${paragraph}</p>`)}</div>
    <p><a href="/api/v1/openapi.json">${labels.document}</a> (${document.version})</p>
    <p>${labels.tryIt}</p>
    <pre tabindex="0"><code>curl ${ctx.publicUrl}/api/v1/instances?limit=2
curl ${ctx.publicUrl}/api/v1/network/series.csv?metric=users</code></pre>
    <nav class="contents" aria-label="${labels.routes}">
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
  return layout(ctx, { title, description: lede, main });
}

function routeSection(ctx: PageContext, { path, summary, parameters, fields }: DocumentedRoute): Html {
  const labels = LABELS[ctx.lang];
  return html`<section aria-labelledby="${anchor(path)}">
    <h2 id="${anchor(path)}"><code>GET ${path}</code></h2>
    <p lang="en">${summary}</p>
    ${table(ctx, labels.parameters, labels.parameter, parameters)}
    ${table(ctx, labels.answer, labels.field, fields)}
  </section>`;
}

/** Two columns only: names and types are long, and have to fit a phone. */
function table(ctx: PageContext, caption: string, first: string, rows: readonly Documented[]): Html {
  if (rows.length === 0) return NOTHING;
  return html`<table>
    <caption>
      ${caption}
    </caption>
    <thead>
      <tr>
        <th scope="col">${first}</th>
        <th scope="col">${LABELS[ctx.lang].meaning}</th>
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
