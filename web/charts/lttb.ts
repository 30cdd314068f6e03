/** Thins a line out while keeping its shape (largest triangle, three buckets). Pure; gaps and changes of standing are never bridged. */
import { isKnown, type ChartPoint, type KnownPoint } from './points.ts';

/** Points a drawn line is thinned to: more cannot be told apart on a screen. */
export const DRAWN_POINTS = 500;

function average(points: readonly KnownPoint[]): { at: number; value: number } {
  let at = 0;
  let value = 0;
  for (const point of points) {
    at += point.at / points.length;
    value += point.value / points.length;
  }
  return { at, value };
}

/** Of the bucket, the point that spans the largest triangle with the last kept point and the middle of the next bucket. */
function sharpest(
  bucket: readonly KnownPoint[],
  kept: KnownPoint,
  next: { at: number; value: number },
): KnownPoint | undefined {
  let best: KnownPoint | undefined;
  let largest = -1;
  for (const point of bucket) {
    const area = Math.abs(
      (kept.at - next.at) * (point.value - kept.value) - (kept.at - point.at) * (next.value - kept.value),
    );
    if (area > largest) [largest, best] = [area, point];
  }
  return best;
}

/**
 * At most `limit` of the points (at least 2), the first and the last among them; each is one of the given points.
 */
export function lttb(points: readonly KnownPoint[], limit: number): readonly KnownPoint[] {
  const [first, last] = [points[0], points.at(-1)];
  if (points.length <= Math.max(limit, 2) || first === undefined || last === undefined) return points;
  const kept: KnownPoint[] = [first];
  const buckets = limit - 2;
  const edge = (index: number): number => 1 + Math.floor((index * (points.length - 2)) / buckets);
  for (let index = 0; index < buckets; index += 1) {
    const next = points.slice(edge(index + 1), Math.max(edge(index + 2), edge(index + 1) + 1));
    const point = sharpest(points.slice(edge(index), edge(index + 1)), kept.at(-1) ?? first, average(next));
    if (point !== undefined) kept.push(point);
  }
  return [...kept, last];
}

/** Runs of neighbouring known points of one standing, and the gaps between them. */
function stretches(points: readonly ChartPoint[]): readonly (readonly ChartPoint[])[] {
  const runs: ChartPoint[][] = [];
  for (const point of points) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    const joins = last !== undefined && isKnown(last) === isKnown(point) && last.standing === point.standing;
    if (run !== undefined && joins) run.push(point);
    else runs.push([point]);
  }
  return runs;
}

/** A series thinned to about `limit` points. A gap keeps only its first point, which is enough to break the line. */
export function thinned(points: readonly ChartPoint[], limit: number = DRAWN_POINTS): readonly ChartPoint[] {
  if (points.length <= limit) return points;
  const known = points.filter(isKnown).length;
  return stretches(points).flatMap((run): readonly ChartPoint[] => {
    const kept = run.filter(isKnown);
    if (kept.length === 0) return run.slice(0, 1);
    return lttb(kept, Math.max(2, Math.round((limit * kept.length) / known)));
  });
}
