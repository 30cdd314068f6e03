/** The directory as CSV. Pure. */
import type { DirectoryRow } from '../../../db/directory/directory.ts';
import { FIGURES } from '../../../db/model.ts';
import { dayText } from '../../../db/time.ts';
import { csvText, isoTime } from './csv.ts';
import type { Cell } from './csv.ts';

const CSV_COLUMNS: readonly (readonly [name: string, cell: (row: DirectoryRow) => Cell])[] = [
  ['domain', (row) => row.domain],
  ['state', (row) => row.state],
  ['software', (row) => row.softwareName],
  ['version', (row) => row.softwareVersion],
  ['title', (row) => row.title],
  ['description', (row) => row.description],
  ['languages', (row) => row.languages.join(' ')],
  ['registrations', (row) => row.registrations],
  ...FIGURES.map((figure) => [figure, (row: DirectoryRow): Cell => row.figures[figure]] as const),
  ['users7', (row) => row.users7],
  ['statuses7', (row) => row.statuses7],
  ['connections7', (row) => row.connections7],
  ['users30', (row) => row.users30],
  ['knownSince', (row) => (row.knownSince === null ? null : dayText(row.knownSince))],
  ['availability', (row) => row.availability],
  ['topics', (row) => row.facts.topics.join(' ')],
  ['country', (row) => row.facts.country],
  ['region', (row) => row.facts.region],
  ['operatorType', (row) => row.facts.operatorType],
  ['operator', (row) => row.facts.operator],
  ['observedAt', (row) => row.observedAt],
  ['observedTime', (row) => isoTime(row.observedAt)],
  ['source', (row) => row.source?.name],
];

/** A line for each instance; the columns are those of the directory's JSON. */
export function instancesCsv(rows: readonly DirectoryRow[]): string {
  const names = CSV_COLUMNS.map(([name]) => name);
  return csvText(
    names,
    rows.map((row) => CSV_COLUMNS.map(([, cell]) => cell(row))),
  );
}
