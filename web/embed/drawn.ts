/** Turns what an embedded graph shows into a picture, with the page's own drawing and words. Pure. */
import { drawing, known, type Drawing } from '../charts/drawing.ts';
import { OVERLAY_READINGS } from '../charts/overlay.ts';
import { overlayGraph } from '../charts/overlay-svg.ts';
import { NAMES_FIT, pictureSvg, type Picture } from '../charts/picture.ts';
import { isKnown, type KnownPoint } from '../charts/points.ts';
import { drawShape } from '../charts/shape-drawing.ts';
import { shapeFinding, shapeSummaries } from '../charts/shape-words.ts';
import { gutter, lineGraph } from '../charts/svg.ts';
import { writtenAs } from '../charts/units.ts';
import { finding, summary, type Wording } from '../charts/words.ts';
import { overlayFinding, summaries } from '../pages/compare-graph.ts';
import { comparedLines } from '../pages/compare.ts';
import type { PageContext } from '../pages/context.ts';
import { readable } from '../pages/parts.ts';
import { SIZES, type EmbedAsked } from './asked.ts';
import type { Subject } from './subject.ts';
import type { EmbedView } from './view.ts';

/** Px left of the lines for their values, as the style sheet has it, and the padding before it. */
const GUTTERS = { narrow: 40, middling: 52, wide: 76 } as const;
const LEFT = 20;
/** Px right of several lines for their names, or for their letters alone. */
const NAMES = { full: 180, letters: 28 };

export function subjectName({ t, f }: Pick<PageContext, 't' | 'f'>, subject: Subject): string {
  switch (subject.kind) {
    case 'network':
      return t.embed.network;
    case 'instance':
      return readable(subject.domain);
    case 'public-sector':
      return t.embed.publicSector(subject.country === null ? null : f.country(subject.country));
    default:
      return f.list(subject.domains.map(readable));
  }
}

function asOf({ t, f }: PageContext, last: KnownPoint | undefined): string {
  if (last === undefined) return t.embed.nothing;
  const date = f.date(last.at);
  if (last.standing === 'imported') return t.embed.imported(date);
  return last.coverage === null ? t.embed.asOf(date) : t.embed.asOfCovered(date, f.percent(last.coverage));
}

type Shown = Pick<Picture, 'finding' | 'asOf' | 'hue' | 'margins' | 'draw'> & {
  /** What it shows, in words. */
  readonly name: string;
};

function ofOne(ctx: PageContext, { graph }: Extract<EmbedView, { kind: 'one' }>): Shown {
  const { series, reading } = graph;
  const words: Wording = { t: ctx.t, f: ctx.f, figure: series.figure, isSum: series.isSum };
  const drawn: Drawing = drawing(series.points, reading, ctx.f, ctx.now, series.isSum);
  const text = finding(drawn, words);
  const labels = {
    id: series.chart.id,
    title: text,
    summary: summary(drawn, words),
    size: 'large' as const,
    format: (value: number) => (reading.mode === 'total' ? ctx.f.compact(value) : ctx.f.signedCompact(value)),
  };
  return {
    name: ctx.t.figures[series.figure].name,
    finding: text,
    asOf: asOf(ctx, known(drawn.points).at(-1)),
    hue: series.chart.hue,
    margins: { left: LEFT + GUTTERS[gutter(drawn)], right: 12 },
    draw: (frame) => lineGraph(drawn, { ...labels, frame }),
  };
}

function ofSeveral(
  ctx: PageContext,
  { compare, chart }: Extract<EmbedView, { kind: 'several' }>,
  width: number,
): Shown {
  const drawn = comparedLines(ctx, compare);
  const text = overlayFinding(ctx, drawn, chart.figure);
  const last = drawn.lines
    .flatMap(({ points }) => points.findLast(isKnown) ?? [])
    .toSorted((a, b) => b.at - a.at)[0];
  return {
    name: ctx.t.figures[chart.figure].name,
    finding: text,
    asOf: asOf(ctx, last),
    hue: chart.hue,
    margins: { left: LEFT, right: width >= NAMES_FIT ? NAMES.full : NAMES.letters },
    draw: (frame) =>
      overlayGraph(drawn, { id: 'compare', title: text, summary: summaries(ctx, drawn).join(' '), frame }),
  };
}

function ofShape(ctx: PageContext, { shown }: Extract<EmbedView, { kind: 'shape' }>, width: number): Shown {
  const { shape, lines, range } = shown;
  const worked = drawShape(shape, lines, range, ctx, ctx.now);
  const text = shapeFinding(shape, worked, ctx);
  const labels = { id: shape.id, title: text, summary: shapeSummaries(shape, worked, ctx).join(' ') };
  const isSeveral = worked.kind === 'several';
  const points = isSeveral ? worked.drawn.lines.flatMap((line) => line.points) : worked.drawn.points;
  const last = known(points).toSorted((a, b) => b.at - a.at)[0];
  return {
    name: ctx.t.shapes.texts[shape.id].name,
    finding: text,
    asOf: shape.axis === 'age' ? '' : asOf(ctx, last),
    hue: shape.hue,
    margins: isSeveral
      ? { left: LEFT, right: width >= NAMES_FIT ? NAMES.full : NAMES.letters }
      : { left: LEFT + GUTTERS[gutter(worked.drawn)], right: 12 },
    draw: (frame) =>
      isSeveral
        ? overlayGraph(worked.drawn, { ...labels, frame })
        : lineGraph(worked.drawn, {
            ...labels,
            frame,
            size: 'large',
            format: writtenAs(shape.unit, ctx.f).short,
          }),
  };
}

function shownBy(ctx: PageContext, view: EmbedView, width: number): Shown {
  switch (view.kind) {
    case 'one':
      return ofOne(ctx, view);
    case 'several':
      return ofSeveral(ctx, view, width);
    default:
      return ofShape(ctx, view, width);
  }
}

/** What is shown of whom, in words. */
export function embedTitle(ctx: Pick<PageContext, 't' | 'f'>, view: EmbedView): string {
  const { t } = ctx;
  const name =
    view.kind === 'shape'
      ? t.shapes.texts[view.chart.id].name
      : t.figures[view.kind === 'one' ? view.graph.series.figure : view.chart.figure].name;
  return t.embed.subject(subjectName(ctx, view.subject), name);
}

/** Whether the address asks for a reading that this kind of graph does not have. */
export function isForeign(view: EmbedView, asked: EmbedAsked): boolean {
  const isOfSeveral =
    OVERLAY_READINGS.some((reading) => reading === asked.reading) || asked.scale !== undefined;
  if (view.kind === 'shape') return isOfSeveral || asked.mode !== undefined;
  return view.kind === 'several' ? asked.mode !== undefined : isOfSeveral;
}

/** The picture as SVG. */
export function embedSvg(
  ctx: PageContext,
  view: EmbedView,
  asked: EmbedAsked,
  theme: Picture['theme'],
): string {
  const { width = SIZES.width.usual, height = SIZES.height.usual } = asked;
  const { name, ...shown } = shownBy(ctx, view, width);
  return pictureSvg({
    width,
    height,
    theme,
    lang: ctx.lang,
    subject: view.kind === 'several' ? name : embedTitle(ctx, view),
    credit: `${ctx.t.site.name} · ${new URL(ctx.publicUrl).host}`,
    ...shown,
  });
}
