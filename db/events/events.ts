/** Dated events of the field, curated in db/events/events.csv: what may stand behind a bend in a line. Claims no cause. */
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { parseDay } from '../time.ts';

/** Columns: date, en, fr, source. */
export const EVENTS_FILE = new URL('./events.csv', import.meta.url);

export type DatedEvent = {
  /** Days since 1970-01-01 UTC. */
  readonly day: number;
  readonly title: { readonly en: string; readonly fr: string };
  /** Public address where this can be looked up. */
  readonly source: string;
};

/** The bundled file, oldest first. @throws Error naming the record where something is not as docs/data.md says */
export function readEvents(text: string = readFileSync(EVENTS_FILE, 'utf8')): readonly DatedEvent[] {
  const records = parse<Record<string, string>>(text, { columns: true });
  const events = records.map((record, index) => {
    const { date = '', en = '', fr = '', source = '' } = record;
    const day = parseDay(date);
    if (day === null || en === '' || fr === '' || !source.startsWith('https://') || !URL.canParse(source)) {
      throw new Error(`events.csv, record ${index + 1}: ${date} ${en} is not well formed`);
    }
    return { day, title: { en, fr }, source };
  });
  return events.toSorted((a, b) => a.day - b.day);
}

let bundled: readonly DatedEvent[] | null = null;

/** Those of a span of days, both included, oldest first. */
export function eventsBetween(fromDay: number, untilDay: number): readonly DatedEvent[] {
  bundled ??= readEvents();
  return bundled.filter(({ day }) => day >= fromDay && day <= untilDay);
}
