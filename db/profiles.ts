/** Rows of `profile`: what an instance says of itself, one row per change. */
import type { Profile } from './model.ts';
import type { Database } from './open.ts';
import { prepared } from './prepared.ts';

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

const FIND_CURRENT = `
  SELECT source, ${COLUMNS}
  FROM profile
  WHERE instance = +? AND untilAt IS NULL
  ORDER BY fromAt DESC
  LIMIT 1`;

/**
 * Keeps the profile seen at `at`; a new row only where something changed.
 * @param isPartial the visit missed an answer: fields it lacks keep their last value
 */
export function recordProfile(
  db: Database,
  instance: number,
  at: number,
  profile: Profile,
  isPartial: boolean,
): void {
  const seen = profileRow(profile);
  if (isKept(db, instance, seen)) return;
  const current = prepared<ProfileRow & { source: number | null }>(db, FIND_CURRENT).get(instance);
  const next = current !== undefined && isPartial ? filled(seen, current) : seen;
  if (isPartial && isKept(db, instance, next)) return;
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

function filled(seen: ProfileRow, last: ProfileRow): ProfileRow {
  const known = Object.fromEntries(
    PROFILE_FIELDS.filter((field) => seen[field] !== null && seen[field] !== '[]').map((field) => [
      field,
      seen[field],
    ]),
  );
  return { ...last, ...known };
}
