/** Reads the curated facts about instances (db/catalogue/instances.csv) into the database. Never guesses, never names a person. */
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { parseDomain } from '../domain.ts';
import type { Domain } from '../model.ts';
import type { Database } from '../open.ts';
import { prepared } from '../prepared.ts';
import { parseDay } from '../time.ts';
import { OPERATOR_TYPES, TOPIC_WORDS, TOPICS } from './topics.ts';
import type { OperatorType, Topic } from './topics.ts';

const FILE = new URL('./instances.csv', import.meta.url);

/** What is known of an instance from public sources, beside what it says of itself. */
export type CatalogueEntry = {
  readonly domain: Domain;
  readonly topics: readonly Topic[];
  /** ISO 3166-1 alpha-2, or 'EU'; `null`: not known. */
  readonly country: string | null;
  /** A region or town, as it calls itself. */
  readonly region: string | null;
  readonly operatorType: OperatorType | null;
  /** Name of the organisation. */
  readonly operator: string | null;
  /** Day number by which it is known to have existed. */
  readonly since: number | null;
  /** Public address where this can be looked up. */
  readonly source: string;
  /** Day number. */
  readonly verifiedOn: number;
};

/**
 * The bundled file, read.
 * @throws Error naming the record where something is not as docs/catalogue.md says
 */
export function readCatalogue(text: string = readFileSync(FILE, 'utf8')): readonly CatalogueEntry[] {
  const records = parse<Record<string, string>>(text, { columns: true });
  return records.map((record, index) => {
    try {
      return entryOf(record);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(`instances.csv, record ${index + 1} (${record['domain'] ?? ''}): ${reason}`, {
        cause: error,
      });
    }
  });
}

function entryOf(record: Readonly<Record<string, string>>): CatalogueEntry {
  const field = (column: string): string => {
    const value = record[column];
    if (value === undefined) throw new Error(`no column ${column}`);
    return value;
  };
  const optional = (column: string): string | null => (field(column) === '' ? null : field(column));
  const since = optional('since');
  const type = optional('operatorType');
  const topics = field('topics').split(' ').filter(Boolean);
  return {
    domain: domainIn(field('domain')),
    topics: topics.map((topic) => oneOf(TOPICS, topic)),
    country: countryIn(optional('country')),
    region: optional('region'),
    operatorType: type === null ? null : oneOf(OPERATOR_TYPES, type),
    operator: optional('operator'),
    since: since === null ? null : dayIn(since),
    source: addressIn(field('source')),
    verifiedOn: dayIn(field('verifiedOn')),
  };
}

function domainIn(text: string): Domain {
  const domain = parseDomain(text);
  if (domain === null || domain !== text) throw new Error(`no canonical domain: ${text}`);
  return domain;
}

function countryIn(text: string | null): string | null {
  if (text !== null && !/^[A-Z]{2}$/.test(text)) throw new Error(`no country: ${text}`);
  return text;
}

/** A year or a month stands for its last day: by then it was there. */
function dayIn(text: string): number {
  const [year, month] = text.split('-').map(Number);
  const day =
    parseDay(text) ??
    (/^\d{4}(-\d{2})?$/.test(text) ? Date.UTC(year ?? 0, month ?? 12, 0) / 86_400_000 : null);
  if (day === null) throw new Error(`no day: ${text}`);
  return day;
}

function addressIn(text: string): string {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text)) throw new Error(`no address: ${text}`);
  return text;
}

function oneOf<Value extends string>(known: readonly Value[], text: string): Value {
  const value = known.find((candidate) => candidate === text);
  if (value === undefined) throw new Error(`not one of ${known.join(', ')}: ${text}`);
  return value;
}

/**
 * Makes the table what the file says, for the instances that are in the register. Run again, it writes nothing.
 * @returns how many entries were added, changed or removed
 */
export function importCatalogue(
  db: Database,
  entries: readonly CatalogueEntry[] = readCatalogue(),
): { readonly changed: number } {
  return db
    .transaction(() => {
      const saved = entries.reduce((changed, entry) => changed + save(db, entry), 0);
      const domains = JSON.stringify(entries.map(({ domain }) => domain));
      const { changes } = prepared(
        db,
        `DELETE FROM catalogue
         WHERE instance NOT IN (
           SELECT i.id FROM json_each(?) AS named JOIN instance AS i ON i.domain = named.value)`,
      ).run(domains);
      return { changed: saved + changes };
    })
    .immediate();
}

const COLUMNS = [
  'topics',
  'topicWords',
  'country',
  'region',
  'operatorType',
  'operator',
  'since',
  'source',
  'verifiedOn',
] as const;
const SAVE = `
  INSERT INTO catalogue (instance, ${COLUMNS.join(', ')})
  SELECT id, ${COLUMNS.map((column) => `@${column}`).join(', ')}
  FROM instance
  WHERE domain = @domain
  ON CONFLICT (instance) DO UPDATE SET ${COLUMNS.map((column) => `${column} = excluded.${column}`).join(', ')}
  WHERE ${COLUMNS.map((column) => `${column} IS NOT excluded.${column}`).join(' OR ')}`;

function save(db: Database, entry: CatalogueEntry): number {
  return prepared(db, SAVE).run({
    ...entry,
    topics: JSON.stringify(entry.topics),
    topicWords: entry.topics.map((topic) => TOPIC_WORDS[topic]).join(' '),
  }).changes;
}
