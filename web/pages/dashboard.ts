/** A wall of graphs for a screen that nobody touches, and the form that builds it. Each graph is the picture that others embed. */
import type { NetworkNow } from '../../db/network/network.ts';
import { dayStart } from '../../db/time.ts';
import { CHARTS } from '../charts.ts';
import { RANGES } from '../charts/points.ts';
import { findChart } from '../charts.ts';
import { subjectName } from '../embed/drawn.ts';
import { embedAddress } from '../embed/subject.ts';
import { EVERY, graphsOf, MOST_LETTERS, WALL_THEMES, writeWall, type Wall, type WallGraph } from '../wall.ts';
import { href, type PageContext } from './context.ts';
import { html, NOTHING, type Html } from './html.ts';
import { framed, layout } from './layout.ts';
import { readable } from './parts.ts';

export type WallView = {
  readonly wall: Wall;
  readonly network: NetworkNow;
  /** Asked for, and not in the register. */
  readonly unknown: readonly string[];
  /** Countries with public instances, two capital letters. */
  readonly countries: readonly string[];
};

/** Px that the letters of a picture are made for: a small one, enlarged by the screen, is read from afar. */
const WIDTH = 640;
/** Of a screen as they are sold, less the heading. */
const SCREEN = (9 / 16) * 0.93;
/** Graphs beside one another, by how many there are; the style sheet has the same. */
const COLUMNS = [0, 1, 2, 2, 2, 3, 3, 3, 3, 3, 4, 4, 4] as const;

/** As high as the rows that there are leave it. */
function sizeOf(graphs: number): { readonly width: string; readonly height: string } {
  const columns = COLUMNS[graphs] ?? 4;
  const rows = Math.ceil(graphs / columns);
  return { width: String(WIDTH), height: String(Math.round((WIDTH * SCREEN * columns) / rows)) };
}
const SECONDS = 60;

/** Differs when the figures may: a run has gone on since. */
function versionOf({ run }: PageContext): Readonly<Record<string, string>> {
  return run === null ? {} : { v: `${run.startedAt}-${run.visited}` };
}

function picture(
  ctx: PageContext,
  wall: Wall,
  { subject, id }: WallGraph,
  size: ReturnType<typeof sizeOf>,
  index: number,
): Html {
  const chart = findChart(id);
  const options = {
    ...size,
    ...versionOf(ctx),
    lang: ctx.lang,
    theme: wall.theme,
    ...(wall.range === null ? {} : { range: wall.range }),
  };
  const name = ctx.t.embed.subject(subjectName(ctx, subject), ctx.t.figures[chart.figure].name);
  return html`<li data-part="graph-${index}">
    <img
      src="${embedAddress(subject, chart, '.svg', options)}"
      alt="${name}"
      width="${size.width}"
      height="${size.height}"
    />
  </li>`;
}

/** What the figures are of, and how much they stand on: a screen may have been forgotten. */
function asOf({ t: { dashboard }, f }: PageContext, { day, measured, instances }: NetworkNow): string {
  if (day === null) return dashboard.nothing;
  const date = f.date(dayStart(day));
  return measured === 0 ? dashboard.asOfDate(date) : dashboard.asOf(date, f.percent(measured / instances));
}

/** Each instance is read four times a day: a day without a run, and whoever looks has to know. */
const STALE_SECONDS = 86_400;

function stale({ t: { dashboard }, f, run, now }: PageContext): Html {
  const at = run === null ? null : (run.finishedAt ?? run.startedAt);
  if (at !== null && now - at <= STALE_SECONDS) return NOTHING;
  return html`<p class="notice warn" role="status">
    ${at === null ? dashboard.neverRead : dashboard.stale(f.moment(at), f.relative(at, now))}
  </p>`;
}

/** What was asked for and is not there. */
function unknownNotice(ctx: PageContext, unknown: readonly string[]): Html {
  if (unknown.length === 0) return NOTHING;
  return html`<p class="notice warn">${ctx.t.dashboard.unknown(ctx.f.list(unknown.map(readable)))}</p>`;
}

