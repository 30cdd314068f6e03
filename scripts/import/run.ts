/** Reads a list into the staging tables and has them merged, or weighed. Says what it met; decides nothing about figures. */
import { basename } from 'node:path';
import { isUnwelcome } from '../../db/consent.ts';
import { merge, weigh, type Weighed } from '../../db/imports/merge.ts';
import {
  countStaged,
  openStaging,
  stageDay,
  stageName,
  stageTotal,
  stageWeek,
} from '../../db/imports/staging.ts';
import { makeLongView } from '../../db/long-view.ts';
import type { Domain } from '../../db/model.ts';
import type { Database } from '../../db/open.ts';
import type { Publication } from '../../db/sources.ts';
import { dayStart, parseDay } from '../../db/time.ts';
import { isLike, missingColumns, rowOf, spellings } from './columns.ts';
import { isBlank } from './cells.ts';
import { FORMATS } from './formats.ts';
import type { Format, Reading, Surroundings } from './format.ts';
import { ListError, openList, type Item, type Opened } from './records.ts';

/** Broken records that are shown; the others are counted. */
const SHOWN = 5;
/** Records staged in one transaction. */
const BATCH = 2_000;

export type Read = {
  readonly records: number;
  /** Records that told something. */
  readonly read: number;
  readonly nothing: number;
  /** Of instances that opted out, or are blocked. */
  readonly unwelcome: number;
  readonly broken: number;
  /** The first broken ones: where, and why. */
  readonly examples: readonly string[];
};
export type Outcome = Read & {
  readonly weighed: Weighed;
  readonly at: number | null;
  /** Records of an instance and day (or week) that another record of the list told as well: the last one counts. */
  readonly repeated: number;
};

export type Order = {
  readonly format: Format;
  readonly path: string;
  /** Day that an undated list is of, Unix seconds; `null`: look for one in the file's name. */
  readonly at: number | null;
  readonly publication: Publication;
  readonly isDryRun: boolean;
  readonly now: number;
  readonly allowedSuffixes: readonly string[];
};

/**
 * Imports a list, or says what an import would do.
 * @throws ListError where the file is no list of that format, or of no known day
 */
export async function importList(db: Database, order: Order): Promise<Outcome> {
  const { format, path, now, allowedSuffixes } = order;
  const opened = await openList(path, format.needs.length === 0 ? 'domain' : null);
  assertFormat(format, path, opened);
  const at = format.isDated ? null : dayOfList(order, opened);
  openStaging(db);
  const read = await stage(db, format, opened, { now, at, allowedSuffixes });
  const weighed = weigh(db, order.publication.name, now);
  const kept = countStaged(db);
  if (!order.isDryRun && read.read > 0) {
    merge(db, order.publication, now);
    await makeLongView(db, now);
  }
  // A record may tell several totals: there, nothing can be said of records told again.
  return { ...read, weighed, at, repeated: Math.max(0, read.read - kept) };
}

function assertFormat(format: Format, path: string, { header }: Opened): void {
  const missing = missingColumns(format, header);
  if (missing.length === 0) return;
  const [first = 'domain'] = missing;
  const others = FORMATS.filter((other) => other.needs.length > 0 && isLike(other, header));
  const hint = others.length === 0 ? '' : ` It looks like ${others.map(({ name }) => name).join(' or ')}.`;
  const found = header
    .slice(0, 12)
    .join(', ')
    .replaceAll(/[^\x20-\x7e\u00a1-\u024f]/g, '?');
  throw new ListError(
    `${path} is no list of the format ${format.name}: it has no column for ${missing.join(', ')} (${first} may be called ${spellings(format, first).slice(0, 5).join(', ')}). Its columns: ${found.slice(0, 300)}.${hint}`,
  );
}

function dayOfList({ format, path, at }: Order, { header }: Opened): number | null {
  if (at !== null) return at;
  const named = /(?<!\d)(\d{4}-\d{2}-\d{2})(?!\d)/.exec(basename(path))?.[1];
  const day = named === undefined ? null : parseDay(named);
  if (day !== null) return dayStart(day);
  if (missingColumns({ ...format, needs: ['at'] }, header).length === 0) return null;
  throw new ListError(`${path} has no dates in it: name its day with --day YYYY-MM-DD.`);
}

async function stage(db: Database, format: Format, { items }: Opened, around: Surroundings): Promise<Read> {
  const tally = { records: 0, read: 0, nothing: 0, unwelcome: 0, broken: 0 };
  const examples: string[] = [];
  const unwelcome = new Map<Domain, boolean>();
  const isKeptOut = (domain: Domain): boolean => {
    const known = unwelcome.get(domain) ?? isUnwelcome(db, domain);
    unwelcome.set(domain, known);
    return known;
  };
  const keep = db.transaction((readings: readonly Reading[]) => {
    for (const reading of readings) stageReading(db, reading);
  });
  let batch: Reading[] = [];
  for await (const item of items) {
    const reading = readItem(format, item, around);
    tally.records += 1;
    if (reading.kind === 'broken') {
      tally.broken += 1;
      if (examples.length < SHOWN) examples.push(`${item.where}: ${reading.why}`);
    } else if (reading.kind === 'nothing') tally.nothing += 1;
    else if ('domain' in reading && isKeptOut(reading.domain)) tally.unwelcome += 1;
    else {
      tally.read += 1;
      batch.push(reading);
    }
    if (batch.length < BATCH) continue;
    keep(batch);
    batch = [];
  }
  keep(batch);
  return { ...tally, examples };
}

function readItem(format: Format, { cells, why = 'cannot be read' }: Item, around: Surroundings): Reading {
  if (cells === null) return { kind: 'broken', why };
  const row = rowOf(format, cells);
  // A list that goes back in time or stops in the middle of a day is no fault, a record without a word is.
  if ([...cells.values()].every(isBlank)) return { kind: 'broken', why: 'is blank' };
  return format.read(row, around);
}

function stageReading(db: Database, reading: Reading): void {
  if (reading.kind === 'day') stageDay(db, reading);
  else if (reading.kind === 'week') stageWeek(db, reading);
  else if (reading.kind === 'name') stageName(db, reading.domain);
  else if (reading.kind === 'totals') for (const total of reading.totals) stageTotal(db, total);
}
