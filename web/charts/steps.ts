/** Times of a graph's points in few characters, as a page brings them along: the first, then the steps from one to the next. Pure. The browser's other half is web/client/times.ts. */

const DAY_SECONDS = 86_400;

export type Steps = {
  /** Unix seconds. */
  readonly first: number;
  /** Seconds that a step counts. */
  readonly unit: number;
  /** As many as there are times, the first one 0. */
  readonly steps: readonly number[];
};

/** @param times Unix seconds, in order */
export function stepsOf(times: readonly number[]): Steps {
  const first = times[0] ?? 0;
  const unit = times.every((at) => (at - first) % DAY_SECONDS === 0) ? DAY_SECONDS : 1;
  return { first, unit, steps: times.map((at, index) => (at - (times[index - 1] ?? first)) / unit) };
}
