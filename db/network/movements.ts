/** Explains a day's totals: which instances moved them most, which came into them and which fell out. Made when asked for; stores nothing. */
import { remembered } from '../memo.ts';
import type { Domain, NetworkFigure } from '../model.ts';
import { NETWORK_FIGURES } from '../model.ts';
import type { Database } from '../open.ts';
import { prepared } from '../prepared.ts';
import { refusedOn, type RefusedFigure } from './refused-days.ts';
import { dayStart } from '../time.ts';
import { CARRY_DAYS } from '../totals/counted.ts';
import { histories } from '../totals/histories.ts';
import type { Kind } from '../totals/tally.ts';
import { walk } from '../totals/walk.ts';

/** Instances named in each list. */
const NAMED = 10;

/**
 * Why an instance came into a total: `new`: nothing was known of it before · `returned`: it was known, but too long ago.
 * Why it fell out: `refused`: its figure cannot be believed · `untold`: it answers, and tells the figure no longer ·
 * `silent`: no answer for longer than a figure is carried · `unlisted`: of imported totals, in no list of that day.
 */
export type Reason = 'new' | 'returned' | 'refused' | 'untold' | 'silent' | 'unlisted';
export type Movement = {
  readonly domain: Domain;
  readonly title: string | null;
  /** What it counted with on the day before, and on the day; `null`: it was not in the total. */
  readonly before: number | null;
  readonly now: number | null;
  /** `null`: it was in the total on both days. */
  readonly reason: Reason | null;
};
/** How a total came from one day to the next: `before` + `same` + `entered` − `left` = `now`. */
export type FigureDay = {
  readonly figure: NetworkFigure;
  readonly before: number | null;
  readonly now: number | null;
  /** Change of the instances in both totals; how many they are. */
  readonly same: number;
  readonly sameOf: number;
  readonly entered: number;
  readonly enteredOf: number;
  readonly left: number;
  readonly leftOf: number;
  /** Largest changes, arrivals and losses, by size. */
  readonly movers: readonly Movement[];
  readonly arrivals: readonly Movement[];
  readonly losses: readonly Movement[];
  /** The largest counts told that day that are not believed, and in no total. */
  readonly refused: readonly RefusedFigure[];
};
export type DayExplained = {
  readonly day: number;
  readonly isImported: boolean;
  readonly instances: number;
  /** With figures of that very day, told by themselves or in a list. */
  readonly fresh: number;
  readonly measured: number;
  readonly carried: number;
  readonly figures: readonly FigureDay[];
  /** The nearest days with totals, before and after; `null`: there is none. */
  readonly previous: number | null;
  readonly next: number | null;
};

const explainedOnce = remembered<DayExplained>();

/**
 * @param beforeReckoning called where it has to be reckoned, which takes a second for 30,000 instances; may throw
 * @returns `null`: there is no total of that day
 */
export function explainDay(
  db: Database,
  day: number,
  beforeReckoning: () => void = () => undefined,
): DayExplained | null {
  const total = prepared<{ instances: number; measured: number; carried: number; imported: number }>(
    db,
    `SELECT instances, measured, carried, imported
     FROM networkDay
     WHERE dimension = 'all' AND value = '' AND day = ?`,
  ).get(day);
  if (total === undefined) return null;
  return explainedOnce(db, String(day), () => {
    beforeReckoning();
    const { instances, measured, carried, imported } = total;
    const kind = imported > 0 ? 'imported' : 'own';
    const { pairs, fresh } = pairsOf(db, day, kind);
    const figures = NETWORK_FIGURES.map((figure, index) =>
      figureDay(db, figure, day, kind, pairs[index] ?? []),
    );
    const stands = { isImported: imported > 0, instances, fresh, measured, carried };
    return { day, ...stands, figures, ...neighbours(db, day) };
  });
}

function neighbours(db: Database, day: number): Pick<DayExplained, 'previous' | 'next'> {
  const found = prepared<Pick<DayExplained, 'previous' | 'next'>>(
    db,
    `SELECT
       (SELECT max(day) FROM networkDay WHERE dimension = 'all' AND value = '' AND day < @day) AS previous,
       (SELECT min(day) FROM networkDay WHERE dimension = 'all' AND value = '' AND day > @day) AS next`,
  ).get({ day });
  return found ?? { previous: null, next: null };
}

type Pair = { readonly instance: number; readonly before: number | null; readonly now: number | null };

