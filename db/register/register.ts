/** Reads the bundled register of known instances (db/register/*.csv) into the database. It never overwrites what was measured. */
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { parseDomain } from '../domain.ts';
import { GIVES_WAY } from '../imports/days.ts';
import { addInstances } from '../instances.ts';
import type { Domain, Registrations } from '../model.ts';
import { REGISTRATIONS } from '../model.ts';
import type { Database } from '../open.ts';
import { prepared } from '../prepared.ts';
import { rebuildNetworkDay } from '../network/rollups.ts';
import { saveSource } from '../sources.ts';
import { dayStart, parseDay } from '../time.ts';

const FOLDER = new URL('./', import.meta.url);

type RegisterSource = {
  readonly name: string;
  readonly url: string;
  readonly note: string;
  readonly licence: string;
};
type KnownInstance = { readonly domain: Domain; readonly software: string };
/** What a source said of an instance on a day. Counts are whole and >= 0; `null` is unknown. */
type HistoryRow = {
  /** Days since 1970-01-01 UTC. */
  readonly day: number;
  readonly domain: Domain;
  /** Name of the source. */
  readonly source: string;
  readonly users: number | null;
  readonly activeMonth: number | null;
  readonly statuses: number | null;
  readonly connections: number | null;
  readonly registrations: Registrations | null;
  readonly version: string | null;
};
export type Register = {
  readonly sources: readonly RegisterSource[];
  readonly instances: readonly KnownInstance[];
  /** By day, then by domain. */
  readonly history: readonly HistoryRow[];
};

/**
 * The bundled files, read.
 * @throws Error naming the file and the line where something is not as it must be
 */
export function readRegister(folder: URL = FOLDER): Register {
  return {
    sources: rows(folder, 'sources.csv', (row) => ({
      name: row('name'),
      url: row('url'),
      note: row('note'),
      licence: row('licence'),
    })),
    instances: rows(folder, 'known-instances.csv', (row) => ({
      domain: domainIn(row('domain')),
      software: row('software'),
    })),
    history: rows(folder, 'history.csv', (row) => ({
      day: dayIn(row('day')),
      domain: domainIn(row('domain')),
      source: row('source'),
      users: countIn(row('users')),
      activeMonth: countIn(row('activeMonth')),
      statuses: countIn(row('statuses')),
      connections: countIn(row('connections')),
      registrations: registrationsIn(row('registrations')),
      version: row('version') === '' ? null : row('version'),
    })),
  };
}

/**
 * Brings the register into the database, in one transaction. Run again, it changes nothing: instances already there
 * keep their state, and days, figures and profiles that were measured stay as they are.
 * @param now Unix seconds; new instances are due at once
 * @returns how many instances and how many daily rows were new (or changed, for a corrected register)
 */
export function importRegister(
  db: Database,
  now: number,
  register: Register = readRegister(),
): { instances: number; days: number } {
  return db
    .transaction(() => {
      const sources = saveSources(db, register.sources);
      const domains = register.instances.map(({ domain }) => domain);
      const instances = addInstances(db, domains, 'register', now);
      const known = new Map(register.instances.map((entry) => [entry.domain, entry]));
      let days = 0;
      for (const row of register.history) {
        const entry = known.get(row.domain);
        const source = sources.get(row.source);
        if (entry === undefined || source === undefined) {
          throw new Error(`history.csv: ${row.domain} of ${row.source} is in no list`);
        }
        days += saveDay(db, row, source);
      }
      for (const row of newestRows(register.history)) {
        saveNewest(db, row, known.get(row.domain)?.software ?? null, sources.get(row.source) ?? 0);
      }
      if (days > 0) for (const day of daysOf(register)) rebuildNetworkDay(db, day);
      return { instances, days };
    })
    .immediate();
}

function saveSources(db: Database, sources: readonly RegisterSource[]): Map<string, number> {
  return new Map(sources.map((source) => [source.name, saveSource(db, { ...source, retrievedOn: null })]));
}

/** An imported day may be corrected by a later register; a measured one stays, and so does a fuller one of another list. */
function saveDay(db: Database, row: HistoryRow, source: number): number {
  return prepared(
    db,
    `INSERT INTO day AS d (instance, day, users, activeMonth, statuses, connections, source)
     SELECT id, @day, @users, @activeMonth, @statuses, @connections, @source
     FROM instance
     WHERE domain = @domain
     ON CONFLICT (instance, day) DO UPDATE SET users = excluded.users, activeMonth = excluded.activeMonth,
       activeHalfYear = NULL, activeWeek = NULL, statuses = excluded.statuses, comments = NULL,
       connections = excluded.connections, peersListed = NULL, source = excluded.source
     WHERE ${GIVES_WAY}`,
  ).run({ ...row, source }).changes;
}

/** The last recorded figures and profile, for instances that have none of their own yet. */
function saveNewest(db: Database, row: HistoryRow, software: string | null, source: number): void {
  const values = { ...row, software, source, at: dayStart(row.day) };
  prepared(
    db,
    `INSERT INTO latest (instance, at, source, users, activeMonth, statuses, connections)
     SELECT id, @at, @source, @users, @activeMonth, @statuses, @connections
     FROM instance
     WHERE domain = @domain
     ON CONFLICT (instance) DO UPDATE SET at = excluded.at, source = excluded.source, users = excluded.users,
       activeMonth = excluded.activeMonth, statuses = excluded.statuses, connections = excluded.connections
     WHERE source IS NOT NULL AND excluded.at >= at`,
  ).run(values);
  prepared(
    db,
    `INSERT INTO profile (instance, fromAt, softwareName, softwareVersion, registrations, source)
     SELECT id, @at, @software, @version, @registrations, @source
     FROM instance
     WHERE domain = @domain
       AND NOT EXISTS (SELECT 1 FROM profile WHERE profile.instance = instance.id)`,
  ).run(values);
}

function newestRows(history: readonly HistoryRow[]): HistoryRow[] {
  const newest = new Map<Domain, HistoryRow>();
  for (const row of history) {
    if (row.day >= (newest.get(row.domain)?.day ?? row.day)) newest.set(row.domain, row);
  }
  return [...newest.values()];
}

/** The day after is made anew with each: it is compared with it. */
function daysOf({ history }: Register): number[] {
  return [...new Set(history.map(({ day }) => day))].toSorted((a, b) => a - b);
}

type Field = (column: string) => string;

function rows<Row>(folder: URL, file: string, read: (field: Field) => Row): Row[] {
  const text = readFileSync(new URL(file, folder), 'utf8');
  const records = parse<Record<string, string>>(text, { columns: true });
  return records.map((record, index) => {
    try {
      return read((column) => {
        const value = record[column];
        if (value === undefined) throw new Error(`no column ${column}`);
        return value;
      });
    } catch (error) {
      throw new Error(
        `${file}, record ${index + 1}: ${error instanceof Error ? error.message : String(error)}`,
        { cause: error },
      );
    }
  });
}

function domainIn(text: string): Domain {
  const domain = parseDomain(text);
  if (domain === null || domain !== text) throw new Error(`no canonical domain: ${text}`);
  return domain;
}

function dayIn(text: string): number {
  const day = parseDay(text);
  if (day === null) throw new Error(`no day: ${text}`);
  return day;
}

function countIn(text: string): number | null {
  if (text === '') return null;
  const count = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(count)) throw new Error(`no count: ${text}`);
  return count;
}

function registrationsIn(text: string): Registrations | null {
  if (text === '') return null;
  const registrations = REGISTRATIONS.find((value) => value === text);
  if (registrations === undefined) throw new Error(`no registrations: ${text}`);
  return registrations;
}
