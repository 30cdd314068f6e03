/** One instance of the register: its figures, profile, state and how its figures changed. */
import { PROFILE_COLUMNS, profileOf } from './changes.ts';
import { DIRECTORY_COLUMNS, OVER_STATES, SOURCE_JOIN, directoryRow } from './directory/directory-rows.ts';
import type { DirectoryRow, StoredDirectoryRow } from './directory/directory-rows.ts';
import { LISTED_TABLES } from './directory/listed.ts';
import type { Domain, FailureKind, Profile, Refusal } from './model.ts';
import type { Database } from './open.ts';
import { originsOf, type Origins } from './origins.ts';
import { prepared } from './prepared.ts';
import type { ProfileRow } from './profiles.ts';
import { dayOf } from './time.ts';

type ChangingFigure = 'users' | 'statuses' | 'connections';
/** Newest value minus the one of so many days before; `null`: no value to compare with. */
export type Change = {
  readonly day1: number | null;
  readonly day7: number | null;
  readonly day30: number | null;
};
export type DatedRefusal = Refusal & { readonly fromAt: number; readonly lastAt: number };

export type InstanceDetail = DirectoryRow & {
  /** `null`: never told us anything, and nobody else did. */
  readonly profile: Profile | null;
  readonly addedAt: number;
  readonly nextProbeAt: number;
  readonly lastVisitAt: number | null;
  readonly lastAnswerAt: number | null;
  readonly failingSince: number | null;
  /** Of the last visit; `null` when it went well. */
  readonly failureKind: FailureKind | null;
  readonly failureDetail: string | null;
  readonly movedTo: string | null;
  readonly changes: Readonly<Record<ChangingFigure, Change>>;
  /** Figures refused as impossible, last seen first. */
  readonly refusals: readonly DatedRefusal[];
  /** Which answer each figure was read from. */
  readonly origins: Origins;
};

type StoredDetail = StoredDirectoryRow &
  Omit<ProfileRow, 'languages' | 'rules'> &
  Pick<
    InstanceDetail,
    | 'addedAt'
    | 'nextProbeAt'
    | 'lastVisitAt'
    | 'lastAnswerAt'
    | 'failingSince'
    | 'failureKind'
    | 'failureDetail'
    | 'movedTo'
  > & {
    readonly id: number;
    /** `null`: no profile. */
    readonly rules: string | null;
  };

/**
 * Everything known of an instance now; `null` when it is not in the register.
 * @param withBlocked for the operator: blocked instances are shown to nobody else
 */
export function findInstance(db: Database, domain: Domain, withBlocked = false): InstanceDetail | null {
  const row = prepared<StoredDetail>(
    db,
    `SELECT i.id, i.addedAt, i.nextProbeAt, i.lastVisitAt, i.lastAnswerAt, i.failingSince, i.failureKind,
       i.failureDetail, i.movedTo, ${PROFILE_COLUMNS}, ${DIRECTORY_COLUMNS}
     FROM ${LISTED_TABLES} ${SOURCE_JOIN}
     WHERE i.domain = ? AND (i.blockedAt IS NULL OR ? = 1)`,
  ).get(domain, Number(withBlocked));
  if (row === undefined) return null;
  const { languages, rules } = row;
  return {
    ...directoryRow(row),
    profile: languages === null || rules === null ? null : profileOf({ ...row, languages, rules }),
    addedAt: row.addedAt,
    nextProbeAt: row.nextProbeAt,
    lastVisitAt: row.lastVisitAt,
    lastAnswerAt: row.lastAnswerAt,
    failingSince: row.failingSince,
    failureKind: row.failureKind,
    failureDetail: row.failureDetail,
    movedTo: row.movedTo,
    changes: changesOf(db, row),
    refusals: refusalsOf(db, row.id),
    origins: originsOf(db, row.id),
  };
}

/** Whether `findInstance` finds it, without reading all of it. Blocked instances are shown to nobody. */
export function isInRegister(db: Database, domain: Domain): boolean {
  const sql = 'SELECT 1 FROM instance WHERE domain = ? AND blockedAt IS NULL';
  return prepared(db, sql).get(domain) !== undefined;
}

type Compared = Readonly<Record<ChangingFigure, number | null>>;
/** A day may be compared with a row this many days older, as long as it was missed. */
const COMPARED_DAYS = { day1: [1, 2], day30: [30, 37] } as const;

const NO_CHANGE: Change = { day1: null, day7: null, day30: null };

/** The changes over 7 days, and of accounts over 30, are those of the directory, so that page and list never disagree. */
function changesOf(db: Database, row: StoredDetail): InstanceDetail['changes'] {
  if (OVER_STATES.includes(row.state))
    return { users: NO_CHANGE, statuses: NO_CHANGE, connections: NO_CHANGE };
  const before1 = figuresBefore(db, row, COMPARED_DAYS.day1);
  const before30 = figuresBefore(db, row, COMPARED_DAYS.day30);
  const change = (
    figure: ChangingFigure,
    day7: number | null,
    day30: number | null = difference(row[figure], before30?.[figure]),
  ): Change => ({
    day1: difference(row[figure], before1?.[figure]),
    day7,
    day30,
  });
  return {
    users: change('users', row.users7, row.users30 ?? undefined),
    statuses: change('statuses', row.statuses7),
    connections: change('connections', row.connections7),
  };
}

function figuresBefore(
  db: Database,
  row: StoredDetail,
  [atLeast, atMost]: readonly [number, number],
): Compared | undefined {
  if (row.observedAt === null) return undefined;
  const day = dayOf(row.observedAt);
  return prepared<Compared>(
    db,
    `SELECT users, statuses, connections
     FROM day
     WHERE instance = ? AND day BETWEEN ? AND ? AND source IS ?
     ORDER BY day DESC
     LIMIT 1`,
  ).get(row.id, day - atMost, day - atLeast, row.sourceId);
}

function difference(now: number | null, before: number | null | undefined): number | null {
  return now === null || before === null || before === undefined ? null : now - before;
}

/** A hostile instance may collect refusals without end; the newest are enough. */
const SHOWN_REFUSALS = 50;

function refusalsOf(db: Database, id: number): readonly DatedRefusal[] {
  return prepared<DatedRefusal>(
    db,
    `SELECT figure, rule, raw, fromAt, lastAt
     FROM refusal
     WHERE instance = ?
     ORDER BY lastAt DESC, figure, rule
     LIMIT ${SHOWN_REFUSALS}`,
  ).all(id);
}
