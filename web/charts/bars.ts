/** Draws the values of periods as bars from zero, one for each. Pure; classes and presentation attributes only. */
import { html, type Html } from '../pages/html.ts';
import { short } from './event-marks.ts';
import type { KnownPoint } from './points.ts';

/** More of them are thinner than a line on a phone, so they become one. */
export const MOST_BARS = 120;
/** Share of a period that its bar fills. */
const FILLED = 0.78;
/** Px: a value near zero still shows that it is known. */
const LEAST_HEIGHT = 1;

type Place = {
  /** Percent of the width. */
  readonly x: (at: number) => number;
  /** Px from the top. */
  readonly y: (value: number) => number;
};

/** @param endOf when the period that begins at a moment is over @param runningAt the period that is still going on; `null`: none */
export function barMarks(
  points: readonly KnownPoint[],
  endOf: (at: number) => number,
  runningAt: number | null,
  { x, y }: Place,
): Html {
  const zero = y(0);
  return html`${points.map(({ at, value, standing }) => {
    const [left, right] = [x(at), x(endOf(at))];
    const gap = ((right - left) * (1 - FILLED)) / 2;
    const top = Math.min(y(value), zero);
    const height = Math.max(LEAST_HEIGHT, Math.abs(y(value) - zero));
    return html`<rect
      class="bar ${at === runningAt ? 'running' : standing}"
      x="${short(left + gap)}%"
      y="${short(top)}"
      width="${short(right - left - 2 * gap)}%"
      height="${short(height)}"
    />`;
  })}`;
}
