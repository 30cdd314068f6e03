/** The ledger on an instance's page: each figure with when it was observed and what it is worth, and what was decided about it. */
import type { LedgerEntry } from '../../db/trust/ledger.ts';
import { dayStart } from '../../db/time.ts';
import type { Verdict } from '../../db/trust/verdicts.ts';
import { href, pastDay, type PageContext } from './context.ts';
import { html, NOTHING, type Html } from './html.ts';
import { instanceCsv } from './parts.ts';
import type { MoreView } from './instance-more.ts';

function row(ctx: PageContext, { figure, value, standing, at, rule, raw, origin }: LedgerEntry): Html {
  const { figures, standings, refusals, ledger } = ctx.t;
  const why =
    rule === null ? null : (new Map(Object.entries(refusals.rules)).get(rule) ?? refusals.rules.other);
  return html`<tr>
    <th scope="row">${figures[figure].name}</th>
    <td>${ctx.f.full(value)}</td>
    <td class="words">
      ${standings[standing]}${origin === null ? NOTHING : html`<br /><small>${ledger.from} <code>${origin}</code></small>`}${why === null ? NOTHING : html`<br /><small>${ledger.told(raw ?? '', why)}</small>`}
    </td>
    <td>${at === null ? NOTHING : pastDay(ctx) === null ? ctx.f.moment(at) : ctx.f.date(at)}</td>
  </tr>`;
}

function verdictList(ctx: PageContext, verdicts: readonly Verdict[]): Html {
  if (verdicts.length === 0) return NOTHING;
  const { figures, ledger } = ctx.t;
  return html`<h3>${ledger.verdicts}</h3>
    <ul>
      ${verdicts.map(
        ({ figure, decision, fromDay, untilDay, reason }) =>
          html`<li>
            ${ledger.decisions[decision](figures[figure].name, ctx.f.date(dayStart(fromDay)), untilDay === null ? null : ctx.f.date(dayStart(untilDay)))}
            ${reason}
          </li>`,
      )}
    </ul>`;
}

export function ledgerSection(ctx: PageContext, domain: string, { ledger: all, verdicts }: MoreView): Html {
  const { ledger } = ctx.t;
  const entries = all.filter(({ standing }) => standing !== 'untold');
  if (entries.length === 0 && verdicts.length === 0) return NOTHING;
  return html`<section class="worth" data-part="ledger">
    <h2 id="ledger">${ledger.title}</h2>
    <div class="scroll" tabindex="0" role="region" aria-labelledby="ledger">
      <table>
        <thead>
          <tr>
            <th scope="col">${ledger.figure}</th>
            <th scope="col">${ledger.value}</th>
            <th scope="col" class="words">${ledger.standing}</th>
            <th scope="col">${ledger.at}</th>
          </tr>
        </thead>
        <tbody>
          ${entries.map((entry) => row(ctx, entry))}
        </tbody>
      </table>
    </div>
    ${verdictList(ctx, verdicts)}
    <p>
      <a href="${href(ctx, '/method')}#rules">${ledger.rules}</a> ·
      <a class="quiet" href="${instanceCsv(domain, pastDay(ctx))}">${ctx.t.graph.csv}</a>
    </p>
  </section>`;
}
