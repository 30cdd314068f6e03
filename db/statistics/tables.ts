/** THE list of the tables of statistics: what page, graphs and API ask for by name. */
import type { Database } from '../open.ts';
import { activityTable } from './activity.ts';
import { concentrationTable } from './concentration.ts';
import { growthTable } from './growth.ts';
import { retentionTable } from './retention.ts';
import { survivalCurvesTable, survivalTable } from './survival.ts';
import type { StatTable } from './table.ts';

export const STAT_TABLES = [
  'growth',
  'activity',
  'retention',
  'concentration',
  'survival',
  'survival-curves',
] as const;
export type StatTableName = (typeof STAT_TABLES)[number];

const READERS: Readonly<Record<StatTableName, (db: Database, now: number) => StatTable>> = {
  growth: growthTable,
  activity: activityTable,
  retention: retentionTable,
  concentration: concentrationTable,
  survival: survivalTable,
  'survival-curves': survivalCurvesTable,
};

/** All of them. @param now as `statTable` */
export function allStatTables(db: Database, now: number): Readonly<Record<StatTableName, StatTable>> {
  return {
    growth: growthTable(db),
    activity: activityTable(db, now),
    retention: retentionTable(db),
    concentration: concentrationTable(db),
    survival: survivalTable(db, now),
    'survival-curves': survivalCurvesTable(db, now),
  };
}

/** @param now Unix seconds; only decides when what is dear is read again */
export function statTable(db: Database, name: StatTableName, now: number): StatTable {
  return READERS[name](db, now);
}
