/** Days and seconds, always UTC. Pure: never reads a clock. */

export const HOUR = 3_600;
export const DAY = 86_400;
export const WEEK = 7 * DAY;

/** Days since 1970-01-01 UTC of a Unix time in seconds. */
export function dayOf(at: number): number {
  return Math.floor(at / DAY);
}

/** Unix seconds of 00:00 UTC of a day number. */
export function dayStart(day: number): number {
  return day * DAY;
}

/** 'YYYY-MM-DD' of a day number. */
export function dayText(day: number): string {
  return new Date(day * DAY * 1000).toISOString().slice(0, 10);
}

/** Day number of 'YYYY-MM-DD'; `null` for anything else, impossible dates included. */
export function parseDay(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const at = Date.parse(`${text}T00:00:00Z`);
  if (Number.isNaN(at)) return null;
  const day = at / (DAY * 1000);
  return dayText(day) === text ? day : null;
}
