/** Hashes of names under this database's own salt, for lists that nobody may read. Stores nothing. */
import { createHash } from 'node:crypto';
import type { Database } from './open.ts';
import { prepared } from './prepared.ts';

/** SHA-256 of salt and name. */
export function nameHash(db: Database, name: string): Buffer {
  const row = prepared<{ value: Buffer }>(db, 'SELECT value FROM salt').get();
  if (row === undefined) throw new Error('the database has lost its salt');
  return createHash('sha256').update(row.value).update(name).digest();
}
