/** The dated events marked in a graph, with its numbers: what happened meanwhile, and where it can be looked up. */
import type { DatedEvent } from '../../db/events/events.ts';
import { dayStart, dayText } from '../../db/time.ts';
import type { PageContext } from './context.ts';
import { html, NOTHING, type Html } from './html.ts';

/** Those of the time that a graph shows. */
export function eventsIn(
  { from, until }: { readonly from: number; readonly until: number },
  events: readonly DatedEvent[],
): readonly DatedEvent[] {
  return events.filter(({ day }) => dayStart(day) >= from && dayStart(day) <= until);
}

/** More of them are folded. */
const SHOWN = 3;

/** The events marked in the graph, with its numbers. They are beside the line, not its cause. @param id of the graph on the page */
export function eventList(
  ctx: PageContext,
  events: readonly DatedEvent[],
  id: string,
  isSmall = false,
): Html {
  if (events.length === 0) return NOTHING;
  const { graph } = ctx.t;
  const list = html`<ol>
    ${events.map(({ day, title, source }) => html`<li><time datetime="${dayText(day)}">${ctx.f.date(dayStart(day))}</time> <a href="${source}" rel="noopener noreferrer">${title[ctx.lang]}</a></li>`)}
  </ol>`;
  return events.length <= SHOWN && !isSmall
    ? html`<div class="graph-events">
        <p>${graph.events}</p>
        ${list}
      </div>`
    : html`<details class="graph-events" id="${id}-events">
        <summary>${graph.eventsCount(events.length)}</summary>
        <p>${graph.events}</p>
        ${list}
      </details>`;
}
