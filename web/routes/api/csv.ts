/** CSV that spreadsheets can open without harm: all text quoted, what looks like a formula disarmed. */
import { stringify } from 'csv-stringify/sync';
import type { FastifyReply } from 'fastify';
import type { Mode } from '../../charts/points.ts';

export type Cell = string | number | boolean | null | undefined;

/** Lines ending in CR LF (RFC 4180), the first one the column names; unknown is an empty field. */
export function csvText(columns: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return stringify([...rows], {
    header: true,
    columns: [...columns],
    record_delimiter: 'windows',
    quoted_string: true,
    // Guards = + - @, tab and CR in front, and the full-width forms that some spreadsheets take for them.
    escape_formulas: true,
    // A NUL or line feed in front would hide the sign behind it from that guard.
    cast: {
      string: (text) => ({ value: text.replaceAll('\0', '').replace(/^\n+/, ''), quote: true }),
      boolean: (value) => String(value),
    },
  });
}

/** 'YYYY-MM-DDTHH:MM:SSZ', what spreadsheets read as a time. */
export function isoTime(at: number | null): string | null {
  return at === null ? null : new Date(at * 1000).toISOString().replace('.000Z', 'Z');
}

/** The column of a series' values: a change is not named like a total. */
export function valueColumn(metric: string, mode: Mode): string {
  return mode === 'total' ? metric : `${metric}Change`;
}

/** What a file of a series is called. */
export function seriesName(of: string, metric: string, interval: string, mode: Mode): string {
  return `${of}-${metric}-${mode === 'total' ? interval : `per-${mode}`}`;
}

/** The header that names a file to be saved: letters, digits, dots and hyphens only. */
export function fileNamed(name: string, ending: string): string {
  return `attachment; filename="${name.replace(/[^A-Za-z0-9.-]/g, '-')}.${ending}"`;
}

/** @param name of the file a browser saves, without its ending */
export function sendCsv(reply: FastifyReply, name: string, text: string): void {
  void reply.type('text/csv; charset=utf-8').header('content-disposition', fileNamed(name, 'csv')).send(text);
}
