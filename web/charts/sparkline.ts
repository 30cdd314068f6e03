/** Draws a series as a small line without axes, for table rows and headline figures. Pure. */
import { html, NOTHING, type Html } from '../pages/html.ts';
import type { Point } from '../../db/model.ts';

/** Px of the picture; the page may scale it. */
const WIDTH = 96;
const HEIGHT = 24;
const MARGIN = 3;

/** The line, with the pen lifted at gaps. Coordinates have one decimal. A flat series runs through the middle. */
export function sparkPath(points: readonly Point[]): string {
  const values = points.flatMap(([, value]) => (value === null ? [] : [value]));
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const [from, until] = [points[0]?.[0] ?? 0, points.at(-1)?.[0] ?? 0];
  const x = (at: number): number =>
    MARGIN + (until === from ? 0 : ((at - from) / (until - from)) * (WIDTH - 2 * MARGIN));
  const y = (value: number): number =>
    most === least
      ? HEIGHT / 2
      : HEIGHT - MARGIN - ((value - least) / (most - least)) * (HEIGHT - 2 * MARGIN);
  let d = '';
  let isDown = false;
  for (const [at, value] of points) {
    if (value !== null) d += `${isDown ? 'L' : 'M'}${x(at).toFixed(1)} ${y(value).toFixed(1)}`;
    isDown = value !== null;
  }
  return d;
}

/** @param label what it shows, in words; without one it is hidden from screen readers, because the figure stands beside it */
export function sparkline(points: readonly Point[], label?: string): Html {
  const d = sparkPath(points);
  if (!d.includes('L')) return NOTHING;
  const [, x, y] = /([\d.]+) ([\d.]+)$/.exec(d) ?? [];
  const naming = label === undefined ? html`aria-hidden="true"` : html`role="img" aria-label="${label}"`;
  return html`<svg
    class="spark"
    viewBox="0 0 ${WIDTH} ${HEIGHT}"
    width="${WIDTH}"
    height="${HEIGHT}"
    ${naming}
  >
    <path
      d="${d}"
      fill="none"
      stroke="currentColor"
      stroke-width="1.5"
      stroke-linejoin="round"
      stroke-linecap="round"
    />
    <circle cx="${x}" cy="${y}" r="2" fill="currentColor" />
  </svg>`;
}
