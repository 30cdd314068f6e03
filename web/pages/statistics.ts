/** The page of the network's statistics: growth, weekly life, concentration, survival, and its parts by one dimension. */
import type { Cell, StatTable } from '../../db/statistics/table.ts';
import type { StatTableName } from '../../db/statistics/tables.ts';
import { dayStart, parseDay } from '../../db/time.ts';
import { DIMENSIONS, OTHER, UNKNOWN, type Dimension } from '../../db/totals/dimensions.ts';
import type { Messages } from '../messages.ts';
import { MODES } from '../charts/points.ts';
import type { PageContext } from './context.ts';
import { graphFigure, metricControl, readingControls, segments, type GraphView } from './graph.ts';
import { html, NOTHING, type Html } from './html.ts';
import { layout } from './layout.ts';
import { softwareText } from './parts.ts';
import { shapeFigure, tableCsv, type ShapeView } from './shape-figure.ts';
import { previewOf } from './share.ts';

export type StatisticsView = {
  readonly graph: GraphView;
  /** The same figure as changes per day, week or month. */
  readonly changes: GraphView;
  readonly tables: Readonly<Record<StatTableName, StatTable>>;
  readonly shapes: readonly ShapeView[];
  readonly dimension: Dimension;
  readonly parts: StatTable;
};

/** Rows shown of a table that goes on for years; the CSV has all. */
const ROWS = 26;
/** Values shown of a dimension. */
const PARTS = 50;
const SHARES: ReadonlySet<string> = new Set([
  'top1',
  'top10',
  'top100',
  'activePerUser',
  'year1',
  'year2',
  'year3',
  'year5',
]);
const CHANGES: ReadonlySet<string> = new Set(['change', 'changeOfSameInstances']);
const DAYS: ReadonlySet<string> = new Set(['day', 'week', 'until']);
const DECIMALS = 1_000;

function cellText(ctx: PageContext, column: string, cell: Cell): string {
  if (cell === null) return ctx.f.full(null);
  const { stats, figures } = ctx.t;
  if (typeof cell === 'string') {
    const day = DAYS.has(column) ? parseDay(cell) : null;
    if (day !== null) return ctx.f.date(dayStart(day));
    const names: ReadonlyMap<string, string> = new Map([
      ...Object.entries(figures).map(([id, { name }]): [string, string] => [id, name]),
      ...Object.entries(stats.classes),
    ]);
    return names.get(cell) ?? cell;
  }
  if (SHARES.has(column)) return ctx.f.percent(cell);
  if (CHANGES.has(column)) return ctx.f.signed(cell);
  return ctx.f.full(Math.round(cell * DECIMALS) / DECIMALS);
}

function partName(ctx: PageContext, dimension: Dimension, value: Cell): string {
  const { stats, registrations } = ctx.t;
  if (value === UNKNOWN || typeof value !== 'string') return stats.unknown;
  if (value === OTHER) return stats.other;
  if (dimension === 'language') return ctx.f.language(value);
  if (dimension === 'country') return ctx.f.country(value);
  if (dimension === 'software') return softwareText(value, null);
  const words: ReadonlyMap<string, string> = new Map([
    ...Object.entries(registrations),
    ...Object.entries(stats.classes),
  ]);
  return words.get(value) ?? value;
}

type Columns = Messages['stats']['columns'];

