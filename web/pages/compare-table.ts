/** The comparison's table: a row for each thing, a column for each instance, with what differs marked. */
import type { InstanceDetail } from '../../db/instance.ts';
import type { OfficialEntry } from '../../db/official/official.ts';
import { href, pastDay, withQuery, type PageContext } from './context.ts';
import { html, NOTHING, type Html } from './html.ts';
import { countryName } from './official-parts.ts';
import { instanceCsv, instancePath, languageNames, readable, softwareText } from './parts.ts';

export type Compared = {
  readonly instance: InstanceDetail;
  /** `null`: no public body is known to run it. */
  readonly entry: OfficialEntry | null;
};
type Row = {
  readonly name: string;
  /** `null`: unknown. */
  readonly value: (ctx: PageContext, one: Compared) => string | null;
  readonly isNumber?: boolean;
};

function count(ctx: PageContext, value: number | null | undefined): string | null {
  return typeof value === 'number' ? ctx.f.full(value) : null;
}

function share(part: number | null, whole: number | null): number | null {
  return part === null || whole === null || whole === 0 ? null : part / whole;
}

function federation(ctx: PageContext, { instance: { profile } }: Compared): string | null {
  const { instance } = ctx.t;
  if (profile === null || profile.limitedFederation === null) return null;
  return profile.limitedFederation ? instance.limitedFederation : instance.openFederation;
}

/** What can be counted. */
function figureRows(ctx: PageContext): readonly Row[] {
  const { compare, figures } = ctx.t;
  const figure = (name: 'users' | 'activeMonth' | 'statuses' | 'connections'): Row => ({
    name: figures[name].name,
    value: (_, { instance }) => count(ctx, instance.figures[name]),
    isNumber: true,
  });
  return [
    figure('users'),
    figure('activeMonth'),
    {
      name: compare.rows.activeShare,
      value: (_, { instance: { figures: own } }) => {
        const part = share(own.activeMonth, own.users);
        return part === null ? null : ctx.f.percent(part);
      },
      isNumber: true,
    },
    figure('statuses'),
    {
      name: compare.rows.perMember,
      value: (_, { instance: { figures: own } }) => {
        const each = share(own.statuses, own.users);
        return each === null ? null : ctx.f.full(Math.round(each));
      },
      isNumber: true,
    },
    figure('connections'),
    {
      name: compare.rows.growth7,
      value: (_, { instance }) => (instance.users7 === null ? null : ctx.f.signed(instance.users7)),
      isNumber: true,
    },
    {
      name: compare.rows.growth30,
      value: (_, { instance: { changes } }) =>
        changes.users.day30 === null ? null : ctx.f.signed(changes.users.day30),
      isNumber: true,
    },
  ];
}

/** What somebody who chooses wants to know first, then the figures, then the rest. */
function rowsOf(ctx: PageContext): readonly Row[] {
  const { compare, registrations, states, instance: texts } = ctx.t;
  const rows = compare.rows;
  return [
    {
      name: rows.registrations,
      value: (_, { instance, entry }) =>
        registrations[
          (entry?.mailDomains.length ?? 0) > 0 ? 'restricted' : (instance.registrations ?? 'unknown')
        ],
    },
    { name: rows.languages, value: (_, { instance }) => languageNames(ctx, instance.languages) || null },
    { name: rows.state, value: (_, { instance }) => states[instance.state] },
    ...figureRows(ctx),
    {
      name: rows.software,
      value: (_, { instance }) => softwareText(instance.softwareName, instance.softwareVersion) || null,
    },
    {
      name: rows.rules,
      value: (_, { instance: { profile } }) =>
        profile === null ? null : texts.rulesCount(profile.rules.length),
    },
    {
      name: rows.minimumAge,
      value: (_, { instance: { profile } }) =>
        typeof profile?.minimumAge === 'number' ? texts.years(profile.minimumAge) : null,
    },
    {
      name: rows.characterLimit,
      value: (_, { instance: { profile } }) =>
        typeof profile?.characterLimit === 'number' ? texts.characters(profile.characterLimit) : null,
    },
    { name: rows.federation, value: federation },
    {
      name: rows.operator,
      value: (_, { entry }) =>
        entry === null ? null : `${entry.operator}, ${countryName(ctx, entry.country)}`,
    },
    { name: rows.addedAt, value: (_, { instance }) => ctx.f.date(instance.addedAt) },
  ];
}

type Filled = {
  readonly row: Row;
  readonly values: readonly (string | null)[];
  readonly isDifferent: boolean;
};

function filled(ctx: PageContext, compared: readonly Compared[]): readonly Filled[] {
  return rowsOf(ctx)
    .map((row) => ({ row, values: compared.map((one) => row.value(ctx, one)) }))
    .filter(({ values }) => values.some((value) => value !== null))
    .map(({ row, values }) => ({ row, values, isDifferent: new Set(values).size > 1 }));
}

function line(ctx: PageContext, { row, values, isDifferent }: Filled): Html {
  const { compare, graph } = ctx.t;
  return html`<tr class="${isDifferent ? 'differs' : ''}">
    <th scope="row">
      ${row.name}${isDifferent ? html`<span class="sr-only"> (${compare.differs})</span>` : NOTHING}
    </th>
    ${values.map((value) => html`<td class="${row.isNumber === true ? 'number' : ''}${value === null ? ' none' : ''}">${value ?? graph.unknown}</td>`)}
  </tr>`;
}

function head(ctx: PageContext, compared: readonly Compared[]): Html {
  return html`<tr>
    <th scope="col">${ctx.t.compare.what}</th>
    ${compared.map(
      ({ instance: { domain, title } }, index) =>
        html`<th scope="col">
          <span class="letter">${String.fromCodePoint(65 + index)}</span>
          <a href="${href(ctx, instancePath(domain))}"><bdi>${title ?? readable(domain)}</bdi></a
          ><span class="domain">${readable(domain)}</span>
        </th>`,
    )}
  </tr>`;
}

export function comparisonTable(
  ctx: PageContext,
  compared: readonly Compared[],
  isOnlyDifferences: boolean,
): Html {
  const { compare } = ctx.t;
  const rows = filled(ctx, compared).filter(({ isDifferent }) => isDifferent || !isOnlyDifferences);
  const other = withQuery(ctx.query, { only: isOnlyDifferences ? null : 'differences' });
  return html`<section aria-labelledby="side" data-part="side">
    <h2 id="side">${compare.table}</h2>
    ${
      compared.length < 2
        ? NOTHING
        : html`<p>
            <a class="chip" href="${href(ctx, '/compare', other)}#side"
              >${isOnlyDifferences ? compare.everything : compare.onlyDifferences}</a
            >
          </p>`
    }
    ${
      rows.length === 0
        ? html`<p class="empty">${compare.allAlike}</p>`
        : html`<div class="wide" tabindex="0" role="region" aria-label="${compare.tableCaption}">
            <table class="comparison">
              <caption>
                ${compare.tableCaption}
              </caption>
              <thead>
                ${head(ctx, compared)}
              </thead>
              <tbody>
                ${rows.map((row) => line(ctx, row))}
              </tbody>
            </table>
          </div>`
    }
    <p>
      ${compared.map(({ instance: { domain } }, index) => html`${index === 0 ? '' : ' · '}<a class="quiet" href="${instanceCsv(domain, pastDay(ctx))}">${compare.csvOf(readable(domain))}</a>`)}
    </p>
  </section>`;
}
