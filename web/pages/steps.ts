/** The list under a graph of totals: days on which it moved by more than growth, each with the page that explains it. */
import { dayOf } from '../../db/time.ts';
import type { Step } from '../charts/arrivals.ts';
import { href, type PageContext } from './context.ts';
import { html, NOTHING, type Html } from './html.ts';
import { networkDayPath } from './network-day.ts';

export function stepList(ctx: PageContext, steps: readonly Step[]): Html {
  if (steps.length === 0) return NOTHING;
  const { graph } = ctx.t;
  return html`<div class="graph-events">
    <p>${graph.steps}</p>
    <ul>
      ${steps.map(
        ({ at, change, same }) =>
          html`<li>
            <a href="${href(ctx, networkDayPath(dayOf(at)))}">${ctx.f.date(at)}</a>
            ${graph.step(ctx.f.signed(change), ctx.f.signed(same))}
          </li>`,
      )}
    </ul>
  </div>`;
}
