/** What a reader sees when a page cannot be shown. Says what to do next, never why in technical terms. */
import { href, type PageContext } from './context.ts';
import { html, render } from './html.ts';
import { layout } from './layout.ts';

const KNOWN = [400, 404, 405, 429, 503] as const;

/** A whole document, as text. Unknown statuses read as 404 below 500 and as 500 above. */
export function errorPage(ctx: PageContext, status: number): string {
  const { error } = ctx.t;
  const known = KNOWN.find((candidate) => candidate === status) ?? (status < 500 ? 404 : 500);
  const main = html`<div class="message">
    <p class="message-status">${status}</p>
    <h1>${error.titles[known]}</h1>
    <p class="lede">${error.texts[known]}</p>
    <p>
      <a class="button" href="${href(ctx, '/instances')}">${error.search}</a>
      <a href="${href(ctx, '/')}">${error.backHome}</a>
    </p>
  </div>`;
  return render(layout(ctx, { title: error.titles[known], main }));
}
