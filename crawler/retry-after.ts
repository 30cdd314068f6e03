/** Reads Retry-After in every shape it comes in. Pure. */
import { WEEK } from '../db/time.ts';

/** A busy server is left alone at least this long, and never longer than a week. */
const FLOOR_SECONDS = 60;
const CEILING_SECONDS = WEEK;

/**
 * @param header seconds or an HTTP date; anything else counts as not given
 * @param now Unix seconds
 * @returns Unix seconds before which not to ask again; `null` when the header says nothing
 */
export function retryAt(header: string | undefined, now: number): number | null {
  const seconds = secondsOf(header?.trim() ?? '', now);
  if (seconds === null) return null;
  return now + Math.min(Math.max(seconds, FLOOR_SECONDS), CEILING_SECONDS);
}

function secondsOf(text: string, now: number): number | null {
  if (/^\d+(?:\.\d+)?$/.test(text)) return Math.ceil(Number(text));
  if (!/[a-z]/i.test(text)) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.ceil(at / 1000) - now;
}
