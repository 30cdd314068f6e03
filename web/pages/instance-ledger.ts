/** The ledger on an instance's page: each figure with when it was observed and what it is worth, and what was decided about it. */
import type { InstanceDetail } from '../../db/instance.ts';
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
    <td data-label="${ledger.value}">${ctx.f.full(value)}</td>
    <td class="words" data-label="${ledger.standing}">
      ${standings[standing]}${origin === null ? NOTHING : html`<br /><small>${ledger.from} <code>${origin}</code></small>`}${why === null ? NOTHING : html`<br /><small>${ledger.told(raw ?? '', why)}</small>`}
    </td>
    <td data-label="${ledger.at}">
      ${at === null ? NOTHING : pastDay(ctx) === null ? ctx.f.moment(at) : ctx.f.date(at)}
    </td>
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

/** With the days on which each was told, back to the first. */
function refused(ctx: PageContext, { refusals }: Pick<InstanceDetail, 'refusals'>): Html {
  if (refusals.length === 0) return NOTHING;
  const { instance, figures, refusals: texts } = ctx.t;
  const known = new Map(Object.entries(texts.rules));
  const rows = refusals.map(
    ({ figure, rule, raw, fromAt, lastAt }) =>
      html`<li>
        ${instance.refusal(figures[figure].name, raw, known.get(rule) ?? texts.rules.other, ctx.f.date(fromAt), ctx.f.date(lastAt))}
      </li>`,
  );
  return html`<h3>${instance.refused}</h3>
    <ul class="refusals">
      ${rows}
    </ul>`;
}

export function ledgerSection(
  ctx: PageContext,
  detail: Pick<InstanceDetail, 'domain' | 'refusals'>,
  { ledger: all, verdicts }: MoreView,
): Html {
  const { ledger } = ctx.t;
  const entries = all.filter(({ standing }) => standing !== 'untold');
  if (entries.length === 0 && verdicts.length === 0 && detail.refusals.length === 0) return NOTHING;
  return html`<section class="worth" data-part="ledger">
    <h2 id="ledger">${ledger.title}</h2>
    <div class="scroll" tabindex="0" role="region" aria-labelledby="ledger">
      <table class="stacked">
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
    ${refused(ctx, detail)} ${verdictList(ctx, verdicts)}
    <p>
      <a href="${href(ctx, '/method')}#rules">${ledger.rules}</a> ·
      <a class="quiet" href="${instanceCsv(detail.domain, pastDay(ctx))}">${ctx.t.graph.csv}</a>
    </p>
  </section>`;
}
