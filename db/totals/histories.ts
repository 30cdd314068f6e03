/** Reads what totals are made of: of each instance its daily rows, its dated profile and its curated facts. Adds nothing up. */
import { NETWORK_FIGURES } from '../model.ts';
import type { Domain } from '../model.ts';
import type { Database } from '../open.ts';
import { prepared } from '../prepared.ts';
import { dayOf, dayStart } from '../time.ts';
import type { DayRow, IsListed } from './counted.ts';
import { NO_FACTS, type Facts, type Traits } from './dimensions.ts';

/** What an instance said of itself from a day on (as at the end of that day). */
export type DatedTraits = Traits & { readonly fromDay: number };
export type History = {
  readonly instance: number;
  /** Oldest first. */
  readonly rows: readonly DayRow[];
  /** Oldest first; before the first of them nothing is known. */
  readonly traits: readonly DatedTraits[];
  readonly facts: Facts;
  readonly isListed: IsListed;
};

// Looked up instance by instance: both tables are keyed so, and a few days of all instances lie far apart in them.
const COLUMNS = `d.instance, d.day, d.source, ${NETWORK_FIGURES.map((figure) => `d.${figure}`).join(', ')}`;
const ROWS = `
  SELECT ${COLUMNS}
  FROM instance AS i
  CROSS JOIN day AS d ON d.instance = i.id AND d.day BETWEEN ? AND ?
  ORDER BY i.id, d.day`;

const GROUP_ROWS = `
  SELECT ${COLUMNS}
  FROM json_each(?) AS wanted
  CROSS JOIN instance AS i ON i.domain = wanted.value
  CROSS JOIN day AS d ON d.instance = i.id
  ORDER BY i.id, d.day`;

const TRAITS = `
  SELECT p.instance, p.fromAt, p.softwareName, p.softwareVersion, p.languages, p.registrations
  FROM instance AS i
  CROSS JOIN profile AS p ON p.instance = i.id AND p.fromAt < @until
    AND p.fromAt >= coalesce((SELECT max(fromAt) FROM profile WHERE instance = i.id AND fromAt < @from), 0)
  ORDER BY i.id, p.fromAt`;

type StoredTraits = Traits & { readonly instance: number; readonly fromAt: number };

/** The histories of all instances with rows in a span of days, both included. Nothing may be written while they are read. */
export function* histories(db: Database, fromDay: number, untilDay: number): Generator<History> {
  const traits = traitsOf(db, fromDay, untilDay);
  const facts = factsOf(db);
  const isListed = listings(db);
  const stored = prepared<StoredRow>(db, ROWS).raw().iterate(fromDay, untilDay);
  for (const { instance, rows } of grouped(stored)) {
    const known = { traits: traits.get(instance) ?? [], facts: facts.get(instance) ?? NO_FACTS };
    yield { instance, rows, isListed, ...known };
  }
}

/** All daily rows of the named instances, whatever they were. */
export function* groupHistories(db: Database, domains: readonly Domain[]): Generator<History> {
  const stored = prepared<StoredRow>(db, GROUP_ROWS)
    .raw()
    .iterate(JSON.stringify([...new Set(domains)]));
  const isListed = listings(db);
  for (const { instance, rows } of grouped(stored))
    yield { instance, rows, isListed, traits: [], facts: NO_FACTS };
}

/** By the sums that are kept of every list of some size; what is not told as lists is not carried. */
function listings(db: Database): IsListed {
  const days = new Map<number, Set<number>>();
  const sums = prepared<{ source: number; day: number }>(
    db,
    `SELECT DISTINCT source, day FROM published WHERE domain = '' AND instances IS NOT NULL`,
  );
  for (const { source, day } of sums.iterate())
    days.set(source, (days.get(source) ?? new Set<number>()).add(day));
  return (source, day) => days.get(source)?.has(day) ?? false;
}

type StoredRow = [instance: number, ...DayRow];

function* grouped(stored: Iterable<StoredRow>): Generator<Pick<History, 'instance' | 'rows'>> {
  let instance = 0;
  let rows: DayRow[] = [];
  for (const [id, ...row] of stored) {
    if (id !== instance) {
      if (rows.length > 0) yield { instance, rows };
      instance = id;
      rows = [];
    }
    rows.push(row);
  }
  if (rows.length > 0) yield { instance, rows };
}

function traitsOf(db: Database, fromDay: number, untilDay: number): Map<number, DatedTraits[]> {
  const found = new Map<number, DatedTraits[]>();
  const span = { from: dayStart(fromDay + 1), until: dayStart(untilDay + 1) };
  for (const { instance, fromAt, ...traits } of prepared<StoredTraits>(db, TRAITS).iterate(span)) {
    const dated = { ...traits, fromDay: dayOf(fromAt) };
    const ofInstance = found.get(instance);
    if (ofInstance === undefined) found.set(instance, [dated]);
    // Of several changes in a day the last one counts for it.
    else if (ofInstance.at(-1)?.fromDay === dated.fromDay) ofInstance[ofInstance.length - 1] = dated;
    else ofInstance.push(dated);
  }
  return found;
}

function factsOf(db: Database): ReadonlyMap<number, Facts> {
  const rows = prepared<Facts & { instance: number }>(
    db,
    'SELECT instance, country, operatorType, operator FROM catalogue',
  ).all();
  return new Map(rows.map(({ instance, ...facts }) => [instance, facts]));
}
