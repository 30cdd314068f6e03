/** Makes a bundle of everything public in the database: the same database makes the same bytes. Reads one moment of it, changes nothing. */
import { copyFileSync, mkdirSync, renameSync, rmSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EVENTS_FILE } from '../events/events.ts';
import { openReader, type Database } from '../open.ts';
import { dayText } from '../time.ts';
import { csvSink } from './csv.ts';
import { bundleName, sumsOf } from './files.ts';
import { citationFile, readme, schemaFile, type About } from './notes.ts';
import { parquetSink } from './parquet.ts';
import { bundleFile } from './sqlite.ts';
import { TABLES, type BundleRow, type Sink, type Table } from './tables.ts';

export type BundleOrder = {
  readonly databasePath: string;
  /** Folder that bundles are put into; made when missing. */
  readonly folder: string;
  /** Address of the site, without a trailing slash. */
  readonly site: string;
  readonly programVersion: string;
};
export type MadeBundle = { readonly path: string; readonly name: string; readonly rows: number };

/**
 * Makes the bundle of the newest day in the database, in the place of one of the same day. It appears whole or not at all.
 * @throws Error where the database holds no figures yet, or the disk is full
 */
export function makeBundle(order: BundleOrder): MadeBundle {
  const db = openReader(order.databasePath);
  try {
    db.pragma('temp_store = FILE');
    return db.transaction(() => write(db, order))();
  } finally {
    db.close();
  }
}

function write(db: Database, { folder, site, programVersion }: BundleOrder): MadeBundle {
  const day = newestDay(db);
  const name = bundleName(day);
  const [path, part, old] = [join(folder, name), join(folder, `${name}.part`), join(folder, `${name}.old`)];
  rmSync(part, { recursive: true, force: true });
  mkdirSync(part, { recursive: true });
  const rows = writeTables(db, part);
  copyFileSync(EVENTS_FILE, join(part, 'events.csv'));
  const schema = Number(db.pragma('user_version', { simple: true }));
  const about: About = { day, methodVersion: `${programVersion}, schema ${schema}`, site, rows };
  writeFileSync(join(part, 'README.md'), readme(about));
  writeFileSync(join(part, 'CITATION.cff'), citationFile(about));
  writeFileSync(join(part, 'schema.json'), schemaFile(about));
  writeFileSync(join(part, 'SHA256SUMS'), sumsOf(part));
  rmSync(old, { recursive: true, force: true });
  if (existsSync(path)) renameSync(path, old);
  renameSync(part, path);
  rmSync(old, { recursive: true, force: true });
  return { path, name, rows: Object.values(rows).reduce((sum, count) => sum + count, 0) };
}

function newestDay(db: Database): string {
  const { day } = db.prepare<[], { day: number | null }>('SELECT max(day) AS day FROM day').get() ?? {
    day: null,
  };
  if (day === null) throw new Error('There are no figures to make a bundle of yet.');
  return dayText(day);
}

/** @returns rows by table */
function writeTables(db: Database, folder: string): Readonly<Record<string, number>> {
  const sqlite = bundleFile(join(folder, 'herdbook.sqlite'));
  try {
    return Object.fromEntries(
      TABLES.map((table) => [
        table.name,
        pour(db, table, [
          csvSink(join(folder, 'csv'), table),
          parquetSink(join(folder, 'parquet'), table),
          sqlite.sink(table),
        ]),
      ]),
    );
  } finally {
    sqlite.close();
  }
}

/** One pass over the rows fills all forms. @returns how many there were */
function pour(db: Database, table: Table, sinks: readonly Sink[]): number {
  let count = 0;
  const rows: Iterable<BundleRow> = db.prepare<[], BundleRow>(table.sql).raw().iterate();
  for (const row of rows) {
    count += 1;
    for (const sink of sinks) sink.put(row);
  }
  for (const sink of sinks) sink.end();
  return count;
}
