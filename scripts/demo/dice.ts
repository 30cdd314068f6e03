/** Seeded chance: the same seed and question always give the same answer. It keeps no state. */
import { createHash } from 'node:crypto';

const STEPS = 2 ** 32;

/** A number in [0, 1), a pure function of its arguments. */
export function dice(seed: number, ...question: readonly (string | number)[]): number {
  const hash = createHash('sha256')
    .update([seed, ...question].join('\n'))
    .digest();
  return hash.readUInt32BE(0) / STEPS;
}

/** A number in [low, high). */
export function between(low: number, high: number, chance: number): number {
  return low + (high - low) * chance;
}
