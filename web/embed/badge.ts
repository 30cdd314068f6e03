/** Draws badges and small lines for README files and profiles, as SVG. Pure. */
import { raw } from 'hono/html';
import type { Point } from '../../db/model.ts';
import { PALETTES } from '../charts/palette.ts';
import { sparkline } from '../charts/sparkline.ts';
import { html, render } from '../pages/html.ts';

/** Px. */
const HEIGHT = 20;
const PADDING = 6;
/** Of a letter at 11 px: the text is fitted to what this gives, whatever font it is drawn with. */
const LETTER = 6.4;
const SPARK = { width: 192, height: 48 };

const widthOf = (text: string): number => Math.round(text.length * LETTER);

/** @param label what it is · @param value what it says */
export function badgeSvg(label: string, value: string): string {
  const { ink, paper, accent } = PALETTES.light;
  const [left, right] = [widthOf(label) + 2 * PADDING, widthOf(value) + 2 * PADDING];
  const text = (words: string, start: number, colour: string): unknown =>
    html`<text x="${start + PADDING}" y="14" textLength="${widthOf(words)}" fill="${colour}">${words}</text>`;
  return render(
    html`<svg
      xmlns="http://www.w3.org/2000/svg"
      width="${left + right}"
      height="${HEIGHT}"
      role="img"
      aria-label="${label}: ${value}"
      font-family="system-ui, 'Segoe UI', Roboto, 'Noto Sans', sans-serif"
      font-size="11"
    >
      <title>${label}: ${value}</title>
      <rect width="${left + right}" height="${HEIGHT}" rx="3" fill="${accent}" />
      <path d="M3 0h${left - 3}v${HEIGHT}H3a3 3 0 0 1-3-3V3a3 3 0 0 1 3-3z" fill="${ink}" />
      ${text(label, 0, paper)}${text(value, left, paper)}
    </svg>`,
  );
}

/** A line without axes; an empty picture where nothing is known. */
export function sparkSvg(points: readonly Point[], label: string, hue: number): string {
  const [light, dark] = [PALETTES.light.hues[hue - 1] ?? '', PALETTES.dark.hues[hue - 1] ?? ''];
  return render(
    html`<svg
      xmlns="http://www.w3.org/2000/svg"
      width="${SPARK.width}"
      height="${SPARK.height}"
      viewBox="0 0 96 24"
      role="img"
      aria-label="${label}"
    >
      <title>${label}</title>
      <style>
        ${raw(`svg{color:${light}}@media (prefers-color-scheme:dark){svg{color:${dark}}}`)}
      </style>
      ${sparkline(points)}
    </svg>`,
  );
}
