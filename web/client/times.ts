/** Reads the times of a graph's points out of the steps that the page brings along. Pure. */
import type { Steps } from '../charts/steps.ts';

/** @returns Unix seconds, in order */
export function timesOf({ first, unit, steps }: Steps): number[] {
  let at = first;
  return steps.map((step) => (at += step * unit));
}
