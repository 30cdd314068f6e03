/** Rows of `profile`: what an instance says of itself, one row per change. */
import type { Profile } from './model.ts';
import type { Database } from './open.ts';
import { prepared } from './prepared.ts';
import { dayOf } from './time.ts';

/** A profile as the table holds it: lists as JSON, flags as 0 and 1. */
export type ProfileRow = {
  readonly [Field in keyof Profile]: Profile[Field] extends readonly string[]
    ? string
    : Field extends 'limitedFederation'
      ? number | null
      : Profile[Field];
};

export const PROFILE_FIELDS = [
  'softwareName',
  'softwareVersion',
  'title',
  'description',
  'languages',
  'registrations',
  'registrationsMessage',
  'rules',
  'minimumAge',
  'thumbnail',
  'characterLimit',
  'limitedFederation',
] as const satisfies readonly (keyof Profile)[];

const COLUMNS = PROFILE_FIELDS.join(', ');
const VALUES = PROFILE_FIELDS.map((field) => `@${field}`).join(', ');

/** Nothing changed: the usual case, so it is decided without reading the row. */
const FIND_SAME = `
  SELECT 1
  FROM profile
  WHERE instance = +? AND untilAt IS NULL AND source IS NULL
    ${PROFILE_FIELDS.map((field) => `AND ${field} IS ?`).join(' ')}`;

type StoredProfile = ProfileRow & { readonly source: number | null; readonly fromAt: number };

const REPLACE = `
  UPDATE profile
  SET ${PROFILE_FIELDS.map((field) => `${field} = @${field}`).join(', ')}
  WHERE instance = @instance AND fromAt = @fromAt`;

const FIND_CURRENT = `
  SELECT source, fromAt, ${COLUMNS}
  FROM profile
  WHERE instance = +? AND untilAt IS NULL
  ORDER BY fromAt DESC
  LIMIT 1`;

/**
 * Rows kept of one instance: what changes its title at every visit grows by a row a day, and not for ever. Honest ones
 * change some thirty times a year.
 */
const MOST_ROWS = 400;

/** What a visit heard of a profile. */
export type Hearing = {
  /** The visit missed an answer: fields it lacks keep their last value. */
  readonly isPartial: boolean;
  /** It refused everything that tells who it is, though not for long: only its software's name and version are news. */
  readonly isHeld: boolean;
};

/** Keeps the profile seen at `at`; a new row only where something changed, and one a day: the last one counts. */
export function recordProfile(
  db: Database,
  instance: number,
  at: number,
  profile: Profile,
  { isPartial, isHeld }: Hearing,
): void {
  const seen = profileRow(profile);
  if (!isHeld && isKept(db, instance, seen)) return;
  const current = prepared<StoredProfile>(db, FIND_CURRENT).get(instance);
  const next = current === undefined ? seen : heldAgainst(current, seen, { isPartial, isHeld });
  if (next !== seen && isKept(db, instance, next)) return;
  if (current !== undefined && current.source === null && dayOf(current.fromAt) === dayOf(at)) {
    prepared(db, REPLACE).run({ ...next, instance, fromAt: current.fromAt });
    return;
  }
  // Two profiles at one second (a clock that stepped back) would share a key: the later one wins.
  prepared(db, 'UPDATE profile SET untilAt = @at WHERE instance = @instance AND untilAt IS NULL').run({
    instance,
    at,
  });
  prepared(
    db,
    `INSERT OR REPLACE INTO profile (instance, fromAt, ${COLUMNS})
     VALUES (@instance, @at, ${VALUES})`,
  ).run({ ...next, instance, at });
  mergeOldest(db, instance);
}

function heldAgainst(current: StoredProfile, seen: ProfileRow, { isPartial, isHeld }: Hearing): ProfileRow {
  if (isHeld && current.source === null) {
    const { source: _source, fromAt: _fromAt, ...last } = current;
    const softwareName = seen.softwareName ?? last.softwareName;
    return { ...last, softwareName, softwareVersion: seen.softwareVersion ?? last.softwareVersion };
  }
  return isPartial ? filled(seen, current) : seen;
}

/** Of too many rows the second oldest goes, and the oldest stands for its time too. */
function mergeOldest(db: Database, instance: number): void {
  const count = prepared<{ n: number }>(db, 'SELECT count(*) AS n FROM profile WHERE instance = ?');
  if ((count.get(instance)?.n ?? 0) <= MOST_ROWS) return;
  const [oldest, second] = prepared<{ fromAt: number; untilAt: number | null }>(
    db,
    'SELECT fromAt, untilAt FROM profile WHERE instance = ? ORDER BY fromAt LIMIT 2',
  ).all(instance);
  if (oldest === undefined || second === undefined) return;
  prepared(db, 'DELETE FROM profile WHERE instance = ? AND fromAt = ?').run(instance, second.fromAt);
  prepared(db, 'UPDATE profile SET untilAt = ? WHERE instance = ? AND fromAt = ?').run(
    second.untilAt,
    instance,
    oldest.fromAt,
  );
}

function isKept(db: Database, instance: number, row: ProfileRow): boolean {
  const values = PROFILE_FIELDS.map((field) => row[field]);
  return prepared(db, FIND_SAME).get(instance, ...values) !== undefined;
}

/** The table's form of a profile. */
export function profileRow(profile: Profile): ProfileRow {
  return {
    ...profile,
    languages: JSON.stringify(profile.languages),
    rules: JSON.stringify(profile.rules),
    limitedFederation: profile.limitedFederation === null ? null : Number(profile.limitedFederation),
  };
}

function filled(seen: ProfileRow, { source: _source, fromAt: _fromAt, ...last }: StoredProfile): ProfileRow {
  const known = Object.fromEntries(
    PROFILE_FIELDS.filter((field) => seen[field] !== null && seen[field] !== '[]').map((field) => [
      field,
      seen[field],
    ]),
  );
  return { ...last, ...known };
}
