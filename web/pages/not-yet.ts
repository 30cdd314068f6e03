/** The page of an instance as of a day before anything is known of it: says since when something is. */
import type { InstanceDetail } from '../../db/instance.ts';
import { dayStart, dayText } from '../../db/time.ts';
import { href, pastDay, presentHref, type PageContext } from './context.ts';
import { html, type Html } from './html.ts';
import { layout } from './layout.ts';
import { instancePath, readable } from './parts.ts';
import { dayWords } from './time-machine.ts';

/** @param firstDay of its figures, days since 1970-01-01 UTC; `null`: there are none */
export function notYetPage(
  ctx: PageContext,
  { domain, title }: InstanceDetail,
  firstDay: number | null,
): Html {
  const { past } = ctx.t;
  const name = title ?? readable(domain);
  const heading = past.notYet(name, dayWords(ctx, pastDay(ctx) ?? ''));
  const first = firstDay === null ? '' : ctx.f.date(dayStart(firstDay));
  const way =
    firstDay === null
      ? html`<p>${past.noFigures} <a href="${presentHref(ctx)}">${past.back}</a></p>`
      : html`<p>
          ${past.notYetText(first)}
          <a href="${href(ctx, instancePath(domain), new URLSearchParams({ on: dayText(firstDay) }))}"
            >${past.notYetLink(first)}</a
          >
        </p>`;
  const main = html`<header class="page-head">
      <h1><bdi>${heading}</bdi></h1>
    </header>
    ${way}`;
  return layout(ctx, { title: heading, main, canonical: instancePath(domain) });
}
