/** Streams the records of a list made by somebody else, CSV or JSON, one at a time. What a column means is not its business. */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { JSONParser } from '@streamparser/json';
import { parse } from 'csv-parse';
import { isObject, list } from '../../crawler/json.ts';

export type Cells = ReadonlyMap<string, string>;
/** A record, or why there is none. */
export type Item = {
  /** "line 12", or "record 12" where there are no lines. */
  readonly where: string;
  /** By the name of the column as letters and digits only, in lower case; `null`: broken. */
  readonly cells: Cells | null;
  readonly why?: string;
};
export type Opened = {
  /** Names of the columns as they stand in the file; of the first record of a JSON. */
  readonly header: readonly string[];
  readonly items: AsyncIterable<Item>;
};

/** A file that is no list at all. */
export class ListError extends Error {
  override readonly name = 'ListError';
}

/** Read to tell what a file is, and where its header ends. */
const PEEK_BYTES = 65_536;
/** A line longer than this is a quote that was never closed. */
const MAX_LINE_BYTES = 262_144;
const DELIMITERS = [',', ';', '\t', '|'] as const;

/** Column names are compared without their spelling: "User Count", "user_count" and "userCount" are one. */
export function columnName(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '');
}

/**
 * Opens a list: what is in it is told by its first character.
 * @param bareColumn name of the first column of lists that may have no header; `null`: there must be one
 * @throws ListError for an empty file, or one that holds no text
 */
export async function openList(path: string, bareColumn: string | null = null): Promise<Opened> {
  const start = await peek(path);
  if (start.trim() === '') throw new ListError(`${path} is empty.`);
  if (start.includes('\0')) throw new ListError(`${path} is no text in UTF-8.`);
  return /^\s*[[{]/.test(start) ? openJson(path, start) : openCsv(path, start, bareColumn);
}

async function peek(path: string): Promise<string> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(PEEK_BYTES), 0, PEEK_BYTES, 0);
    return buffer
      .subarray(0, bytesRead)
      .toString('utf8')
      .replace(/^\uFEFF/, '');
  } finally {
    await file.close();
  }
}

/** The header's columns tell what stands between them. */
function delimiterOf(line: string): string {
  const count = (delimiter: string): number => line.split(delimiter).length;
  return DELIMITERS.reduce((best, delimiter) => (count(delimiter) > count(best) ? delimiter : best), ',');
}

function headerLine(start: string): string {
  const lines = start.split(/\r\n|\r|\n/);
  return lines.find((line) => line.trim() !== '' && !line.startsWith('#')) ?? '';
}

function openCsv(path: string, start: string, bareColumn: string | null): Opened {
  const line = headerLine(start);
  const delimiter = delimiterOf(line);
  const header = line.split(delimiter).map((name) => name.trim().replaceAll(/^"|"$/g, ''));
  // A dot is in every name of a host and in no name of a column.
  if (bareColumn === null || !line.includes('.')) {
    return { header, items: csvItems(path, { delimiter, names: header.map(columnName), isBare: false }) };
  }
  return { header: [bareColumn], items: csvItems(path, { delimiter, names: [bareColumn], isBare: true }) };
}

type Layout = {
  readonly delimiter: string;
  readonly names: readonly string[];
  /** There is no header, and only the first column counts. */
  readonly isBare: boolean;
};

async function* csvItems(path: string, { delimiter, names, isBare }: Layout): AsyncIterable<Item> {
  const broken: Item[] = [];
  const parser = createReadStream(path).pipe(
    parse({
      bom: true,
      delimiter,
      comment: '#',
      comment_no_infix: true,
      relax_quotes: true,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_error: true,
      max_record_size: MAX_LINE_BYTES,
      record_delimiter: ['\r\n', '\n', '\r'],
      trim: true,
      info: true,
      on_skip: (error) => {
        broken.push({
          where: `line ${Number(error?.['lines'] ?? 0)}`,
          cells: null,
          why: error?.message ?? 'cannot be read',
        });
      },
    }),
  );
  let isHeader = !isBare;
  const records: AsyncIterable<{ record: readonly string[]; info: { lines: number } }> = parser;
  for await (const { record: cells, info } of records) {
    yield* broken.splice(0);
    if (isHeader) isHeader = false;
    else yield csvItem(isBare ? cells.slice(0, 1) : cells, names, info.lines);
  }
  yield* broken;
}

function csvItem(cells: readonly string[], names: readonly string[], line: number): Item {
  const where = `line ${line}`;
  const extra = cells.slice(names.length).some((cell) => cell !== '');
  const why = extra ? 'has more cells than columns' : cells.length < names.length ? 'is cut off' : undefined;
  // What stands in which column, and whether the last count is whole, cannot be told.
  if (why !== undefined) return { where, cells: null, why };
  return { where, cells: new Map(names.map((name, index) => [name, cells[index] ?? ''])) };
}

type JsonShape = 'list' | 'list in an object' | 'object a line';

const JSON_PATH: Readonly<Record<JsonShape, string>> = {
  list: '$.*',
  'list in an object': '$.*.*',
  'object a line': '$',
};

function jsonShape(start: string): JsonShape {
  if (start.trimStart().startsWith('[')) return 'list';
  const first = start.trimStart().split('\n', 1)[0] ?? '';
  try {
    const value: unknown = JSON.parse(first);
    // One line may also hold a whole object with a list in it.
    return isObject(value) && Object.values(value).some((field) => list(field)?.some(isObject) === true)
      ? 'list in an object'
      : 'object a line';
  } catch {
    return 'list in an object';
  }
}

async function openJson(path: string, start: string): Promise<Opened> {
  const shape = jsonShape(start);
  let header: readonly string[] = [];
  for await (const { cells } of jsonItems(path, shape)) {
    header = [...(cells?.keys() ?? [])];
    break;
  }
  return { header, items: jsonItems(path, shape) };
}

async function* jsonItems(path: string, shape: JsonShape): AsyncIterable<Item> {
  const found: Item[] = [];
  let count = 0;
  const parser = new JSONParser({
    paths: [JSON_PATH[shape]],
    keepStack: false,
    ...(shape === 'object a line' ? { separator: '' } : {}),
  });
  parser.onValue = ({ value, key }) => {
    // In an object only its lists hold records.
    if (shape === 'list in an object' && typeof key !== 'number') return;
    count += 1;
    const cells = jsonCells(value);
    found.push({ where: `record ${count}`, cells, ...(cells === null ? { why: 'is no record' } : {}) });
  };
  const broken: string[] = [];
  parser.onError = (error) => {
    broken.push(error.message);
  };
  for await (const piece of createReadStream(path, { encoding: 'utf8' })) {
    parser.write(String(piece).replace(/^\uFEFF/, ''));
    yield* found.splice(0);
    if (broken.length > 0) break;
  }
  if (broken.length === 0 && shape !== 'object a line' && !parser.isEnded) broken.push('cut off');
  if (broken.length > 0)
    yield { where: `after record ${count}`, cells: null, why: 'the JSON breaks off here' };
}

/** Fields of fields are named after both: `stats.user_count` is `statsusercount`. */
function jsonCells(value: unknown): Cells | null {
  if (typeof value === 'string') return new Map([['domain', value]]);
  const cells = new Map<string, string>();
  const walk = (node: unknown, prefix: string): void => {
    if (!isObject(node)) cells.set(prefix, cellText(node));
    else for (const [name, inner] of Object.entries(node)) walk(inner, prefix + columnName(name));
  };
  if (!isObject(value)) return null;
  walk(value, '');
  return cells;
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
