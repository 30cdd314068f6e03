/** Draws a line graph as SVG. Pure; uses classes and presentation attributes only, because the pages forbid inline styles. */
import { html, NOTHING, type Html } from '../pages/html.ts';
import { nextPeriod } from '../../db/series/periods.ts';
import { barMarks } from './bars.ts';
import { known, type Drawing } from './drawing.ts';
import { anchor, eventMarks, short } from './event-marks.ts';
import { isKnown, type ChartPoint, type KnownPoint } from './points.ts';
import { publishedMarks } from './published-svg.ts';

/** Px. The width is the page's: x positions are percentages, so that text and lines keep their size on every screen. */
const HEIGHTS = { large: 340, small: 220 } as const;
export type Size = keyof typeof HEIGHTS;
const TOP = 28;
/** Room left of the lines for their values, by the letters of the longest label; the style sheet knows these names. */
const GUTTERS = [
  [4, 'narrow'],
  [6, 'middling'],
] as const;
export type Gutter = 'narrow' | 'middling' | 'wide';
/** Percent of the width at the right that the last value's label may cover: of a narrow graph, and of one as wide as the page. */
const END_LABEL = { narrow: 18, roomy: 7 } as const;
/** Px between that label's base line and the line below it, and above it. */
const END_LIFT = { above: 9, below: 19 };
const BOTTOM = 26;
/** Width of the stretched coordinate system the line lives in. */
const STRETCH = 1000;
/** With this many points or fewer each gets a dot. */
const DOTTED = 40;

export type Labels = {
  /** Unique in the page. */
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly size: Size;
  readonly format: (value: number) => string;
  /** Moments of dated events, in order, those outside the period too. */
  readonly events?: readonly number[];
  /** Px, where the graph does not take its width from a page. */
  readonly frame?: Frame;
};
export type Frame = { readonly width: number; readonly height: number };

type Place = {
  /** Percent of the width. */
  readonly x: (at: number) => number;
  /** Px from the top. */
  readonly y: (value: number) => number;
  /** Px from the top of the lowest value's line. */
  readonly base: number;
};

function places({ from, until, scale }: Drawing, height: number): Place {
  const span = until - from;
  const base = height - BOTTOM;
  return {
    base,
    x: (at) => (span === 0 ? 100 : ((at - from) / span) * 100),
    y: (value) => base - ((value - scale.low) / (scale.high - scale.low)) * (base - TOP),
  };
}

/** How the piece of line that ends in a point is drawn. */
function style(before: ChartPoint, point: ChartPoint, isRunning: boolean): string {
  if (before.standing === 'imported' || point.standing === 'imported') return 'imported';
  if (isRunning) return 'running';
  return point.standing;
}

/** Imported sums are over different instances each: a line between them would tell of a change that nobody saw. */
function isJoined(before: ChartPoint, point: ChartPoint, isSum: boolean): boolean {
  return !(isSum && (before.standing === 'imported' || point.standing === 'imported'));
}

/** One path per style; a gap lifts the pen. */
function paths(drawing: Drawing, { x, y }: Place, stretch: number): ReadonlyMap<string, string> {
  const pens = new Map<string, { d: string; end: ChartPoint | null }>();
  const at = (point: KnownPoint): string =>
    `${short((x(point.at) / 100) * stretch)} ${short(y(point.value))}`;
  let before: KnownPoint | null = null;
  for (const [index, point] of drawing.drawn.entries()) {
    if (!isKnown(point)) before = null;
    else {
      if (before !== null && isJoined(before, point, drawing.isSum)) {
        const name = style(before, point, drawing.isRunning && index === drawing.drawn.length - 1);
        const pen = pens.get(name) ?? { d: '', end: null };
        pens.set(name, {
          d: `${pen.d}${pen.end === before ? '' : `M${at(before)}`}L${at(point)}`,
          end: point,
        });
      }
      before = point;
    }
  }
  return new Map([...pens].map(([name, { d }]) => [name, d]));
}

/** What the total would be without changes of the set, thin and over the whole; nothing where it is unknown. */
function sameLine({ drawn }: Drawing, { x, y }: Place, stretch: number): Html {
  let isDown = false;
  const d = drawn
    .map(({ at, same = null }) => {
      const isDrawn = isDown;
      isDown = same !== null;
      if (same === null) return '';
      return `${isDrawn ? 'L' : 'M'}${short((x(at) / 100) * stretch)} ${short(y(same))}`;
    })
    .join('');
  return d.includes('L')
    ? html`<path
        class="same"
        d="${d}"
        fill="none"
        stroke="currentColor"
        vector-effect="non-scaling-stroke"
      />`
    : NOTHING;
}

/** A bar for each period. */
function bars({ drawn, kind, isRunning }: Drawing, place: Place): Html {
  const runningAt = isRunning ? (drawn.at(-1)?.at ?? null) : null;
  return barMarks(drawn.filter(isKnown), (at) => nextPeriod(kind.period, at), runningAt, place);
}

