/** Pages of running text. Marks up the site's own texts only (`code`, **strong**, [link](/path)), never text from an instance. */
import { href, type PageContext } from './context.ts';
import { html, NOTHING, type Html } from './html.ts';

export type Section = {
  /** Anchor of the heading. */
  readonly id: string;
  readonly title: string;
  readonly text: readonly string[];
  readonly items?: readonly string[];
  /** An example to copy, set after the items. */
  readonly code?: string;
};

const MARKS = /`([^`]+)`|\*\*([^*]+)\*\*|\[([^\]]+)\]\((\/[^)]*)\)/g;

/** One paragraph's text as markup. */
export function marked(ctx: Pick<PageContext, 'base'>, text: string): Html {
  const parts: Html[] = [];
  let end = 0;
  for (const match of text.matchAll(MARKS)) {
    const [all, code, strong, label, path] = match;
    parts.push(html`${text.slice(end, match.index)}`);
    if (code !== undefined) parts.push(html`<code>${code}</code>`);
    else if (strong !== undefined) parts.push(html`<strong>${strong}</strong>`);
    else parts.push(html`<a href="${href(ctx, path ?? '/')}">${label}</a>`);
    end = match.index + all.length;
  }
  parts.push(html`${text.slice(end)}`);
  return html`${parts}`;
}

/** A heading with its paragraphs, list and example. */
export function section(ctx: PageContext, { id, title, text, items = [], code }: Section): Html {
  return html`<section aria-labelledby="${id}">
    <h2 id="${id}">${title}</h2>
    ${text.map((paragraph) => html`<p>${marked(ctx, paragraph)}</p>`)}
    ${
      items.length > 0
        ? html`<ul>
            ${items.map((item) => html`<li>${marked(ctx, item)}</li>`)}
          </ul>`
        : NOTHING
    }
    ${code === undefined ? NOTHING : html`<pre tabindex="0"><code>${code}</code></pre>`}
  </section>`;
}

/** A page of prose with its list of contents. */
export function prose(ctx: PageContext, title: string, lede: string, sections: readonly Section[]): Html {
  return html`<article class="prose">
    <header>
      <h1>${title}</h1>
      <p class="lede">${lede}</p>
    </header>
    <nav class="contents" aria-label="${title}">
      <ul>
        ${sections.map((part) => html`<li><a href="#${part.id}">${part.title}</a></li>`)}
      </ul>
    </nav>
    ${sections.map((part) => section(ctx, part))}
  </article>`;
}
