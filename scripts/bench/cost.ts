/** What something cost this process: CPU by the system's own accounting, time, and memory. */

export type Cost = {
  /** User and system time. */
  readonly cpuMs: number;
  readonly wallMs: number;
  /** The most resident memory that the process ever had. */
  readonly peakBytes: number;
};

export async function spent(work: () => Promise<unknown>): Promise<Cost> {
  globalThis.gc?.();
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  await work();
  const { user, system } = process.cpuUsage(cpu);
  return {
    cpuMs: (user + system) / 1_000,
    wallMs: performance.now() - startedAt,
    // Linux counts it in KiB.
    peakBytes: process.resourceUsage().maxRSS * 1_024,
  };
}

/** Milliseconds of something short, the middle of so many times; the first ones, which compile it, do not count. */
export async function usualMs(times: number, work: () => Promise<unknown>): Promise<number> {
  for (let warm = 0; warm < times; warm += 1) await work();
  const taken: number[] = [];
  for (let time = 0; time < times; time += 1) taken.push((await spent(work)).wallMs);
  return median(taken);
}

/** The middle one; of an even number, the lower middle. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? NaN;
}