/** Known points that no line would show: alone between gaps, imported sums, or few and imported. */
function dots(drawing: Drawing, { x, y }: Place): Html {
  const { drawn, isSum } = drawing;
  const shown = drawn.filter((point, index): point is KnownPoint => {
    if (!isKnown(point)) return false;
    const isAlone = [drawn[index - 1], drawn[index + 1]].every(
      (other) => other === undefined || !isKnown(other),
    );
    return (
      isAlone ||
      (point.standing === 'imported' && (isSum || drawn.length <= DOTTED * 10)) ||
      (drawing.mode !== 'total' && drawn.length <= DOTTED)
    );
  });
  return html`${shown.map((point) => html`<circle class="dot ${point.standing}" cx="${short(x(point.at))}%" cy="${short(y(point.value))}" r="3" />`)}`;
}

function axes({ xTicks, yTicks, scale }: Drawing, { x, y, base }: Place): Html {
  return html`<g class="axis"
    >${yTicks.map(({ at }) => html`<line class="${at === 0 || at === scale.low ? 'base' : 'rule'}" x1="0" x2="100%" y1="${short(y(at))}" y2="${short(y(at))}" />`)}
    ${xTicks.map(({ at }) => html`<line class="notch" x1="${short(x(at))}%" x2="${short(x(at))}%" y1="${base}" y2="${base + 5}" />`)}
    ${xTicks.map(({ at, label }, index) => html`<text class="tick${index % 2 === 1 ? ' odd' : ''}" x="${short(x(at))}%" y="${base + BOTTOM - 5}" text-anchor="${anchor(x(at))}">${label}</text>`)}</g
  >`;
}

/** How much room the values need left of the lines. */
export function gutter({ yTicks }: Drawing): Gutter {
  const longest = Math.max(0, ...yTicks.map(({ label }) => label.length));
  return GUTTERS.find(([letters]) => longest <= letters)?.[1] ?? 'wide';
}

/** Value labels stand left of their lines, outside the drawing, where nothing crosses them. */
function values({ yTicks }: Drawing, { y }: Place): Html {
  return html`${yTicks.map(({ at, label }) => html`<text class="tick value" x="-8" y="${short(y(at) + 4)}" text-anchor="end">${label}</text>`)}`;
}

/** The highest and lowest place of the line right of a start (percent of the width), px from the top. */
function reach(points: readonly KnownPoint[], start: number, { x, y }: Place): readonly [number, number] {
  const ys = points.flatMap((point, index) => {
    const before = points[index - 1];
    if (x(point.at) < start) return [];
    if (before === undefined || x(before.at) >= start) return [y(point.value)];
    const share = (start - x(before.at)) / (x(point.at) - x(before.at));
    return [y(before.value + share * (point.value - before.value)), y(point.value)];
  });
  return [Math.min(...ys), Math.max(...ys)];
}

/** Px from the top of the last value's base line: above all of the line that it stands over, or below where that is nearer. */
function labelPlace(points: readonly KnownPoint[], last: KnownPoint, width: number, place: Place): number {
  const { y, base } = place;
  const [top, bottom] = reach(points, 100 - width, place);
  const [above, below] = [top - END_LIFT.above, bottom + END_LIFT.below];
  const isBelow = below - y(last.value) < y(last.value) - above + END_LIFT.above && below <= base - 4;
  return isBelow ? below : above;
}

/** The last known value near the end of the line. Where that depends on the width, the style sheet chooses one of two places. */
function end(drawing: Drawing, place: Place, format: Labels['format']): Html {
  const { x, y } = place;
  const points = known(drawing.drawn);
  const last = points.at(-1);
  if (last === undefined) return NOTHING;
  const [narrow, roomy] = [END_LABEL.narrow, END_LABEL.roomy].map((width) =>
    short(labelPlace(points, last, width, place)),
  );
  const label = (name: string, at: string | undefined): Html =>
    html`<text class="end-label${name}" x="100%" y="${at}" text-anchor="end">${format(last.value)}</text>`;
  return html`<circle class="end" cx="${short(x(last.at))}%" cy="${short(y(last.value))}" r="3.5" />
    ${narrow === roomy ? label('', narrow) : html`${label(' in-narrow', narrow)}${label(' in-roomy', roomy)}`}`;
}

/** The whole graph. Draws nothing but its axes when no point is known. */
export function lineGraph(drawing: Drawing, labels: Labels): Html {
  const { width: stretch, height } = labels.frame ?? { width: STRETCH, height: HEIGHTS[labels.size] };
  const place = places(drawing, height);
  const isBars = drawing.kind.form === 'bars';
  return html`<svg
    class="line-graph"
    width="100%"
    height="${height}"
    role="img"
    aria-labelledby="${labels.id}-title ${labels.id}-desc"
    font-size="12"
    overflow="visible"
  >
    <title id="${labels.id}-title">${labels.title}</title>
    <desc id="${labels.id}-desc">${labels.summary}</desc>
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
      ${sameLine(drawing, place, stretch)}${isBars ? NOTHING : [...paths(drawing, place, stretch)].map(([name, d]) => html`<path class="line ${name}" d="${d}" fill="none" stroke="currentColor" vector-effect="non-scaling-stroke" />`)}
    </svg>
    ${eventMarks(drawing, labels.events ?? [], place)}${publishedMarks(drawing.others, place, height)}${isBars ? bars(drawing, place) : dots(drawing, place)}${values(drawing, place)}${isBars ? NOTHING : end(drawing, place, labels.format)}
  </svg>`;
}
