/** Series as tables: as CSV for spreadsheets, as Parquet for engines; the same columns and rows in both. */
import type { FastifyReply } from 'fastify';
import { parquetBytes, type ParquetColumn } from '../../../db/bundle/parquet.ts';
import type { TableFormat } from '../../negotiation.ts';
import { csvText, fileNamed, isoTime, sendCsv } from './csv.ts';
import { OneOf } from './schemas.ts';
import { Type } from 'typebox';

export const SERIES_FORMATS = ['csv', 'parquet'] as const satisfies readonly TableFormat[];

export const SeriesFormat = Type.Optional(
  OneOf(['json', ...SERIES_FORMATS], {
    description:
      'The form of the answer; .csv or .parquet after the path, and Accept: text/csv or application/vnd.apache.parquet, ask for those as well.',
  }),
);

/** Cells of columns of kind `time` are Unix seconds. */
export type SeriesTable = {
  readonly columns: readonly ParquetColumn[];
  readonly rows: readonly (readonly (string | number | null)[])[];
};

/** The first two columns of every series: its time as a number, and as a time. */
export const TIMES = [
  { name: 'at', kind: 'seconds' },
  { name: 'time', kind: 'time' },
] as const satisfies readonly ParquetColumn[];

/** @param name of the file a browser saves, without its ending */
export function sendTable(reply: FastifyReply, name: string, table: SeriesTable, format: TableFormat): void {
  if (format === 'csv') return sendCsv(reply, name, tableCsv(table));
  void reply
    .type('application/vnd.apache.parquet')
    .header('content-disposition', fileNamed(name, 'parquet'))
    .send(parquetBytes(table.columns, table.rows));
}

function tableCsv({ columns, rows }: SeriesTable): string {
  return csvText(
    columns.map(({ name }) => name),
    rows.map((row) =>
      row.map((cell, index) =>
        columns[index]?.kind === 'time' && typeof cell === 'number' ? isoTime(cell) : cell,
      ),
    ),
  );
}
