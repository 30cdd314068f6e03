/** Daily totals of the instances that run one software. Reads rollups only. */
import type { Database } from '../open.ts';
import { prepared } from '../prepared.ts';
import { DAY } from '../time.ts';

export type SoftwareDay = {
  /** Start of the day, Unix seconds. */
  readonly at: number;
  readonly instances: number;
  readonly users: number | null;
  readonly activeMonth: number | null;
};

/** The newest so many days with totals, oldest first. @param software NodeInfo name */
export function softwareDays(db: Database, software: string, days: number): readonly SoftwareDay[] {
  return prepared<SoftwareDay>(
    db,
    `SELECT day * ${DAY} AS at, instances, users, activeMonth
     FROM networkDay
     WHERE dimension = 'software' AND value = ?
     ORDER BY day DESC
     LIMIT ?`,
  )
    .all(software, days)
    .toReversed();
}
