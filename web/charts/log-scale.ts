/** A logarithmic axis: marks at 1, 2 and 5 times powers of ten, or at the powers alone where there are many. Pure. */
import type { ValueScale } from './ticks.ts';

/** Beyond so many powers of ten only they are marked. */
const FINE_DECADES = 2.5;

/**
 * @param values above 0; anything else is ignored
 * @returns a scale in decimal logarithms
 */
export function logScale(values: readonly number[]): ValueScale {
  const shown = values.filter((value) => value > 0);
  const [least, most] = shown.length === 0 ? [1, 10] : [Math.min(...shown), Math.max(...shown)];
  const isFine = Math.log10(most / least) <= FINE_DECADES;
  const [first, last] = [Math.floor(Math.log10(least)), Math.ceil(Math.log10(most))];
  const marks = Array.from({ length: last - first + 2 }, (_, index) => 10 ** (first + index)).flatMap(
    (power) => (isFine ? [power, 2 * power, 5 * power] : [power]),
  );
  const low = marks.findLastIndex((mark) => mark <= least * (1 + 1e-9));
  const high = marks.findIndex((mark) => mark >= most * (1 - 1e-9));
  const ticks = marks.slice(low, Math.max(high, low + 1) + 1).map(Math.log10);
  return { low: ticks[0] ?? 0, high: ticks.at(-1) ?? 1, ticks };
}
