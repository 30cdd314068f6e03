/** What the benchmark found, as a table that anyone can read, with the machine that it was found on. */
import { cpus, totalmem } from 'node:os';

export type Row = {
  readonly id: string;
  readonly what: string;
  /** `null`: not measured, and the note says why. */
  readonly value: number | null;
  readonly unit: string;
  /** The goal: at least, or at most so much; neither: a figure to know. */
  readonly least?: number;
  readonly most?: number;
  readonly note: string;
};

export function machine(): string {
  const [cpu] = cpus();
  const gib = Math.round(totalmem() / 1_073_741_824);
  return `${cpus().length} × ${cpu?.model.trim() ?? 'unknown CPU'}, ${gib} GiB, ${process.platform} ${process.arch}, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}`;
}

export function table(rows: readonly Row[]): string {
  return [
    '| | measured | goal | | what, and how |',
    '|---|---|---|---|---|',
    ...rows.map(
      (row) => `| ${row.id} | ${shown(row)} | ${goal(row)} | ${verdict(row)} | ${row.what}: ${row.note} |`,
    ),
    '',
  ].join('\n');
}

function shown({ value, unit }: Row): string {
  return value === null ? 'not measured' : `${short(value)}${unit}`;
}

function goal({ least, most, unit }: Row): string {
  if (least !== undefined) return `≥ ${short(least)}${unit}`;
  return most === undefined ? '' : `≤ ${short(most)}${unit}`;
}

function verdict({ value, least, most }: Row): string {
  if (value === null || (least === undefined && most === undefined)) return '';
  return value >= (least ?? -Infinity) && value <= (most ?? Infinity) ? 'met' : 'missed';
}

/** Three figures are more than the noise leaves. */
export function short(value: number): string {
  return value >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(2)));
}
