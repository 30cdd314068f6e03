/** Reads cells of lists made by others: counts, moments and yes or no, in the spellings that were met. Pure; never guesses. */

/** What stands for nothing known. */
const BLANKS = new Set([
  '',
  '-',
  '–',
  '?',
  'null',
  'none',
  'nil',
  'na',
  'n/a',
  'nan',
  'undefined',
  '\\n',
  'unknown',
]);

/** Whether a cell says nothing. */
export function isBlank(text: string): boolean {
  return BLANKS.has(text.trim().toLowerCase());
}

/** Groups of three digits, set apart by commas, dots, spaces of any kind, apostrophes or underscores; the same sign throughout. */
const GROUPED = /^-?\d{1,3}(?:([,.\s'’_])\d{3})(?:\1\d{3})*$/u;

/**
 * A count as plain digits, for the rules that judge counts; a text that is none is left as it is, for them to refuse.
 * "1,234", "1 234" and "1.234" are 1234; "5875129.0" is left, it is understood.
 * @returns `null` where the cell says nothing
 */
export function countIn(text: string): string | null {
  if (isBlank(text)) return null;
  const trimmed = text.trim();
  return GROUPED.test(trimmed) ? trimmed.replaceAll(/[^\d-]/g, '') : trimmed;
}

/** The fediverse is younger than this, Unix seconds (2008-01-01). */
const EARLIEST = 1_199_145_600;
const MILLISECONDS = 1e12;
const MONDAY_OFFSET_DAYS = 6;

/**
 * A moment: Unix seconds or milliseconds, ISO 8601 (UTC where no zone is told), YYYY/MM/DD, YYYYMMDD, DD.MM.YYYY or an ISO week.
 * Day and month with slashes in that order are refused: nobody can tell which is which.
 * @param now Unix seconds; a moment more than a day later is refused
 * @returns Unix seconds; `null`: no moment, or one that cannot be
 */
export function momentIn(text: string, now: number): number | null {
  const at = secondsIn(text.trim());
  return at === null || at < EARLIEST || at > now + 86_400 ? null : Math.floor(at);
}

function secondsIn(text: string): number | null {
  if (/^\d{8}$/.test(text)) return dateIn(text.slice(0, 4), text.slice(4, 6), text.slice(6));
  if (/^\d{9,13}(?:\.\d+)?$/.test(text))
    return Number(text) > MILLISECONDS ? Number(text) / 1000 : Number(text);
  const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text);
  if (dotted !== null) return dateIn(dotted[3], dotted[2], dotted[1]);
  const week = /^(\d{4})-?W(\d{2})$/i.exec(text);
  if (week !== null) return weekIn(Number(week[1]), Number(week[2]));
  const iso =
    /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ]+(\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?$/i.exec(
      text,
    );
  if (iso === null) return null;
  const [, year, month, date, time, zone] = iso;
  const start = dateIn(year, month, date);
  if (start === null || time === undefined) return start;
  const offset = zone !== undefined && /^[+-]/.test(zone) ? zone : 'Z';
  const at = Date.parse(`${dayText(year, month, date)}T${time}${offset}`);
  return Number.isNaN(at) ? null : at / 1000;
}

function dayText(year = '', month = '', date = ''): string {
  return `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
}

/** Impossible dates are no dates. */
function dateIn(year?: string, month?: string, date?: string): number | null {
  const text = dayText(year, month, date);
  const at = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== text ? null : at / 1000;
}

/** Monday of an ISO week: the week that holds 4 January is the first. */
function weekIn(year: number, week: number): number | null {
  if (week < 1 || week > 53) return null;
  const fourth = Date.UTC(year, 0, 4) / 86_400_000;
  const weekday = (new Date(fourth * 86_400_000).getUTCDay() + MONDAY_OFFSET_DAYS) % 7;
  return (fourth - weekday + (week - 1) * 7) * 86_400;
}

/** Yes or no; `null`: neither. */
export function flagIn(text: string): boolean | null {
  const word = text.trim().toLowerCase();
  if (['1', 'true', 'yes', 'y', 't', 'on', 'open', 'oui', '✅', '✔'].includes(word)) return true;
  if (['0', 'false', 'no', 'n', 'f', 'off', 'closed', 'non', '❌', '✘'].includes(word)) return false;
  return null;
}
