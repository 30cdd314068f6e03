/** Says that a page shows a past day, leads back to the present, and lets the reader choose another day. Reads nothing. */
import { dayStart, parseDay } from '../../db/time.ts';
import { href, pastDay, presentHref, withQuery, type PageContext } from './context.ts';
import { html, NOTHING, type Html } from './html.ts';

/** 'YYYY-MM-DD' as people write it. */
export function dayWords(ctx: PageContext, day: string): string {
  return ctx.f.date(dayStart(parseDay(day) ?? 0));
}

/** What a GET form has to carry along so that the reader stays on the past day. */
export function keptDay(ctx: PageContext): Html {
  const day = pastDay(ctx);
  return day === null ? NOTHING : html`<input type="hidden" name="on" value="${day}" />`;
}

/** A plain form: the day, and everything else that the address holds. */
function dayForm(ctx: PageContext, label: string): Html {
  const { past } = ctx.t;
  const { on = null, span = null } = ctx.dated ?? {};
  const kept = withQuery(ctx.query, { on: null, after: null });
  return html`<form class="other-day" action="${href({ base: ctx.base }, ctx.path)}" method="get">
    ${[...kept].map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
    <label for="on">${label}</label
    ><input
      id="on"
      name="on"
      type="date"
      required
      value="${on ?? span?.last ?? ''}"
      ${span === null ? NOTHING : html`min="${span.first}" max="${span.last}"`}
    /><button class="button subdued">${past.show}</button>
  </form>`;
}

/** Above the page: which day it shows, what that cannot tell, and the way back. Nothing in the present. */
export function pastBanner(ctx: PageContext): Html {
  const { past } = ctx.t;
  const { dated } = ctx;
  if (dated === null) return NOTHING;
  if (dated.on === null) {
    const last = dated.isAfter && dated.span !== null ? past.after(dayWords(ctx, dated.span.last)) : null;
    const words = dated.strange === null ? last : past.strange(dated.strange);
    return words === null ? NOTHING : html`<p class="notice warn" role="status">${words}</p>`;
  }
  const isBefore = dated.span !== null && dated.on < dated.span.first;
  return html`<section class="notice past" aria-label="${past.label}">
    <p role="status"><strong>${past.showing(dayWords(ctx, dated.on))}</strong></p>
    ${isBefore ? html`<p>${past.before(dayWords(ctx, dated.span?.first ?? ''))}</p>` : NOTHING}
    <p class="quiet">${past.limits}</p>
    <div class="past-ways">
      <a class="button" href="${presentHref(ctx)}">${past.back}</a>${dayForm(ctx, past.anotherDay)}
    </div>
  </section>`;
}

/** Below the page: the way into the past. */
export function otherDay(ctx: PageContext): Html {
  const { past } = ctx.t;
  if (ctx.isStill || ctx.dated === null || ctx.dated.on !== null || ctx.dated.span === null) return NOTHING;
  return html`<details class="graph-table time-machine" id="time-machine">
    <summary>${past.other}</summary>
    ${dayForm(ctx, past.day)}
  </details>`;
}
