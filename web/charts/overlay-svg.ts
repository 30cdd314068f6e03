/** Draws several lines in one graph as SVG, each with colour, dash and a label at its end. Pure; classes and presentation attributes only. */
import { html, type Html } from '../pages/html.ts';
import { anchor, eventMarks, short } from './event-marks.ts';
import { placed, type Overlay, type OverlayLine } from './overlay.ts';
import { isKnown, type ChartPoint, type KnownPoint } from './points.ts';
import { spread } from './spread.ts';
import type { Frame } from './svg.ts';

/** Px, as the other large graphs. */
export const OVERLAY_HEIGHT = 340;
const TOP = 28;
const BOTTOM = 26;
/** Width of the stretched coordinate system the lines live in. */
const STRETCH = 1000;
/** Px between the base lines of two labels. */
const LABEL_GAP = 17;

type Place = {
  /** Percent of the width. */
  readonly x: (at: number) => number;
  /** Px from the top, of a value. */
  readonly y: (value: number) => number;
  /** Px from the top, of a mark on the axis. */
  readonly mark: (at: number) => number;
  readonly base: number;
};

function places({ from, until, axis, scale }: Overlay, height: number): Place {
  const base = height - BOTTOM;
  const mark = (at: number): number => base - ((at - axis.low) / (axis.high - axis.low)) * (base - TOP);
  return {
    base,
    mark,
    x: (at) => (until === from ? 100 : ((at - from) / (until - from)) * 100),
    y: (value) => mark(placed(scale, value)),
  };
}

/** Pieces of a line, imported ones apart; a gap lifts the pen, and so does what must not be joined. */
function paths(
  points: readonly ChartPoint[],
  { isStepped, isSum }: Overlay['kind'],
  { x, y }: Place,
  stretch: number,
): Readonly<Record<'measured' | 'imported', string>> {
  const pens = { measured: '', imported: '' };
  let before: KnownPoint | null = null;
  let pen: keyof typeof pens | null = null;
  const at = (point: KnownPoint): string =>
    `${short((x(point.at) / 100) * stretch)} ${short(y(point.value))}`;
  for (const point of points) {
    const isImported = before?.standing === 'imported' || point.standing === 'imported';
    if (isKnown(point) && before !== null && !(isImported && isSum)) {
      const kind = isImported ? 'imported' : 'measured';
      const corner = isStepped ? `L${at({ ...point, value: before.value })}` : '';
      pens[kind] += `${pen === kind ? '' : `M${at(before)}`}${corner}L${at(point)}`;
      pen = kind;
    } else pen = null;
    before = isKnown(point) ? point : null;
  }
  return pens;
}

/** Known points that no line would show. */
function alone(points: readonly ChartPoint[], isSum: boolean): readonly KnownPoint[] {
  return points.filter((point, index): point is KnownPoint => {
    const neighbours = [points[index - 1], points[index + 1]];
    const isApart = isSum && point.standing === 'imported';
    return isKnown(point) && (isApart || neighbours.every((other) => other === undefined || !isKnown(other)));
  });
}

function line({ drawn, style }: OverlayLine, kind: Overlay['kind'], place: Place, stretch: number): Html {
  const { measured, imported } = paths(drawn, kind, place, stretch);
  const path = (name: string, d: string): Html =>
    html`<path
      class="line ${name}"
      d="${d}"
      fill="none"
      stroke="currentColor"
      vector-effect="non-scaling-stroke"
      stroke-dasharray="${style.dash.length === 0 ? 'none' : style.dash.join(' ')}"
    />`;
  return html`<g class="hue-${style.hue}">
    ${measured === '' ? '' : path('measured', measured)}${imported === '' ? '' : path('imported', imported)}
  </g>`;
}

function dots({ drawn, style }: OverlayLine, isSum: boolean, { x, y }: Place): Html {
  return html`${alone(drawn, isSum).map((point) => html`<circle class="dot ${point.standing} hue-${style.hue}" cx="${short(x(point.at))}%" cy="${short(y(point.value))}" r="3" />`)}`;
}