/** By figure: what each instance counted with on the two days, where that is not the same nothing. */
function pairsOf(
  db: Database,
  day: number,
  kind: Kind,
): { readonly pairs: readonly Pair[][]; readonly fresh: number } {
  let fresh = 0;
  const pairs = NETWORK_FIGURES.map((): Pair[] => []);
  for (const history of histories(db, day - 2 - CARRY_DAYS, day)) {
    let before: readonly (number | null)[] = [];
    let now: readonly (number | null)[] = [];
    walk(history, day - 1, day, (step) => {
      if (step.kind !== kind) return;
      if (step.day === day) {
        now = [...step.now.values];
        fresh += Number(step.now.newest === day);
      } else before = [...step.now.values];
    });
    for (const [index, list] of pairs.entries()) {
      const pair = { instance: history.instance, before: before[index] ?? null, now: now[index] ?? null };
      if (pair.before !== null || pair.now !== null) list.push(pair);
    }
  }
  return { pairs, fresh };
}

function figureDay(
  db: Database,
  figure: NetworkFigure,
  day: number,
  kind: Kind,
  pairs: readonly Pair[],
): FigureDay {
  const both = pairs.filter(({ before, now }) => before !== null && now !== null);
  const entered = pairs.filter(({ before }) => before === null);
  const left = pairs.filter(({ now }) => now === null);
  const sum = (list: readonly Pair[], of: 'before' | 'now'): number =>
    list.reduce((total, pair) => total + (pair[of] ?? 0), 0);
  const known = (of: 'before' | 'now'): number | null =>
    pairs.some((pair) => pair[of] !== null) ? sum(pairs, of) : null;
  const blocked = blockedInstances(db);
  const largest = (list: readonly Pair[], reasonOf: (pair: Pair) => Reason | null): Movement[] =>
    list
      .filter((pair) => changeOf(pair) !== 0 && !blocked.has(pair.instance))
      .toSorted((a, b) => Math.abs(changeOf(b)) - Math.abs(changeOf(a)) || a.instance - b.instance)
      .slice(0, NAMED)
      .map((pair) => ({
        ...named(db, pair.instance),
        before: pair.before,
        now: pair.now,
        reason: reasonOf(pair),
      }));
  return {
    figure,
    before: known('before'),
    now: known('now'),
    same: sum(both, 'now') - sum(both, 'before'),
    sameOf: both.length,
    entered: sum(entered, 'now'),
    enteredOf: entered.length,
    left: sum(left, 'before'),
    leftOf: left.length,
    movers: largest(both, () => null),
    arrivals: largest(entered, ({ instance }) => arrivalReason(db, instance, figure, day, kind)),
    losses: largest(left, ({ instance }) => lossReason(db, instance, figure, day, kind)),
    refused: refusedOn(db, figure, day, NAMED),
  };
}

function changeOf({ before, now }: Pair): number {
  return (now ?? 0) - (before ?? 0);
}

/** They are in the totals of their time still, and named nowhere. */
function blockedInstances(db: Database): ReadonlySet<number> {
  const ids = prepared<number>(db, 'SELECT id FROM instance WHERE blockedAt IS NOT NULL').pluck().all();
  return new Set(ids);
}

function named(db: Database, instance: number): Pick<Movement, 'domain' | 'title'> {
  const row = prepared<Pick<Movement, 'domain' | 'title'>>(
    db,
    `SELECT i.domain, p.title
     FROM instance AS i
     LEFT JOIN profile AS p ON p.instance = i.id AND p.untilAt IS NULL
     WHERE i.id = ?`,
  ).get(instance);
  if (row === undefined) throw new Error(`instance ${instance} has days and no name`);
  return row;
}

function arrivalReason(
  db: Database,
  instance: number,
  figure: NetworkFigure,
  day: number,
  kind: Kind,
): Reason {
  const earlier = prepared(
    db,
    `SELECT 1
     FROM day
     WHERE instance = ? AND day < ? AND ${figure} IS NOT NULL AND (source IS NULL) = ?
     LIMIT 1`,
  ).get(instance, day, kind === 'own' ? 1 : 0);
  return earlier === undefined ? 'new' : 'returned';
}

function lossReason(db: Database, instance: number, figure: NetworkFigure, day: number, kind: Kind): Reason {
  const refused = prepared(
    db,
    `SELECT 1
     FROM refusal
     WHERE instance = ? AND figure = ? AND fromAt < ? AND lastAt >= ?
     LIMIT 1`,
  ).get(instance, figure, dayStart(day + 1), dayStart(day - CARRY_DAYS));
  if (refused !== undefined) return 'refused';
  if (kind === 'imported') return 'unlisted';
  const answered = prepared(db, 'SELECT 1 FROM day WHERE instance = ? AND day BETWEEN ? AND ? LIMIT 1').get(
    instance,
    day - CARRY_DAYS,
    day,
  );
  return answered === undefined ? 'silent' : 'untold';
}
