/** Says in words what a graph of the network's shape shows: its finding, its summary, how to read it. Pure; text only. */
import { known } from './drawing.ts';
import type { OverlayLine } from './overlay.ts';
import { isKnown, type KnownPoint } from './points.ts';
import { ageWords, toldAge, type ShapeDrawing, type Worded } from './shape-drawing.ts';
import type { Shape } from './shapes.ts';
import { MONTH_SECONDS } from './ticks.ts';
import { writtenAs } from './units.ts';

/** Ages that a summary tells of each line, months. */
const TOLD_MONTHS = [12, 36, 60];
/** A step of a curve, seconds: what is asked a little beyond a point is told by it. */
const STEP = 30 * 86_400;

/** The share past an age; `null`: the line does not reach so far. */
function pastAge({ points }: OverlayLine, months: number): number | null {
  const at = months * MONTH_SECONDS;
  const last = points.at(-1);
  if (last === undefined || last.at + STEP < at) return null;
  return points.findLast((point) => point.at <= at)?.value ?? null;
}

function findingOfAges(lines: readonly OverlayLine[], words: Worded): string {
  const { t, f } = words;
  const { found } = t.shapes;
  const months = toldAge(Math.max(0, ...lines.map(({ points }) => points.at(-1)?.at ?? 0)));
  const told = lines
    .flatMap((line) => {
      const share = pastAge(line, months);
      return share === null ? [] : [{ name: line.name, share }];
    })
    .toSorted((a, b) => a.share - b.share);
  const [low, high] = [told[0], told.at(-1)];
  if (low === undefined || high === undefined) return t.graph.empty;
  const age = ageWords(words, months);
  return low === high
    ? found.survival(f.percent(low.share), age)
    : found.between(low.name, f.percent(low.share), high.name, f.percent(high.share), age);
}

function findingOfValue(shape: Shape, { at, value }: KnownPoint, { t, f }: Worded): string {
  const { found } = t.shapes;
  const { full } = writtenAs(shape.unit, f);
  switch (shape.id) {
    case 'active-share':
      return found.activeShare(full(value));
    case 'logins-per-sign-up':
      return found.loginsPerSignUp(full(value));
    case 'top-shares':
      return found.topShares(full(value));
    case 'herfindahl':
      return found.herfindahl(full(value), f.full(Math.round(1 / value)));
    case 'shannon':
      return found.shannon(full(value), f.full(Math.round(2 ** value)));
    default: {
      const nouns = new Map(Object.entries(found.nouns));
      return found.count(full(value), nouns.get(shape.id) ?? '', f.date(at));
    }
  }
}

/** The headline. */
export function shapeFinding(shape: Shape, { kind, drawn }: ShapeDrawing, words: Worded): string {
  const { t } = words;
  if (shape.axis === 'age') return kind === 'several' ? findingOfAges(drawn.lines, words) : t.graph.empty;
  // Of several lines the one in the middle is the headline's.
  const points =
    kind === 'one' ? known(drawn.points) : (drawn.lines[1] ?? drawn.lines[0])?.points.filter(isKnown);
  const last = points?.at(-1);
  return last === undefined ? t.graph.empty : findingOfValue(shape, last, words);
}

function extent(points: readonly KnownPoint[], shape: Shape, { t, f }: Worded): string {
  const { full } = writtenAs(shape.unit, f);
  const [first, ...rest] = points;
  const last = rest.at(-1);
  if (first === undefined || last === undefined) return '';
  const by =
    first.value === 0 ? full(last.value - first.value) : f.signedPercent(last.value / first.value - 1);
  const least = points.reduce((low, point) => (point.value < low.value ? point : low), first);
  const most = points.reduce((high, point) => (point.value > high.value ? point : high), first);
  const on = (at: number): string => t.graph.on.total(f.date(at));
  return `${t.graph.fromTo(full(first.value), f.date(first.at), full(last.value), f.date(last.at), by)} ${t.graph.extremes(full(least.value), on(least.at), full(most.value), on(most.at))}`;
}

/** One text for a single line; one for each of several, in their order. */
export function shapeSummaries(
  shape: Shape,
  { kind, drawn }: ShapeDrawing,
  words: Worded,
): readonly string[] {
  const { t, f } = words;
  if (kind === 'one') return [extent(known(drawn.points), shape, words)];
  const { full } = writtenAs(shape.unit, f);
  return drawn.lines.map((line) => {
    const points = line.points.filter(isKnown);
    const [first, last] = [points[0], points.at(-1)];
    if (first === undefined || last === undefined) return t.compare.noValues(line.name);
    if (shape.axis === 'time') return t.compare.fromTo(line.name, full(first.value), full(last.value));
    const own = toldAge(last.at);
    const ages = [...new Set([...TOLD_MONTHS, own])].toSorted((a, b) => a - b);
    const parts = ages.flatMap((months) => {
      const share = pastAge(line, months);
      return share === null ? [] : [t.shapes.livesOnPart(f.percent(share), ageWords(words, months))];
    });
    return t.shapes.livesOn(line.name, f.list(parts));
  });
}

/** What a reader should know to read it rightly. */
export function shapeRemarks(shape: Shape, { kind, drawn }: ShapeDrawing, { t }: Worded): readonly string[] {
  const points = kind === 'one' ? drawn.points : drawn.lines.flatMap((line) => line.points);
  const isImported = points.some(({ standing, value }) => standing === 'imported' && value !== null);
  const scale = kind === 'one' ? drawn.scale : drawn.axis;
  return [
    t.shapes.texts[shape.id].note,
    ...(isImported ? [shape.table === 'activity' ? t.shapes.ofWeeks : t.shapes.ofSums] : []),
    ...(points.some(({ value }) => value === null) ? [t.graph.gaps] : []),
    ...(scale.low > 0 ? [t.graph.notFromZero] : []),
  ];
}