function axes({ xTicks, yTicks, axis }: Overlay, { x, mark, base }: Place): Html {
  return html`<g class="axis"
    >${yTicks.map(({ at }) => html`<line class="${at === axis.low ? 'base' : 'rule'}" x1="0" x2="100%" y1="${short(mark(at))}" y2="${short(mark(at))}" />`)}
    ${xTicks.map(({ at }) => html`<line class="notch" x1="${short(x(at))}%" x2="${short(x(at))}%" y1="${base}" y2="${base + 5}" />`)}
    ${xTicks.map(({ at, label }, index) => html`<text class="tick${index % 2 === 1 ? ' odd' : ''}" x="${short(x(at))}%" y="${base + BOTTOM - 5}" text-anchor="${anchor(x(at))}">${label}</text>`)}</g
  >`;
}

type End = { readonly line: OverlayLine; readonly point: KnownPoint };

/** The labels stand beside the graph, as near to their lines' ends as they can without covering each other. */
function ends(lines: readonly OverlayLine[], { x, y, base }: Place): Html {
  const found = lines.flatMap((one): End[] => {
    const point = one.drawn.findLast(isKnown);
    return point === undefined ? [] : [{ line: one, point }];
  });
  const labels = spread(
    found.map(({ point }) => y(point.value) + 4),
    LABEL_GAP,
    TOP - 8,
    base + 4,
  );
  return html`${found.map(
    ({ line: { letter, name, style }, point }, index) =>
      html`<g class="hue-${style.hue}"
        ><circle class="end" cx="${short(x(point.at))}%" cy="${short(y(point.value))}" r="3.5" /><text
          class="end-label"
          x="100%"
          dx="10"
          y="${short(labels[index] ?? 0)}"
          >${letter}<tspan class="end-name" dx="5">${name}</tspan></text
        ></g
      >`,
  )}`;
}

export type OverlayLabels = {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  /** Moments of dated events, in order, those outside the period too. */
  readonly events?: readonly number[];
  /** Px, where the graph does not take its width from a page. */
  readonly frame?: Frame;
};

/** The whole graph. */
export function overlayGraph(
  drawing: Overlay,
  { id, title, summary, frame, events = [] }: OverlayLabels,
): Html {
  const { width: stretch, height } = frame ?? { width: STRETCH, height: OVERLAY_HEIGHT };
  const place = places(drawing, height);
  return html`<svg
    class="line-graph"
    width="100%"
    height="${height}"
    role="img"
    aria-labelledby="${id}-title ${id}-desc"
    font-size="12"
    overflow="visible"
  >
    <title id="${id}-title">${title}</title>
    <desc id="${id}-desc">${summary}</desc>
    ${axes(drawing, place)}
    <svg
      x="0"
      y="0"
      width="100%"
      height="${height}"
      viewBox="0 0 ${stretch} ${height}"
      preserveAspectRatio="none"
      overflow="visible"
    >
      ${drawing.lines.map((one) => line(one, drawing.kind, place, stretch))}
    </svg>
    ${eventMarks(drawing, events, place)}${drawing.lines.map((one) => dots(one, drawing.kind.isSum, place))}
    ${drawing.yTicks.map(({ at, label }) => html`<text class="tick value" x="0" y="${short(place.mark(at) - 5)}">${label}</text>`)}
    ${ends(drawing.lines, place)}
  </svg>`;
}

/** A short piece of a line, for lists of what is drawn. */
export function lineSample({ style }: Pick<OverlayLine, 'style'>): Html {
  return html`<svg
    class="sample hue-${style.hue}"
    width="36"
    height="10"
    aria-hidden="true"
    focusable="false"
  >
    <line
      x1="1"
      x2="35"
      y1="5"
      y2="5"
      stroke="currentColor"
      stroke-width="2.5"
      stroke-dasharray="${style.dash.length === 0 ? 'none' : style.dash.join(' ')}"
    />
  </svg>`;
}
