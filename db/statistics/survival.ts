/** Survival of instances: curves by size and by year of first sight, and a summary of them. */
import { SIZE_CLASSES } from '../directory/classes.ts';
import { keptFor } from '../memo.ts';
import type { Database } from '../open.ts';
import { survivalAt, survivalCurve, type SurvivalPoint } from './kaplan-meier.ts';
import { livesOf, type Life } from './lives.ts';
import type { Cell, StatTable } from './table.ts';

/** Days between two points of a curve. */
const STEP_DAYS = 30;
/** Ages that the summary tells, in steps of 30 days next to 1, 2, 3 and 5 years. */
const AGES = { year1: 360, year2: 720, year3: 1_080, year5: 1_830 } as const;

/** all: everyone · size: class by accounts when first seen · cohort: year of first sight. */
export const SURVIVAL_GROUPS = ['all', 'size', 'cohort'] as const;
export type SurvivalGroup = (typeof SURVIVAL_GROUPS)[number];

type Group = {
  readonly by: SurvivalGroup;
  readonly name: string;
  readonly lives: readonly Life[];
  readonly points: readonly SurvivalPoint[];
};

function groupsOf(db: Database): readonly Group[] {
  const lives = livesOf(db);
  const cohorts = [...new Set(lives.map(({ cohort }) => cohort))].toSorted((a, b) => a - b);
  const group = (by: SurvivalGroup, name: string, members: readonly Life[]): Group => ({
    by,
    name,
    lives: members,
    points: survivalCurve(members, STEP_DAYS),
  });
  return [
    group('all', 'all', lives),
    ...SIZE_CLASSES.map((name) =>
      group(
        'size',
        name,
        lives.filter(({ size }) => size === name),
      ),
    ),
    ...cohorts.map((year) =>
      group(
        'cohort',
        String(year),
        lives.filter(({ cohort }) => cohort === year),
      ),
    ),
  ];
}

/** All instances are read for it, and figures change slowly. */
const FRESH_SECONDS = 300;
const groupsLately = keptFor(FRESH_SECONDS, groupsOf);

/** For each group: how many there are, how many have not ended, the share that lives on past some ages, and the median life. */
export function survivalTable(db: Database, now: number): StatTable {
  const rows = groupsLately(db, now).map(({ by, name, lives, points }): Cell[] => {
    const alive = lives.filter(({ hasEnded }) => !hasEnded).length;
    return [
      by,
      name,
      lives.length,
      alive,
      ...Object.values(AGES).map((age) => survivalAt(points, age)),
      points.find(({ survival }) => survival <= 0.5)?.ageDays ?? null,
    ];
  });
  return { columns: ['by', 'class', 'instances', 'alive', ...Object.keys(AGES), 'medianDays'], rows };
}

/** The curves point by point. */
export function survivalCurvesTable(db: Database, now: number): StatTable {
  return {
    columns: ['by', 'class', 'ageDays', 'atRisk', 'ended', 'survival', 'low', 'high'],
    rows: groupsLately(db, now).flatMap(({ by, name, points }) =>
      points.map(({ ageDays, atRisk, ended, survival, low, high }) => [
        by,
        name,
        ageDays,
        atRisk,
        ended,
        survival,
        low,
        high,
      ]),
    ),
  };
}
