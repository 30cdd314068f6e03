/** Puts a graph, its finding and its source into one picture that stands alone: an SVG with its own colours. Pure; draws no line itself. */
import { raw } from 'hono/html';
import { html, render, type Html } from '../pages/html.ts';
import { PALETTES, THEMES, type Palette, type Theme } from './palette.ts';
import type { Frame } from './svg.ts';

export type Picture = {
  readonly width: number;
  readonly height: number;
  /** `auto`: what the reader's device prefers. */
  readonly theme: Theme | 'auto';
  readonly lang: string;
  /** Colour 1 to 6 of the only line; each of several lines has its own. */
  readonly hue: number;
  /** What it is about: small, above the finding. */
  readonly subject: string;
  readonly finding: string;
  /** When it is of, and what it stands on: small, below. */
  readonly asOf: string;
  /** Whose it is, at the lower right. */
  readonly credit: string;
  /** Px left of the drawing for values, and right of it for names. */
  readonly margins: { readonly left: number; readonly right: number };
  readonly draw: (frame: Frame) => Html;
};

/** Px of the picture that letters and lines are made for; larger ones are enlarged as a whole. */
const NATURAL_WIDTH = 800;
const LARGEST_SCALE = 2;
const PADDING = 20;
const SUBJECT = { size: 14, line: 20 };
const FINDING = { size: 20, line: 26, mostLines: 2 };
const FOOT = { size: 12, line: 28 };
/** Of a letter of the finding's weight, in parts of its size: a mean over both languages. */
const LETTER = 0.52;
const FOOT_LETTER = 0.5;
/** Px of the drawing from which a label may stand nearer to its line, and up to which every other mark goes. */
const ROOMY = 704;
const CRAMPED = 440;
/** Px of a picture that a name beside the line fits in. */
export const NAMES_FIT = 600;

const SANS = `'Source Sans 3', system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif`;

/** Breaks a text into lines of at most so many letters; the last one ends in … where it is cut. */
export function linesOf(text: string, letters: number, most: number): readonly string[] {
  const lines: string[] = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    if (line === '') lines[lines.length - 1] = word;
    else if (line.length + 1 + word.length <= letters) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  const kept = lines.slice(0, most);
  const last = kept.at(-1) ?? '';
  if (lines.length > most || last.length > letters)
    kept[kept.length - 1] = `${last.slice(0, Math.max(1, letters - 1))}…`;
  return kept;
}

function rules({ paper, ink, ink2, rule, ruleStrong, accent, hues }: Palette): string {
  return `.paper{fill:${paper}}.finding{fill:${ink}}.subject,.foot,.tick{fill:${ink2}}.credit{fill:${accent}}
.rule{stroke:${rule}}.base,.notch{stroke:${ruleStrong}}.same{stroke:${ink2}}
.value,.end-label{stroke:${paper}}.line.imported{opacity:.6}
${hues.map((hue, index) => `.hue-${index + 1} .line,.hue-${index + 1}.dot.imported,.hue-${index + 1} .dot.imported{stroke:${hue}}.hue-${index + 1} .dot,.hue-${index + 1}.dot,.hue-${index + 1} .end,.hue-${index + 1} .end-label,.hue-${index + 1} .bar{fill:${hue}}.hue-${index + 1} .bar{stroke:${hue}}`).join('')}
.dot.imported,.bar.imported,.bar.running{fill:${paper}}.event{fill:${ink2}}line.event{stroke:${ruleStrong}}`;
}

function style(theme: Picture['theme'], plotWidth: number, hasNames: boolean): string {
  const [light, dark] = THEMES.map((name) => rules(PALETTES[name]));
  const colours =
    theme === 'auto'
      ? `${light}@media (prefers-color-scheme:dark){${dark}}`
      : theme === 'light'
        ? light
        : dark;
  return `${colours}
.value,.end-label{paint-order:stroke;stroke-width:4px;stroke-linejoin:round}.tick{font-size:12px}
.end-label{font-size:14px;font-weight:600}.end-name{font-size:13px;font-weight:400}
.line{stroke-width:2px;stroke-linejoin:round}.line.imported{stroke-width:1.25px}.line.carried{stroke-dasharray:1 5}.line.running{stroke-dasharray:5 4}
.dot.imported{stroke-width:1.5px}.bar{stroke-width:0}.bar.imported,.bar.running{stroke-width:1.5px}.same{stroke-width:1px;stroke-dasharray:2 3}
${plotWidth < ROOMY ? '.in-roomy' : '.in-narrow'}{display:none}${plotWidth < CRAMPED ? '.odd{display:none}' : ''}${hasNames ? '' : '.end-name{display:none}'}`;
}

/** The whole picture as a document of its own. */
export function pictureSvg(picture: Picture): string {
  const scale = Math.min(LARGEST_SCALE, Math.max(1, picture.width / NATURAL_WIDTH));
  const [width, height] = [picture.width / scale, picture.height / scale];
  const letters = Math.floor((width - 2 * PADDING) / (FINDING.size * LETTER));
  const lines = linesOf(picture.finding, letters, FINDING.mostLines);
  const top = PADDING + SUBJECT.line + lines.length * FINDING.line;
  const { left, right } = picture.margins;
  const frame = { width: width - left - right - PADDING, height: Math.max(60, height - top - FOOT.line - 4) };
  const footLetters =
    Math.floor((width - 2 * PADDING) / (FOOT.size * FOOT_LETTER)) - picture.credit.length - 3;
  const [asOf = ''] = linesOf(picture.asOf, footLetters, 1);
  const drawn = html`<svg
    xmlns="http://www.w3.org/2000/svg"
    width="${picture.width}"
    height="${picture.height}"
    viewBox="0 0 ${width} ${height}"
    role="img"
    xml:lang="${picture.lang}"
    font-family="${SANS}"
  >
    <style>
      ${raw(style(picture.theme, frame.width, picture.width >= NAMES_FIT))}
    </style>
    <rect class="paper" width="100%" height="100%" />
    <text class="subject" x="${PADDING}" y="${PADDING + 10}" font-size="${SUBJECT.size}">
      ${picture.subject}
    </text>
    ${lines.map(
      (line, index) =>
        html`<text
          class="finding"
          x="${PADDING}"
          y="${PADDING + SUBJECT.line + 16 + index * FINDING.line}"
          font-size="${FINDING.size}"
          font-weight="600"
          >${line}</text
        >`,
    )}
    <svg x="${left}" y="${top}" width="${frame.width}" height="${frame.height}" overflow="visible">
      <g class="hue-${picture.hue}">${picture.draw(frame)}</g>
    </svg>
    <text class="foot" x="${PADDING}" y="${height - 10}" font-size="${FOOT.size}">${asOf}</text>
    <text
      class="credit"
      x="${width - PADDING}"
      y="${height - 10}"
      font-size="${FOOT.size}"
      font-weight="600"
      text-anchor="end"
    >
      ${picture.credit}
    </text>
  </svg>`;
  return render(drawn);
}
