/** How the reader wants graphs read, from the address. Anything not understood falls back to what suits the series. */
import type { Reading } from '../charts/drawing.ts';
import { DEFAULT_RANGE, isKnown, MODES, RANGES, rangeStart, type ChartPoint } from '../charts/points.ts';

/** The default period, or all there is where that would show less than a line. */
function fittingRange(points: readonly ChartPoint[]): Reading['range'] {
  const known = points.filter(isKnown);
  const start = rangeStart(DEFAULT_RANGE, known.at(-1)?.at ?? 0);
  return known.filter(({ at }) => at >= start).length > 2 ? DEFAULT_RANGE : 'all';
}

/** @param points of the page's first graph */
export function readReading(query: URLSearchParams, points: readonly ChartPoint[]): Reading {
  const mode = MODES.find((candidate) => candidate === query.get('mode')) ?? 'total';
  const range = RANGES.find((candidate) => candidate === query.get('range')) ?? fittingRange(points);
  return { mode, range };
}
