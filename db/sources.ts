/** Rows of `source`: the publications that figures come from. It holds no figure. */
import type { Database } from './open.ts';
import { prepared } from './prepared.ts';

export type Publication = {
  /** Short, unique, shown beside the figures. */
  readonly name: string;
  readonly url: string;
  /** One sentence: what it is, what is known to be wrong with it. */
  readonly note: string;
  /** In words. */
  readonly licence: string;
  /** Day it was read, days since 1970-01-01 UTC; `null`: not noted. */
  readonly retrievedOn: number | null;
};

/** Keeps a publication; told again, its texts are brought up to date, and the day it was first read stays. @returns its id */
export function saveSource(db: Database, publication: Publication): number {
  const row = prepared<{ id: number }>(
    db,
    `INSERT INTO source (name, url, note, licence, retrievedOn)
     VALUES (@name, @url, @note, @licence, @retrievedOn)
     ON CONFLICT (name) DO UPDATE SET url = excluded.url, note = excluded.note, licence = excluded.licence,
       retrievedOn = coalesce(retrievedOn, excluded.retrievedOn)
     RETURNING id`,
  ).get(publication);
  if (row === undefined) throw new Error('an insert that returns brought no row');
  return row.id;
}

/** Id of the publication of that name; `null`: none. */
export function findSource(db: Database, name: string): number | null {
  return prepared<{ id: number }>(db, 'SELECT id FROM source WHERE name = ?').get(name)?.id ?? null;
}
