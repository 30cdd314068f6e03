/** Names of listed instances in stretches of row ids, for lists of addresses. Reads nothing else of them. */
import type { Domain } from '../model.ts';
import type { Database } from '../open.ts';
import { prepared } from '../prepared.ts';
import { IS_LISTED } from './listed.ts';

/** Row ids of one stretch: some 3,000 to 5,000 instances, because not every id is listed. */
const STRETCH = 5_000;

/** How many stretches there are; they only become more. */
export function countStretches(db: Database): number {
  const last = prepared<{ id: number | null }>(db, 'SELECT max(id) AS id FROM instance').get()?.id ?? 0;
  return Math.ceil(last / STRETCH);
}

/** @param stretch counted from 1 */
export function listedInStretch(db: Database, stretch: number): readonly Domain[] {
  const first = (stretch - 1) * STRETCH + 1;
  return prepared<{ domain: Domain }>(
    db,
    `SELECT i.domain
     FROM instance AS i
     LEFT JOIN latest AS l ON l.instance = i.id
     WHERE i.id BETWEEN ? AND ? AND ${IS_LISTED}
     ORDER BY i.id`,
  )
    .all(first, first + STRETCH - 1)
    .map(({ domain }) => domain);
}
