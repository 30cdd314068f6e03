/** How an instance's own words changed over time, read from the dated profiles. */
import { seenBefore } from './past/as-of.ts';
import type { Domain, Profile, ProfileField, Source } from './model.ts';
import type { Database } from './open.ts';
import { prepared } from './prepared.ts';
import { PROFILE_FIELDS } from './profiles.ts';
import type { ProfileRow } from './profiles.ts';

export type ProfileChange = {
  /** Unix seconds, when the change was first seen. */
  readonly at: number;
  readonly field: ProfileField;
  readonly before: Profile[ProfileField];
  readonly after: Profile[ProfileField];
  /** Where the change was learnt; `null`: our own visit. */
  readonly source: Source | null;
};
type Span = ProfileRow & { readonly fromAt: number; readonly source: number | null };

/** Profile columns of the alias `p`. */
export const PROFILE_COLUMNS = PROFILE_FIELDS.map((field) => `p.${field}`).join(', ');

/** Profile changes of one instance, newest first. The first profile known is not a change. */
export function profileChanges(db: Database, domain: Domain, limit: number): readonly ProfileChange[] {
  const spans = prepared<Span>(
    db,
    `SELECT p.fromAt, p.source, ${PROFILE_COLUMNS}
     FROM main.profile AS p
     WHERE p.instance = (SELECT id FROM instance WHERE domain = ?) AND p.fromAt < ?
     ORDER BY p.fromAt DESC`,
  ).iterate(domain, seenBefore(db));
  const changes: ProfileChange[] = [];
  let later: Span | null = null;
  for (const span of spans) {
    if (later !== null) changes.push(...changesBetween(db, span, later));
    if (changes.length >= limit) break;
    later = span;
  }
  return changes.slice(0, limit);
}

function changesBetween(db: Database, before: Span, after: Span): ProfileChange[] {
  const was = profileOf(before);
  const is = profileOf(after);
  return PROFILE_FIELDS.filter((field) => isChange(before, after, field)).map((field) => ({
    at: after.fromAt,
    field,
    before: was[field],
    after: is[field],
    source: after.source === null ? null : findSource(db, after.source),
  }));
}

/** Publications tell few fields: what a source did not say and a visit did was not changed by the instance. */
export function isChange(before: Span, after: Span, field: ProfileField): boolean {
  if (before[field] === after[field]) return false;
  const isSameTeller = before.source === after.source;
  return isSameTeller || (isKnown(before[field]) && isKnown(after[field]));
}

function isKnown(value: ProfileRow[ProfileField]): boolean {
  return value !== null && value !== '[]';
}

function findSource(db: Database, id: number): Source | null {
  return prepared<Source>(db, 'SELECT id, name, url, note FROM source WHERE id = ?').get(id) ?? null;
}

/** A profile as the model has it. */
export function profileOf(row: ProfileRow): Profile {
  return {
    softwareName: row.softwareName,
    softwareVersion: row.softwareVersion,
    title: row.title,
    description: row.description,
    languages: JSON.parse(row.languages),
    registrations: row.registrations,
    registrationsMessage: row.registrationsMessage,
    rules: JSON.parse(row.rules),
    minimumAge: row.minimumAge,
    thumbnail: row.thumbnail,
    characterLimit: row.characterLimit,
    limitedFederation: row.limitedFederation === null ? null : row.limitedFederation === 1,
  };
}