export function wallPage(ctx: PageContext, { wall, network, unknown }: WallView): Html {
  const { dashboard } = ctx.t;
  const graphs = graphsOf(wall);
  const title = wall.title ?? dashboard.usual;
  const main = html`<header class="wall-head" data-part="head">
      <h1>${title}</h1>
      <p>${asOf(ctx, network)} · ${ctx.f.moment(ctx.now)}</p>
      <a href="${href(ctx, '/dashboard/build', writeWall(wall))}">${dashboard.change}</a>
      ${stale(ctx)}
    </header>
    ${unknownNotice(ctx, unknown)}
    <ul class="wall wall-${graphs.length}">
      ${graphs.map((graph, index) => picture(ctx, wall, graph, sizeOf(graphs.length), index))}
    </ul>`;
  return framed(ctx, { title, main }, wall.theme, wall.every * SECONDS);
}

function box(name: string, value: string, label: string, isChecked: boolean): Html {
  return html`<li>
    <label
      ><input type="checkbox" name="${name}" value="${value}" ${isChecked ? html`checked` : NOTHING} />
      ${label}</label
    >
  </li>`;
}

function groupBoxes(ctx: PageContext, wall: Wall, of: string, label: string): Html {
  return html`<fieldset>
    <legend>${label}</legend>
    <ul class="wall-boxes">
      ${CHARTS.map(({ id, figure }) => box('g', `${of}:${id}`, ctx.t.figures[figure].name, wall.groups.includes(`${of}:${id}`)))}
    </ul>
  </fieldset>`;
}

type Option = { readonly value: string; readonly label: string; readonly isChosen: boolean };

function choice(name: string, label: string, options: readonly Option[]): Html {
  return html`<p>
    <label for="${name}">${label}</label>
    <select id="${name}" name="${name}">
      ${options.map(({ value, label: text, isChosen }) => html`<option value="${value}" ${isChosen ? html`selected` : NOTHING}>${text}</option>`)}
    </select>
  </p>`;
}

function publicSector(ctx: PageContext, { wall, countries }: WallView): Html {
  const { dashboard } = ctx.t;
  const places = [null, ...countries];
  return html`<fieldset>
    <legend>${dashboard.publicSector}</legend>
    <ul class="wall-boxes">
      ${places.map((country) => {
        const value = `public-sector${country === null ? '' : `-${country.toLowerCase()}`}:users`;
        const label = country === null ? dashboard.everywhere : ctx.f.country(country);
        return box('g', value, label, wall.groups.includes(value));
      })}
    </ul>
  </fieldset>`;
}

function look(ctx: PageContext, wall: Wall): Html {
  const { dashboard, graph } = ctx.t;
  return html`<fieldset>
    <legend>${dashboard.look}</legend>
    ${choice(
      'range',
      dashboard.range,
      RANGES.map((value) => ({
        value,
        label: graph.ranges[value],
        isChosen: value === (wall.range ?? '90d'),
      })),
    )}
    ${choice(
      'theme',
      dashboard.theme,
      WALL_THEMES.map((value) => ({
        value,
        label: dashboard.themes[value],
        isChosen: value === wall.theme,
      })),
    )}
    ${choice(
      'every',
      dashboard.every,
      EVERY.map((value) => ({
        value: String(value),
        label: dashboard.minutes(value),
        isChosen: value === wall.every,
      })),
    )}
  </fieldset>`;
}

export function buildPage(ctx: PageContext, view: WallView): Html {
  const { dashboard } = ctx.t;
  const { wall } = view;
  const main = html`<header class="page-head">
      <h1>${dashboard.title}</h1>
      <p class="lede">${dashboard.lede}</p>
    </header>
    ${unknownNotice(ctx, view.unknown)}
    <form class="wall-form" action="${href(ctx, '/dashboard')}" method="get">
      <p>
        <label for="title">${dashboard.heading}</label>
        <input
          id="title"
          name="title"
          maxlength="${MOST_LETTERS}"
          value="${wall.title ?? ''}"
          placeholder="${dashboard.usual}"
        />
      </p>
      ${groupBoxes(ctx, wall, 'network', dashboard.network)}${publicSector(ctx, view)}
      <fieldset>
        <legend>${dashboard.instances}</legend>
        <p>
          <label for="i">${dashboard.instancesHint}</label>
          <input id="i" name="i" autocapitalize="none" spellcheck="false" value="${wall.domains.join(' ')}" />
        </p>
        <ul class="wall-boxes">
          ${box('together', 'yes', dashboard.together, wall.isTogether)}
        </ul>
      </fieldset>
      ${look(ctx, wall)}
      <p><button class="button">${dashboard.show}</button></p>
    </form>`;
  return layout(ctx, { title: dashboard.title, description: dashboard.lede, main, canonical: '/dashboard' });
}
