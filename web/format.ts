/** Numbers, dates and names in the reader's language, through Intl. Pure: the present moment is always an argument. */

export const LANGUAGES = ['en', 'fr'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Dates in the British order, day before month; both write 24-hour UTC times. */
const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', fr: 'fr-FR' };
/** British English would shorten millions to "m", which reads as metres or minutes. */
const NUMBER_LOCALES: Readonly<Record<Language, string>> = { en: 'en', fr: 'fr-FR' };
/** What stands where a figure is unknown. */
const UNKNOWN = '–';
/** The sign that is as wide as a plus; Intl writes a hyphen. */
const MINUS = '−';
/** Largest span first; seconds. Anything under a minute is said in seconds. */
const SPANS = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

/** All times are Unix seconds UTC; counts may be `null` (unknown), shown as an en dash. */
export type Formats = {
  /** 1,234,567 */
  readonly full: (count: number | null) => string;
  /** 1.2M: three digits at most, never more exact than that. */
  readonly compact: (count: number | null) => string;
  /** +1,234, −12 or 0. */
  readonly signed: (count: number | null) => string;
  readonly signedCompact: (count: number | null) => string;
  /** A share of one as a percentage with one decimal. */
  readonly percent: (share: number | null) => string;
  readonly signedPercent: (share: number | null) => string;
  /** 3 May 2026 */
  readonly date: (at: number) => string;
  /** 3 May */
  readonly dayMonth: (at: number) => string;
  /** May 2026 */
  readonly month: (at: number) => string;
  readonly year: (at: number) => string;
  /** 3 May 2026 at 14:05 UTC */
  readonly moment: (at: number) => string;
  /** 3 days ago, in 2 hours */
  readonly relative: (at: number, now: number) => string;
  readonly list: (items: readonly string[]) => string;
  /** French for 'fr', Brazilian Portuguese for 'pt-BR'; the code itself when unknown. */
  readonly language: (tag: string) => string;
  /** France for 'FR'; the code itself when unknown. */
  readonly country: (code: string) => string;
  readonly plural: (count: number) => 'one' | 'other';
};

const counting = (
  locale: string,
): Pick<Formats, 'full' | 'compact' | 'signed' | 'signedCompact' | 'percent' | 'signedPercent'> => {
  const by = (options: Intl.NumberFormatOptions): ((count: number | null) => string) => {
    const format = new Intl.NumberFormat(locale, options);
    return (count) => (count === null ? UNKNOWN : format.format(count).replace('-', MINUS));
  };
  const short = { notation: 'compact', maximumSignificantDigits: 3 } as const;
  const share = { style: 'percent', maximumFractionDigits: 1 } as const;
  const whole = { style: 'percent', maximumFractionDigits: 0 } as const;
  // A decimal says nothing more once a figure has doubled.
  const sharing = (options: Intl.NumberFormatOptions): ((part: number | null) => string) => {
    const [fine, coarse] = [by({ ...share, ...options }), by({ ...whole, ...options })];
    return (part) => (Math.abs(part ?? 0) > 1 ? coarse(part) : fine(part));
  };
  return {
    full: by({}),
    compact: by(short),
    signed: by({ signDisplay: 'exceptZero' }),
    signedCompact: by({ ...short, signDisplay: 'exceptZero' }),
    percent: sharing({}),
    signedPercent: sharing({ signDisplay: 'exceptZero' }),
  };
};

/** The first of a month is an ordinal in French ("1er mars"), which Intl does not know. */
const firstOfMonth = (text: string): string => text.replace(/^1(?= )/, '1er');

const dating = (locale: string): Pick<Formats, 'date' | 'dayMonth' | 'month' | 'year' | 'moment'> => {
  const by = (options: Intl.DateTimeFormatOptions): ((at: number) => string) => {
    const format = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options });
    const told = (at: number): string => format.format(at * 1000);
    return locale === LOCALES.fr && options.day !== undefined ? (at) => firstOfMonth(told(at)) : told;
  };
  return {
    date: by({ day: 'numeric', month: 'long', year: 'numeric' }),
    dayMonth: by({ day: 'numeric', month: 'short' }),
    month: by({ month: 'short', year: 'numeric' }),
    year: by({ year: 'numeric' }),
    moment: by({
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      timeZoneName: 'short',
    }),
  };
};

const relating = (locale: string): Formats['relative'] => {
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  return (at, now) => {
    const seconds = at - now;
    const [unit, length] = SPANS.find(([, span]) => Math.abs(seconds) >= span) ?? SPANS[5];
    return format.format(Math.trunc(seconds / length), unit);
  };
};

const naming = (locale: string): Formats['language'] => {
  const names = new Intl.DisplayNames(locale, { type: 'language', fallback: 'code' });
  return (tag) => {
    try {
      return names.of(tag) ?? tag;
    } catch {
      // Instances publish tags such as 'english (uk)': shown as they are.
      return tag;
    }
  };
};

const placing = (locale: string): Formats['country'] => {
  const names = new Intl.DisplayNames(locale, { type: 'region', fallback: 'code' });
  return (code) => (/^[A-Z]{2}$/.test(code) ? (names.of(code) ?? code) : code);
};

const build = (language: Language): Formats => {
  const locale = LOCALES[language];
  const rules = new Intl.PluralRules(locale);
  const lists = new Intl.ListFormat(locale, { type: 'conjunction' });
  return {
    ...counting(NUMBER_LOCALES[language]),
    ...dating(locale),
    relative: relating(locale),
    list: (items) => lists.format(items),
    language: naming(locale),
    country: placing(locale),
    plural: (count) => (rules.select(count) === 'one' ? 'one' : 'other'),
  };
};

/** Made once: Intl objects cost more than what they format. */
export const FORMATS: Readonly<Record<Language, Formats>> = { en: build('en'), fr: build('fr') };
