/** Keeps one instance's visits in order when our clock steps back. Pure. */
import { DAY } from '../db/time.ts';

/** A clock corrected by more than this was wrong before, and what it stamped with it: then the new time counts. */
const LARGEST_STEP_SECONDS = DAY;

/**
 * The time to record a visit under: its own, or just after the last one of the same instance where the clock stepped
 * back in between. So no two visits share a time and no later one comes before an earlier.
 * @param lastAt of the instance's visit before; `null`: none
 */
export function orderedAt(at: number, lastAt: number | null): number {
  const isStepBack = lastAt !== null && at <= lastAt && lastAt - at <= LARGEST_STEP_SECONDS;
  return isStepBack ? lastAt + 1 : at;
}
