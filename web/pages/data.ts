/** The page of what can be taken away: the newest bundles with their files, sizes and checksums. */
import type { BundleEntry, StoredBundle } from '../../db/bundle/files.ts';
import { citation, exampleQuery } from '../../db/bundle/notes.ts';
import { dayStart, parseDay } from '../../db/time.ts';
import { href, type PageContext } from './context.ts';
import { html, NOTHING, type Html } from './html.ts';
import { layout } from './layout.ts';
import { marked } from './prose.ts';

export type DataView = {
  /** Newest first. */
  readonly bundles: readonly StoredBundle[];
  /** Whether bundles are made here at all. */
  readonly isOffered: boolean;
  /** Address that their files lie below. */
  readonly files: string;
};

const KILOBYTE = 1_000;
/** Letters of a checksum that are shown; the whole one is in SHA256SUMS and the title. */
const SHORT_SUM = 12;

function size(ctx: PageContext, bytes: number): string {
  return ctx.t.data.kilobytes(ctx.f.full(Math.max(1, Math.round(bytes / KILOBYTE))));
}

/** Daily Parquet files are many: they are told by month. */
function groupOf(path: string): string {
  const [, year, month] = /^parquet\/days\/year=(\d+)\/month=(\d+)\//.exec(path) ?? [];
  return year === undefined ? path : `parquet/days/year=${year}/month=${month}/`;
}

function row(
  ctx: PageContext,
  bundle: StoredBundle,
  group: string,
  list: readonly BundleEntry[],
  files: string,
): Html {
  const { data } = ctx.t;
  const bytes = list.reduce((sum, entry) => sum + entry.bytes, 0);
  const [only] = list;
  const isOne = only !== undefined && only.path === group;
  const name = isOne ? html`<a href="${files}${bundle.name}/${group}">${group}</a>` : html`${group}`;
  return html`<tr>
    <th scope="row">${name}</th>
    <td>${isOne ? '' : data.count(ctx.f.full(list.length))}</td>
    <td>${size(ctx, bytes)}</td>
    <td>
      ${isOne ? html`<code title="${only.sha256}">${only.sha256.slice(0, SHORT_SUM)}…</code>` : NOTHING}
    </td>
  </tr>`;
}

function fileTable(ctx: PageContext, bundle: StoredBundle, files: string): Html {
  const { data } = ctx.t;
  const groups = [...Map.groupBy(bundle.files, ({ path }) => groupOf(path))];
  return html`<div
    class="scroll"
    tabindex="0"
    role="region"
    aria-label="${data.filesOf(ctx.f.date(at(bundle)))}"
  >
    <table>
      <caption>
        ${data.filesOf(ctx.f.date(at(bundle)))}
      </caption>
      <thead>
        <tr>
          <th scope="col">${data.file}</th>
          <th scope="col">${data.number}</th>
          <th scope="col">${data.size}</th>
          <th scope="col">SHA-256</th>
        </tr>
      </thead>
      <tbody>
        ${groups.map(([group, list]) => row(ctx, bundle, group, list, files))}
      </tbody>
    </table>
  </div>`;
}

function at({ day }: StoredBundle): number {
  return dayStart(parseDay(day) ?? 0);
}

function newest(ctx: PageContext, bundle: StoredBundle, files: string): Html {
  const { data } = ctx.t;
  const base = `${ctx.publicUrl}${files}${bundle.name}`;
  const quick = [
    'herdbook.sqlite',
    'csv/network.csv',
    'csv/instances.csv',
    'parquet/network.parquet',
  ].flatMap((path) => bundle.files.find((entry) => entry.path === path) ?? []);
  return html`<section aria-labelledby="newest">
    <h2 id="newest">${data.bundleOf(ctx.f.date(at(bundle)))}</h2>
    <ul class="chips">
      ${quick.map((entry) => html`<li><a class="chip" href="${files}${bundle.name}/${entry.path}">${entry.path.split('/').at(-1)} (${size(ctx, entry.bytes)})</a></li>`)}
    </ul>
    <p>${data.whole}</p>
    <pre tabindex="0"><code>curl -fsS ${base}/SHA256SUMS | awk '{print $2}' |
  xargs -I{} curl -fsS --create-dirs -o ${bundle.name}/{} ${base}/{}
cd ${bundle.name} &amp;&amp; curl -fsS ${base}/SHA256SUMS | sha256sum -c --quiet</code></pre>
    <p>${data.duckdb}</p>
    <pre tabindex="0"><code>${exampleQuery(base)}</code></pre>
    <p>
      ${['README.md', 'schema.json', 'CITATION.cff', 'SHA256SUMS'].map((name, index) => html`${index === 0 ? '' : ' · '}<a href="${files}${bundle.name}/${name}">${name}</a>`)}
    </p>
    <details class="graph-table">
      <summary>
        ${data.allFiles(
          ctx.f.full(bundle.files.length),
          size(
            ctx,
            bundle.files.reduce((sum, { bytes }) => sum + bytes, 0),
          ),
        )}
      </summary>
      ${fileTable(ctx, bundle, files)}
    </details>
    <h2 id="cite">${data.cite}</h2>
    <p>${data.citeText}</p>
    <pre
      tabindex="0"
    ><code lang="en">${citation({ day: bundle.day, methodVersion: data.methodInReadme, site: ctx.publicUrl, rows: {} })}</code></pre>
  </section>`;
}

function older(ctx: PageContext, bundles: readonly StoredBundle[], files: string): Html {
  if (bundles.length === 0) return NOTHING;
  return html`<section aria-labelledby="older">
    <h2 id="older">${ctx.t.data.older}</h2>
    <ul>
      ${bundles.map((bundle) => html`<li>${ctx.f.date(at(bundle))}: <a href="${files}${bundle.name}/README.md">README.md</a>, <a href="${files}${bundle.name}/herdbook.sqlite">herdbook.sqlite</a>, <a href="${files}${bundle.name}/SHA256SUMS">SHA256SUMS</a></li>`)}
    </ul>
  </section>`;
}

export function dataPage(ctx: PageContext, { bundles, isOffered, files }: DataView): Html {
  const { data } = ctx.t;
  const [first, ...rest] = bundles;
  const main = html`<h1>${data.title}</h1>
    <p class="lede">${data.lede}</p>
    ${first === undefined ? html`<p class="empty">${isOffered ? data.none : data.off}</p>` : newest(ctx, first, files)}
    ${older(ctx, rest, files)}
    <section aria-labelledby="parts">
      <h2 id="parts">${data.parts}</h2>
      <p>${data.partsText} <a href="${href(ctx, '/api')}">${data.apiLink}</a></p>
      <h2 id="licence">${data.licence}</h2>
      ${data.licenceText.map((text) => html`<p>${marked(ctx, text)}</p>`)}
    </section>`;
  return layout(ctx, { title: data.title, description: data.lede, main });
}