function tableOf(ctx: PageContext, id: string, table: StatTable, first?: (value: Cell) => string): Html {
  const { stats } = ctx.t;
  const names: ReadonlyMap<string, string> = new Map(Object.entries<string>(stats.columns satisfies Columns));
  const head = (column: string): string =>
    id === 'activity' && column === 'registrations' ? stats.signUps : (names.get(column) ?? column);
  const isWords = (index: number): boolean =>
    table.rows.some((row) => typeof row[index] === 'string' && !DAYS.has(table.columns[index] ?? ''));
  const words = table.columns.map((_, index) => (isWords(index) ? html`class="words"` : NOTHING));
  const text = (row: readonly Cell[], index: number): string => {
    const [column = '', cell = null] = [table.columns[index], row[index]];
    return index === 0 && first !== undefined ? first(cell) : cellText(ctx, column, cell);
  };
  return html`<div class="scroll" tabindex="0" role="region" aria-labelledby="${id}">
    <table class="stacked">
      <thead>
        <tr>
          ${table.columns.map((column, index) => html`<th scope="col" ${words[index] ?? NOTHING}>${head(column)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${table.rows.map(
          (row) =>
            html`<tr>
              <th scope="row">${text(row, 0)}</th>
              ${row.slice(1).map((_, index) => html`<td ${words[index + 1] ?? NOTHING} data-label="${head(table.columns[index + 1] ?? '')}">${text(row, index + 1)}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

type Part = {
  readonly id: keyof Messages['stats']['sections'];
  readonly table: StatTable;
  readonly query?: Readonly<Record<string, string>>;
};

/** Tables that fit on a page; of the others the newest rows are shown, the newest first. */
const SHORT: ReadonlySet<Part['id']> = new Set(['growth', 'survival']);

function part(ctx: PageContext, { id, table, query = {} }: Part, body: Html): Html {
  const { title, text } = ctx.t.stats.sections[id];
  return html`<section>
    <h2 id="${id}">${title}</h2>
    <p>${text}</p>
    ${table.rows.length === 0 ? html`<p class="empty">${ctx.t.stats.nothing}</p>` : body}
    <p><a class="quiet" href="${tableCsv(ctx, id, query)}">${ctx.t.graph.csv}</a></p>
  </section>`;
}

/** Graphs of a table, and the table itself, folded where it goes on for years. */
function shaped(ctx: PageContext, view: StatisticsView, id: StatTableName & Part['id']): Html {
  const table = view.tables[id];
  const own = view.shapes.filter(({ shape }) => shape.table === id || shape.table === `${id}-curves`);
  const shown = SHORT.has(id) ? table : { ...table, rows: table.rows.slice(-ROWS).toReversed() };
  const body = html`<div class="shapes">${own.map((shape) => shapeFigure(ctx, shape))}</div>
    ${
      SHORT.has(id)
        ? tableOf(ctx, id, shown)
        : html`<details class="graph-table" id="${id}-all">
            <summary>${ctx.t.shapes.allOfThem}</summary>
            ${tableOf(ctx, id, shown)}
          </details>`
    }`;
  return part(ctx, { id, table }, body);
}

function growth(ctx: PageContext, { changes, tables }: StatisticsView): Html {
  const { graph } = ctx.t;
  const periods = MODES.filter((mode) => mode !== 'total').map((mode) => ({
    name: 'per',
    value: mode,
    label: graph.modes[mode],
    isCurrent: mode === changes.reading.mode,
  }));
  const body = html`<div class="controls" data-part="growth-controls">
      ${segments(ctx, ctx.t.stats.sections.growth.title, periods, 'growth')}
    </div>
    ${graphFigure(ctx, changes)}${tableOf(ctx, 'growth', tables.growth)}`;
  return part(ctx, { id: 'growth', table: tables.growth }, body);
}

/** All parts are of one day, which is told once above the table. */
function withoutDay({ columns, rows }: StatTable): StatTable {
  const place = columns.indexOf('day');
  return { columns: columns.toSpliced(place, 1), rows: rows.map((row) => row.toSpliced(place, 1)) };
}

function asOf(ctx: PageContext, { columns, rows }: StatTable): Html {
  const told = rows[0]?.[columns.indexOf('day')];
  const day = typeof told === 'string' ? parseDay(told) : null;
  return day === null ? NOTHING : html`<p class="as-of">${ctx.t.stats.asOf(ctx.f.date(dayStart(day)))}</p>`;
}

function parts(ctx: PageContext, { dimension, parts: table }: StatisticsView): Html {
  const { stats } = ctx.t;
  const choices = DIMENSIONS.filter((one) => one !== 'all').map((one) => ({
    name: 'by',
    value: one,
    label: stats.columns[one],
    isCurrent: one === dimension,
  }));
  const shown = withoutDay({ ...table, rows: table.rows.slice(0, PARTS) });
  const body = html`${asOf(ctx, table)}${tableOf(ctx, 'parts', shown, (value) => partName(ctx, dimension, value))}`;
  const controls = html`<div class="controls">${segments(ctx, stats.by, choices, 'parts')}</div>`;
  return part(ctx, { id: 'parts', table, query: { dimension } }, html`${controls}${body}`);
}

/** Sections with graphs of their own, in order. */
const SHAPED = ['activity', 'retention', 'concentration', 'survival'] as const;

/** The page at /network: other directories' clients ask /statistics for something else. */
export function statisticsPage(ctx: PageContext, view: StatisticsView): Html {
  const { stats } = ctx.t;
  const { graph } = view;
  const main = html`<article class="statistics">
    <header>
      <h1>${stats.title}</h1>
      <p class="lede">${stats.lede}</p>
    </header>
    <section aria-labelledby="line" class="growth">
      <h2 id="line">${stats.line}</h2>
      <div class="controls" data-part="controls">
        ${metricControl(ctx, graph, 'line')}${readingControls(ctx, graph.reading, 'line')}
      </div>
      ${graphFigure(ctx, graph)}
    </section>
    ${growth(ctx, view)} ${SHAPED.map((id) => shaped(ctx, view, id))} ${parts(ctx, view)}
    ${view.parts.rows.length > PARTS ? html`<p class="quiet">${stats.more(ctx.f.full(PARTS))}</p>` : NOTHING}
  </article>`;
  return layout(ctx, {
    title: stats.title,
    description: stats.lede,
    main,
    preview: previewOf({ kind: 'network' }, graph.series.chart),
  });
}
