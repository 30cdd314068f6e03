/** Writes a table as CSV files: one, or for daily tables one a month. Text is quoted, and nothing in it is a formula. */
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { dayText } from '../time.ts';
import type { BundleRow, Cell, Column, Sink, Table } from './tables.ts';

/** Rows turned into text at once. */
const BATCH = 2_000;

export function csvSink(folder: string, table: Table): Sink {
  let file: number | null = null;
  let open = '';
  let batch: Cell[][] = [];
  const flush = (): void => {
    if (file !== null && batch.length > 0) writeSync(file, csvOf(batch));
    batch = [];
  };
  const turnTo = (path: string): void => {
    if (path === open) return;
    flush();
    if (file !== null) closeSync(file);
    mkdirSync(dirname(path), { recursive: true });
    file = openSync(path, 'w');
    open = path;
    writeSync(file, csvOf([table.columns.map(({ name }) => name)]));
  };
  if (table.isDaily !== true) turnTo(join(folder, `${table.name}.csv`));
  return {
    put(row) {
      if (table.isDaily === true)
        turnTo(join(folder, table.name, `${dayText(Number(row[0])).slice(0, 7)}.csv`));
      batch.push(cellsOf(table.columns, row));
      if (batch.length >= BATCH) flush();
    },
    end() {
      flush();
      if (file !== null) closeSync(file);
    },
  };
}

function cellsOf(columns: readonly Column[], row: BundleRow): Cell[] {
  return columns.map(({ kind }, index) => {
    const cell = row[index] ?? null;
    return kind === 'date' && typeof cell === 'number' ? dayText(cell) : cell;
  });
}

function csvOf(rows: readonly (readonly Cell[])[]): string {
  return stringify([...rows], {
    quoted_string: true,
    escape_formulas: true,
    cast: { string: (text) => ({ value: text.replaceAll('\0', '').replace(/^\n+/, ''), quote: true }) },
  });
}
