/** Writes a table as Parquet: one file, or for daily tables one a day under year=/month=/day=, as engines find partitions by; a small one as bytes. */
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileWriter, ParquetWriter, parquetWriteBuffer } from 'hyparquet-writer';
import { dayText } from '../time.ts';
import type { BundleRow, Cell, Column, Kind, Sink, Table } from './tables.ts';

/** Rows of a row group: what is held in memory at once. */
const GROUP_ROWS = 50_000;

type Element = NonNullable<ConstructorParameters<typeof ParquetWriter>[0]['schema']>[number];

/** What only Parquet tells apart: numbers with a fraction, and times, which are Unix seconds here. */
export type ParquetKind = Kind | 'number' | 'time';
export type ParquetColumn = { readonly name: string; readonly kind: ParquetKind };

const TYPES: Readonly<Record<ParquetKind, Omit<Element, 'name'>>> = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  count: { type: 'INT64' },
  seconds: { type: 'INT64' },
  date: { type: 'INT32', converted_type: 'DATE' },
  flag: { type: 'BOOLEAN' },
  number: { type: 'DOUBLE' },
  time: { type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' },
};

function schemaOf(columns: readonly ParquetColumn[]): Element[] {
  return [
    { name: 'root', num_children: columns.length },
    ...columns.map(({ name, kind }): Element => ({ name, repetition_type: 'OPTIONAL', ...TYPES[kind] })),
  ];
}

function valueOf(kind: ParquetKind, cell: Cell): string | bigint | number | boolean | Date | null {
  if (cell === null) return null;
  if (kind === 'time') return new Date(Number(cell) * 1_000);
  if (kind === 'text') return String(cell);
  if (kind === 'flag') return cell === 1;
  return kind === 'date' || kind === 'number' ? Number(cell) : BigInt(cell);
}

type ColumnData = { readonly name: string; readonly data: ReturnType<typeof valueOf>[] };

function dataOf(columns: readonly ParquetColumn[], rows: readonly BundleRow[]): ColumnData[] {
  return columns.map(({ name, kind }, index) => ({
    name,
    data: rows.map((row) => valueOf(kind, row[index] ?? null)),
  }));
}

/** A whole file of rows that are in memory anyway; the same bytes for the same rows. */
export function parquetBytes(columns: readonly ParquetColumn[], rows: readonly BundleRow[]): Buffer {
  const bytes = parquetWriteBuffer({
    columnData: dataOf(columns, rows),
    schema: schemaOf(columns),
    rowGroupSize: GROUP_ROWS,
    createdBy: 'herdbook',
  });
  return Buffer.from(bytes);
}

/** `year=2026/month=03/day=02` */
function partition(day: number): string {
  const [year, month, date] = dayText(day).split('-');
  return join(`year=${year}`, `month=${month}`, `day=${date}`);
}

type Open = { readonly path: string; readonly put: (row: BundleRow) => void; readonly end: () => void };

function openFile(path: string, columns: readonly Column[]): Open {
  mkdirSync(dirname(path), { recursive: true });
  const writer = new ParquetWriter({
    writer: fileWriter(path),
    schema: schemaOf(columns),
    createdBy: 'herdbook',
  });
  let rows: BundleRow[] = [];
  const flush = (): void => {
    if (rows.length === 0) return;
    void writer.write({ columnData: dataOf(columns, rows), rowGroupSize: GROUP_ROWS });
    rows = [];
  };
  return {
    path,
    put(row) {
      rows.push(row);
      if (rows.length >= GROUP_ROWS) flush();
    },
    end() {
      flush();
      void writer.finish();
    },
  };
}

export function parquetSink(folder: string, table: Table): Sink {
  const pathOf = (row: BundleRow): string =>
    join(folder, table.name, partition(Number(row[0])), `${table.name}.parquet`);
  let current =
    table.isDaily === true ? null : openFile(join(folder, `${table.name}.parquet`), table.columns);
  let day: Cell = null;
  return {
    put(row) {
      if (table.isDaily === true && row[0] !== day) {
        current?.end();
        day = row[0] ?? null;
        current = openFile(pathOf(row), table.columns);
      }
      current?.put(row);
    },
    end() {
      current?.end();
    },
  };
}
