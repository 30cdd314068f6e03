/** Puts rows straight into a migrated database for tests of the read side; never goes through `record`, so a test states exactly what is stored. */
import type { Database } from '../db/open.ts';
import { parseDomain } from '../db/domain.ts';
import { NETWORK_FIGURES } from '../db/model.ts';
import type {
  Domain,
  FailureKind,
  Figure,
  NetworkFigure,
  Registrations,
  Source,
  State,
} from '../db/model.ts';

/** 2026-03-02 (a Monday) 00:00 UTC, the day tests count from. */
export const DAY0 = 20_514;
/** The same moment in Unix seconds. */
export const AT0 = DAY0 * 86_400;

type Value = string | number | null;
type FigureFields = Partial<Record<Figure, number | null>>;

/** A canonical name; `.test` is admitted. Throws on anything else, so that a typo in a test shows. */
export function domainOf(text: string): Domain {
  const domain = parseDomain(text, ['test']);
  if (domain === null) throw new Error(`not a domain: ${text}`);
  return domain;
}

function insert(db: Database, table: string, row: Readonly<Record<string, Value | undefined>>): number {
  const columns = Object.keys(row).filter((column) => row[column] !== undefined);
  const places = columns.map(() => '?').join(', ');
  const values = columns.map((column) => row[column]);
  const result = db.prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${places})`).run(...values);
  return Number(result.lastInsertRowid);
}

/** A publication history was imported from; returns it as the queries do. */
export function insertSource(db: Database, fields: Partial<Omit<Source, 'id'>> = {}): Source {
  const source = {
    name: 'Old register',
    url: 'https://register.example/',
    note: 'Monthly, rounded.',
    ...fields,
  };
  return { id: insert(db, 'source', source), ...source };
}

export type InstanceFields = {
  state?: State;
  addedAt?: number;
  addedBy?: string;
  nextProbeAt?: number;
  failures?: number;
  failingSince?: number | null;
  lastVisitAt?: number | null;
  lastAnswerAt?: number | null;
  failureKind?: FailureKind | null;
  failureDetail?: string | null;
  movedTo?: string | null;
};
/** An instance in the register, 'up' unless told otherwise; returns its row id. */
export function insertInstance(db: Database, domain: string, fields: InstanceFields = {}): number {
  return insert(db, 'instance', {
    domain,
    state: 'up',
    addedAt: AT0,
    addedBy: 'register',
    nextProbeAt: AT0,
    ...fields,
  });
}

export type ProfileFields = {
  fromAt?: number;
  untilAt?: number | null;
  softwareName?: string | null;
  softwareVersion?: string | null;
  title?: string | null;
  description?: string | null;
  languages?: readonly string[];
  registrations?: Registrations | null;
  registrationsMessage?: string | null;
  rules?: readonly string[];
  minimumAge?: number | null;
  thumbnail?: string | null;
  characterLimit?: number | null;
  limitedFederation?: boolean | null;
  /** Row id of the source; null: our own visit. */
  source?: number | null;
};
/** One span of an instance's profile; current unless `untilAt` is given. */
export function insertProfile(db: Database, instance: number, fields: ProfileFields = {}): void {
  const { languages = [], rules = [], limitedFederation, untilAt, fromAt = AT0, ...rest } = fields;
  insert(db, 'profile', {
    instance,
    fromAt,
    ...rest,
    languages: JSON.stringify(languages),
    rules: JSON.stringify(rules),
    limitedFederation: typeof limitedFederation === 'boolean' ? Number(limitedFederation) : null,
  });
  // As the crawler does: a profile was current, and in the index of the search, before it was a past one.
  if (untilAt !== undefined)
    db.prepare('UPDATE profile SET untilAt = ? WHERE instance = ? AND fromAt = ?').run(
      untilAt,
      instance,
      fromAt,
    );
}

export type LatestFields = FigureFields & {
  at?: number;
  source?: number | null;
  users7?: number | null;
  statuses7?: number | null;
  connections7?: number | null;
};
/** The newest figures of an instance, as the directory lists them. */
export function insertLatest(db: Database, instance: number, fields: LatestFields = {}): void {
  insert(db, 'latest', { instance, at: AT0, ...fields });
}

/** The figures of one day (days since 1970-01-01); `source` set means imported. */
export function insertDay(
  db: Database,
  instance: number,
  day: number,
  figures: FigureFields & { source?: number | null } = {},
): void {
  insert(db, 'day', { instance, day, ...figures });
}

/** One figure on consecutive days from `firstDay`; `undefined` leaves the day out, `null` stores an unknown. */
export function insertDays(
  db: Database,
  instance: number,
  firstDay: number,
  figure: Figure,
  values: readonly (number | null | undefined)[],
): void {
  for (const [index, value] of values.entries()) {
    if (value !== undefined) insertDay(db, instance, firstDay + index, { [figure]: value });
  }
}

/** One visit that brought figures: the observation and its attempt, as `record` writes them. */
export function insertObservation(
  db: Database,
  instance: number,
  at: number,
  figures: FigureFields = {},
): void {
  insert(db, 'observation', { at, instance, ...figures });
  insert(db, 'attempt', { at, instance, durationMs: 100, requests: 3 });
}

export type NetworkDayFields = Partial<Record<NetworkFigure | `${NetworkFigure}Same`, number | null>> &
  Partial<Record<`${NetworkFigure}Of` | `${NetworkFigure}Measured`, number>> & {
    dimension?: string;
    value?: string;
    instances?: number;
    measured?: number;
    carried?: number;
    imported?: number;
  };
/** One day's totals, of the whole network unless a dimension is given; each figure is of all the instances unless told otherwise. */
export function insertNetworkDay(db: Database, day: number, fields: NetworkDayFields = {}): void {
  const { instances = 0, measured = 0 } = fields;
  const standing = NETWORK_FIGURES.flatMap((figure) => [
    [`${figure}Of`, instances],
    [`${figure}Measured`, measured],
  ]);
  insert(db, 'networkDay', {
    ...Object.fromEntries(standing),
    dimension: 'all',
    value: '',
    day,
    instances: 0,
    measured: 0,
    carried: 0,
    imported: 0,
    ...fields,
  });
}

/** One week (its Monday, Unix seconds) of an instance's own log; complete unless told otherwise. */
export function insertWeek(
  db: Database,
  instance: number,
  weekAt: number,
  fields: {
    registrations?: number;
    logins?: number;
    statuses?: number;
    isComplete?: 0 | 1;
    source?: number;
  } = {},
): void {
  insert(db, 'activityWeek', { instance, weekAt, isComplete: 1, ...fields });
}

export function insertRefusal(
  db: Database,
  instance: number,
  fields: { figure?: Figure; rule?: string; fromAt?: number; lastAt?: number; raw?: string } = {},
): void {
  insert(db, 'refusal', {
    instance,
    figure: 'users',
    rule: 'negative',
    fromAt: AT0,
    lastAt: AT0,
    raw: '-1',
    ...fields,
  });
}

export type RunFields = {
  state?: 'running' | 'finished' | 'aborted' | 'interrupted';
  startedAt?: number;
  beatAt?: number;
  finishedAt?: number | null;
  reason?: string | null;
  due?: number;
  visited?: number;
  answered?: number;
  withheld?: number;
  failed?: number;
};
/** One pass over the due instances; finished unless told otherwise. */
export function insertRun(db: Database, fields: RunFields = {}): number {
  return insert(db, 'run', {
    state: 'finished',
    owner: 'test:1',
    startedAt: AT0,
    beatAt: AT0,
    finishedAt: AT0 + 60,
    due: 0,
    ...fields,
  });
}
