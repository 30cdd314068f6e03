/** Which answer the newest figures of each instance were read from. Written only when that changes. */
import type { Figure, Observation } from './model.ts';
import type { Database } from './open.ts';
import { prepared } from './prepared.ts';

export type Origins = Required<Observation>['origins'];

/** Keeps where figures are from, beside what was known of the others: some are asked once a day only. */
export function saveOrigins(db: Database, instance: number, origins: Origins): void {
  prepared(
    db,
    `INSERT INTO origin AS o (instance, told) VALUES (?, ?)
     ON CONFLICT (instance) DO UPDATE SET told = json_patch(o.told, excluded.told)
     WHERE json_patch(o.told, excluded.told) IS NOT o.told`,
  ).run(instance, JSON.stringify(origins));
}

/** @returns nothing of figures that were never told, or told before this was kept */
export function originsOf(db: Database, instance: number): Origins {
  const row = prepared<{ told: string }>(db, 'SELECT told FROM origin WHERE instance = ?').get(instance);
  if (row === undefined) return {};
  const told: Partial<Record<Figure, string>> = JSON.parse(row.told);
  return told;
}
