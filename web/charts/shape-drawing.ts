/** Works out what a graph of the network's shape draws: one line or bars over time, or several lines over time or age. Pure. */
import type { Formats } from '../format.ts';
import type { Messages } from '../messages.ts';
import { drawing, type Drawing } from './drawing.ts';
import { overlay, type Overlay, type OverlayKind } from './overlay.ts';
import type { Range } from './points.ts';
import type { Shape, ShapeLine } from './shapes.ts';
import { MONTH_SECONDS } from './ticks.ts';

/** Below this no curve is one: months of watching, in steps of 30 days. */
const LEAST_AGE = 60 * 86_400;

export type ShapeDrawing =
  | { readonly kind: 'one'; readonly drawn: Drawing }
  | { readonly kind: 'several'; readonly drawn: Overlay };

export type Worded = { readonly t: Messages; readonly f: Formats };

/** An age as people say it: months up to two years, then years where it is whole ones. */
export function ageWords({ t }: Pick<Worded, 't'>, months: number): string {
  const { span } = t.graph;
  return months >= 12 && months % 12 === 0 ? span.years(months / 12) : span.months(months);
}

/** The name of a line: of a column, of a class, or a year as it is. */
export function lineName({ t }: Pick<Worded, 't'>, key: string): string {
  const names = new Map<string, string>([
    ...Object.entries(t.stats.classes),
    ...Object.entries(t.shapes.lines),
  ]);
  return names.get(key) ?? key;
}

function named(words: Worded, lines: readonly ShapeLine[]): Parameters<typeof overlay>[0] {
  return lines
    .filter(({ points }) => points.length > 0)
    .map(({ key, points }) => ({ name: lineName(words, key), points }));
}

/** @param now Unix seconds; only tells whether the last period is over */
export function drawShape(
  shape: Shape,
  lines: readonly ShapeLine[],
  range: Range,
  words: Worded,
  now: number,
): ShapeDrawing {
  const [first] = lines;
  if (shape.axis === 'time' && shape.columns.length === 1) {
    const { unit, period, form } = shape;
    const points = first?.points ?? [];
    const isSum = shape.table !== 'activity';
    return {
      kind: 'one',
      drawn: drawing(points, { mode: 'total', range }, words.f, now, isSum, [], { unit, period, form }),
    };
  }
  const isAge = shape.axis === 'age';
  const kind: OverlayKind = {
    unit: shape.unit,
    age: isAge ? (months) => ageWords(words, months) : null,
    isStepped: isAge,
    isSum: !isAge,
    reach: isAge ? [0, 1] : [0],
  };
  const enough = isAge ? lines.filter(({ points }) => (points.at(-1)?.at ?? 0) >= LEAST_AGE) : lines;
  const settings = { reading: 'absolute', scale: 'linear', range: isAge ? 'all' : range } as const;
  return { kind: 'several', drawn: overlay(named(words, enough), settings, words.f, kind) };
}

/** The greatest age of whole years, or of months below one, that a line reaches. */
export function toldAge(until: number): number {
  const months = Math.floor((until + MONTH_SECONDS / 2) / MONTH_SECONDS);
  return months >= 36 ? 36 : months >= 12 ? 12 : months >= 6 ? 6 : months;
}
