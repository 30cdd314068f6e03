/** Whether a name has passed to somebody else since it last answered. Pure. */
import type { HandoverReason, Past } from '../db/trust/doubts.ts';
import type { Observation } from '../db/model.ts';
import { DAY } from '../db/time.ts';

/** Registries release names about a month after they expire. */
const ABSENCE_SECONDS = 30 * DAY;
/** An order of magnitude. */
const FACTOR = 10;

/**
 * After a long absence another title or software is enough; otherwise title, software and size must all have changed at
 * once, which no upgrade, renaming or purge does.
 * @param silentSeconds since the last answer
 */
export function handoverBetween(
  past: Past,
  { profile, figures }: Observation,
  silentSeconds: number,
): HandoverReason | null {
  const isRetitled = differs(past.title, profile.title);
  const isReplaced = differs(past.softwareName, profile.softwareName);
  if (silentSeconds > ABSENCE_SECONDS && (isRetitled || isReplaced)) return 'after-absence';
  const isResized = isFar(past.users, figures.users) || isFar(past.statuses, figures.statuses);
  return isRetitled && isReplaced && isResized ? 'all-at-once' : null;
}

/** Unknown differs from nothing. */
function differs(before: string | null, after: string | null): boolean {
  return before !== null && after !== null && before !== after;
}

/** One more on each side, so that empty servers have a size too. */
function isFar(before: number | null, after: number | null): boolean {
  if (before === null || after === null) return false;
  return Math.max(before, after) + 1 >= FACTOR * (Math.min(before, after) + 1);
}
