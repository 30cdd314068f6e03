/** Draws the share of instances read each day as a strip under a graph. Pure. */
import { html, NOTHING, type Html } from '../pages/html.ts';
import type { Drawing } from './drawing.ts';
import { short } from './event-marks.ts';

/** Width of the stretched coordinate system. */
const STRETCH = 1000;
/** Px height of the strip under a network graph. */
const STRIP = 6;

/** The share of instances read each day, as a filled strip. Nothing where no share is known. */
export function coverageStrip(drawing: Drawing): Html {
  const shares = drawing.drawn.filter(({ coverage }) => coverage !== null);
  const [first, last] = [shares[0], shares.at(-1)];
  if (first === undefined || last === undefined || shares.length < 2) return NOTHING;
  const span = drawing.until - drawing.from;
  const at = (moment: number): string =>
    short(span === 0 ? STRETCH : ((moment - drawing.from) / span) * STRETCH);
  const top = shares
    .map((point) => `L${at(point.at)} ${short(STRIP - (point.coverage ?? 0) * STRIP)}`)
    .join('');
  return html`<svg
    class="coverage"
    width="100%"
    height="${STRIP}"
    viewBox="0 0 ${STRETCH} ${STRIP}"
    preserveAspectRatio="none"
    aria-hidden="true"
  >
    <rect
      class="carried"
      x="${at(first.at)}"
      width="${short(Number(at(last.at)) - Number(at(first.at)))}"
      height="${STRIP}"
    />
    <path class="measured" d="M${at(first.at)} ${STRIP}${top}L${at(last.at)} ${STRIP}Z" />
  </svg>`;
}
