/** The page of one day: what the totals are made of, who moved them, and what happened that day. */
import { eventsBetween } from '../../db/events/events.ts';
import type { DayExplained, FigureDay, Movement } from '../../db/network/movements.ts';
import { dayStart, dayText } from '../../db/time.ts';
import { href, type PageContext } from './context.ts';
import { html, NOTHING, type Html } from './html.ts';
import { layout } from './layout.ts';
import { instanceLink } from './parts.ts';

/** The path of a day's page, without the language. */
export function networkDayPath(day: number): string {
  return `/network/days/${dayText(day)}`;
}

function movementTable(ctx: PageContext, title: string, list: readonly Movement[]): Html {
  if (list.length === 0) return NOTHING;
  const { day, figures } = ctx.t;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${title}">
    <table class="movements">
      <caption>
        ${title}
      </caption>
      <thead>
        <tr>
          <th scope="col">${figures.instances.name}</th>
          <th scope="col">${day.before}</th>
          <th scope="col">${day.now}</th>
          <th scope="col">${day.change}</th>
        </tr>
      </thead>
      <tbody>
        ${list.map(
          ({ domain, title: name, before, now, reason }) =>
            html`<tr>
              <th scope="row">
                ${instanceLink(ctx, domain, name)}${reason === null ? NOTHING : html` <small>${day.reasons[reason]}</small>`}
              </th>
              <td>${ctx.f.full(before)}</td>
              <td>${ctx.f.full(now)}</td>
              <td>${ctx.f.signed((now ?? 0) - (before ?? 0))}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function refusedTable(ctx: PageContext, { refused }: FigureDay): Html {
  if (refused.length === 0) return NOTHING;
  const { day, figures, refusals } = ctx.t;
  const rules = new Map(Object.entries(refusals.rules));
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${day.refused}">
    <table class="movements">
      <caption>
        ${day.refused}
      </caption>
      <thead>
        <tr>
          <th scope="col">${figures.instances.name}</th>
          <th scope="col">${day.told}</th>
          <th scope="col" class="words">${day.why}</th>
        </tr>
      </thead>
      <tbody>
        ${refused.map(
          ({ domain, title, value, rule }) =>
            html`<tr>
              <th scope="row">${instanceLink(ctx, domain, title)}</th>
              <td>${ctx.f.full(value)}</td>
              <td class="words">
                <a href="${href(ctx, '/method')}#rules"><code>${rule}</code></a>
                ${rules.get(rule) ?? refusals.rules.other}
              </td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function figureSection(ctx: PageContext, one: FigureDay): Html {
  const { day, figures } = ctx.t;
  const { f } = ctx;
  const { name } = figures[one.figure];
  const parts = [
    day.same(f.signed(one.same), one.sameOf),
    ...(one.enteredOf > 0 ? [day.entered(f.signed(one.entered), one.enteredOf)] : []),
    ...(one.leftOf > 0 ? [day.left(f.signed(-one.left), one.leftOf)] : []),
  ];
  return html`<section aria-labelledby="${one.figure}">
    <h2 id="${one.figure}">${name}</h2>
    <p>${day.fromTo(f.full(one.before), f.full(one.now))}</p>
    <ul>
      ${parts.map((part) => html`<li>${part}</li>`)}
    </ul>
    ${movementTable(ctx, day.movers, one.movers)}${movementTable(ctx, day.arrivals, one.arrivals)}${movementTable(ctx, day.losses, one.losses)}${refusedTable(ctx, one)}
  </section>`;
}

function neighbour(ctx: PageContext, rel: 'prev' | 'next', day: number | null): Html {
  if (day === null) return NOTHING;
  return html`<li>
    <a rel="${rel}" href="${href(ctx, networkDayPath(day))}">${ctx.f.date(dayStart(day))}</a>
  </li>`;
}

/** The page at /network/days/YYYY-MM-DD. */
export function networkDayPage(ctx: PageContext, explained: DayExplained): Html {
  const { day, instances, fresh, measured, carried, isImported } = explained;
  const date = ctx.f.date(dayStart(day));
  const events = eventsBetween(day, day);
  const title = ctx.t.day.title(date);
  const lede = isImported
    ? ctx.t.day.imported(ctx.f.full(instances), ctx.f.full(fresh))
    : ctx.t.day.standsOn(ctx.f.full(instances), ctx.f.full(measured), ctx.f.full(carried));
  const main = html`<article class="prose day">
    <header>
      <h1>${title}</h1>
      <p class="lede">${lede}</p>
    </header>
    <nav class="contents" aria-label="${ctx.t.day.days}">
      <ul>
        ${neighbour(ctx, 'prev', explained.previous)}${neighbour(ctx, 'next', explained.next)}
        <li><a href="/api/v1${networkDayPath(day)}.csv">CSV</a></li>
      </ul>
    </nav>
    ${
      events.length === 0
        ? NOTHING
        : html`<section aria-labelledby="events">
            <h2 id="events">${ctx.t.day.events}</h2>
            <ul>
              ${events.map(({ title: told, source }) => html`<li><a href="${source}" rel="noopener noreferrer">${told[ctx.lang]}</a></li>`)}
            </ul>
          </section>`
    }
    ${explained.figures.filter(({ before, now }) => before !== null || now !== null).map((one) => figureSection(ctx, one))}
    <p>${ctx.t.day.identity}</p>
  </article>`;
  return layout(ctx, { title, description: lede, main });
}
