/** Whether the stored totals were made by the present rules and of the present catalogue; makes them anew where not. */
import { createHash } from 'node:crypto';
import type { Database } from '../open.ts';
import { prepared } from '../prepared.ts';
import { rebuildAllNetworkDays } from '../network/rollups.ts';

/** To be raised with every change of what totals are made of. */
const VERSION = 5;

/**
 * Rebuilds all totals, unless they are up to date: seconds for a young database, a minute for a year of 30,000 instances.
 * @param now Unix seconds
 * @returns days with totals; `null`: there was nothing to do
 */
export function renewTotals(db: Database, now: number): number | null {
  const stamp = stampOf(db);
  if (prepared(db, 'SELECT 1 FROM upkeep WHERE what = ?').get(stamp) !== undefined) return null;
  const days = rebuildAllNetworkDays(db);
  db.transaction(() => {
    prepared(db, `DELETE FROM upkeep WHERE what LIKE 'totals %'`).run();
    prepared(db, 'INSERT INTO upkeep (what, at) VALUES (?, ?)').run(stamp, now);
  }).immediate();
  return days;
}

/** Countries and operators are facts of all days: another catalogue is another past. */
function stampOf(db: Database): string {
  const facts = prepared<{ facts: string | null }>(
    db,
    `SELECT json_group_array(json_array(domain, country, operatorType, operator) ORDER BY domain) AS facts
     FROM catalogue
     JOIN instance ON instance.id = catalogue.instance`,
  ).get();
  const hash = createHash('sha256')
    .update(facts?.facts ?? '')
    .digest('hex')
    .slice(0, 12);
  return `totals ${VERSION} ${hash}`;
}
