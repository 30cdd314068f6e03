/** Draws what others published beside our line: hollow marks of a shape for each source, and a dashed line through its own. Pure. */
import type { PublishedPoint, PublishedSeries } from '../../db/network/published.ts';
import { html, NOTHING, type Html } from '../pages/html.ts';

export type Spot = {
  /** Percent of the width. */
  readonly x: (at: number) => number;
  /** Px from the top. */
  readonly y: (value: number) => number;
};

/** A source's shape, by its place in the list; colours would be those of other graphs. */
export const SHAPES = ['circle', 'square', 'diamond', 'triangle'] as const;
export type Shape = (typeof SHAPES)[number];

export function shapeOf(index: number): Shape {
  return SHAPES[index % SHAPES.length] ?? 'circle';
}

/** With more points only the line is drawn, and a mark at its end. */
const MARKED = 40;
/** More points than this tell the eye nothing. */
const DRAWN = 400;
const STRETCH = 1000;
const short = (position: number): string => String(Math.round(position * 100) / 100);

/** Every n-th point, and the last. */
function thin(points: readonly PublishedPoint[]): readonly PublishedPoint[] {
  const step = Math.ceil(points.length / DRAWN);
  return points.filter((_, index) => index % step === 0 || index === points.length - 1);
}

/** The outline of a mark, 8 px wide, as a path around its own middle. */
const OUTLINES: Readonly<Record<Shape, string>> = {
  circle: 'M-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0Z',
  square: 'M-3.5 -3.5H3.5V3.5H-3.5Z',
  diamond: 'M0 -5L5 0L0 5L-5 0Z',
  triangle: 'M0 -4.5L4.5 3.5H-4.5Z',
};

/** The mark alone, for the list of sources under the graph. */
export function key(shape: Shape): Html {
  return html`<svg class="published-key" width="12" height="12" viewBox="-6 -6 12 12" aria-hidden="true">
    <path class="mark" d="${OUTLINES[shape]}" />
  </svg>`;
}

function marks({ points }: PublishedSeries, shape: Shape, { x, y }: Spot): Html {
  const shown = points.length <= MARKED ? points : points.slice(-1);
  return html`${shown.map(({ at, value }) => html`<svg x="${short(x(at))}%" y="${short(y(value))}" overflow="visible"><path class="mark" d="${OUTLINES[shape]}" /></svg>`)}`;
}

function line({ points }: PublishedSeries, { x, y }: Spot, height: number): Html {
  if (points.length < 2) return NOTHING;
  const d = thin(points)
    .map(
      ({ at, value }, index) =>
        `${index === 0 ? 'M' : 'L'}${short((x(at) / 100) * STRETCH)} ${short(y(value))}`,
    )
    .join('');
  return html`<svg
    x="0"
    y="0"
    width="100%"
    height="${height}"
    viewBox="0 0 ${STRETCH} ${height}"
    preserveAspectRatio="none"
    overflow="visible"
  >
    <path class="told" d="${d}" fill="none" vector-effect="non-scaling-stroke" />
  </svg>`;
}

/** All of them; the words are in the list under the graph. */
export function publishedMarks(series: readonly PublishedSeries[], spot: Spot, height: number): Html {
  if (series.length === 0) return NOTHING;
  return html`<g class="published" aria-hidden="true"
    >${series.map((one, index) => html`${line(one, spot, height)}${marks(one, shapeOf(index), spot)}`)}</g
  >`;
}
