/**
 * Overrules: whoever runs the site accepts or refuses a figure of an instance for a period, with a reason that is shown.
 * Past days are changed at once, and the totals made again; for days to come the crawler asks `decisionsOn`.
 */
import type { Domain, Figure } from '../model.ts';
import type { Database } from '../open.ts';
import { prepared } from '../prepared.ts';
import { rebuildNetworkDays } from '../network/rollups.ts';
import { CARRY_DAYS } from '../totals/counted.ts';

export const DECISIONS = ['accept', 'refuse'] as const;
export type Decision = (typeof DECISIONS)[number];
export type Verdict = {
  readonly id: number;
  readonly figure: Figure;
  readonly decision: Decision;
  /** Days since 1970-01-01 UTC, both included; `null`: until it is withdrawn. */
  readonly fromDay: number;
  readonly untilDay: number | null;
  readonly reason: string;
  /** Unix seconds. */
  readonly at: number;
};

/** Later than any day. */
const FOREVER = 10_000_000;

/** The verdicts on an instance, newest first. */
export function verdictsOn(db: Database, domain: Domain): readonly Verdict[] {
  return prepared<Verdict>(
    db,
    `SELECT v.id, v.figure, v.decision, v.fromDay, v.untilDay, v.reason, v.at
     FROM verdict AS v
     JOIN instance AS i ON i.id = v.instance
     WHERE i.domain = ?
     ORDER BY v.id DESC`,
  ).all(domain);
}

/** What is decided of an instance's figures on a day; of several verdicts on one figure the newest. */
export function decisionsOn(db: Database, instance: number, day: number): ReadonlyMap<Figure, Decision> {
  const rows = prepared<Pick<Verdict, 'figure' | 'decision'>>(
    db,
    `SELECT figure, decision
     FROM verdict
     WHERE instance = +@instance AND fromDay <= @day AND coalesce(untilDay, ${FOREVER}) >= @day
     ORDER BY id`,
  ).all({ instance, day });
  return new Map(rows.map(({ figure, decision }) => [figure, decision]));
}

/** Decides. @returns how many days were changed; `null`: there is no such instance */
export function decide(db: Database, domain: Domain, verdict: Omit<Verdict, 'id'>): number | null {
  return db
    .transaction(() => {
      const instance = idOf(db, domain);
      if (instance === null) return null;
      prepared(
        db,
        `INSERT INTO verdict (instance, figure, decision, fromDay, untilDay, reason, at)
         VALUES (@instance, @figure, @decision, @fromDay, @untilDay, @reason, @at)`,
      ).run({ ...verdict, instance });
      return settle(db, instance, verdict);
    })
    .immediate();
}

/** Takes a verdict back: the figures stand as the rules have them, or as an older verdict does. @returns `null`: there is no such verdict */
export function withdraw(db: Database, domain: Domain, id: number): number | null {
  return db
    .transaction(() => {
      const instance = idOf(db, domain);
      const verdict = verdictsOn(db, domain).find((one) => one.id === id);
      if (instance === null || verdict === undefined) return null;
      prepared(db, 'DELETE FROM verdict WHERE id = ?').run(id);
      return settle(db, instance, verdict);
    })
    .immediate();
}

function idOf(db: Database, domain: Domain): number | null {
  return prepared<{ id: number }>(db, 'SELECT id FROM instance WHERE domain = ?').get(domain)?.id ?? null;
}

/** Brings the days of a figure in a period in line with the verdicts that stand now. */
function settle(
  db: Database,
  instance: number,
  { figure, fromDay, untilDay }: Pick<Verdict, 'figure' | 'fromDay' | 'untilDay'>,
): number {
  const until = untilDay ?? FOREVER;
  const days = prepared<{ day: number }>(
    db,
    `SELECT day FROM day WHERE instance = @instance AND day BETWEEN @fromDay AND @until
     UNION
     SELECT day FROM refusedDay WHERE instance = @instance AND day BETWEEN @fromDay AND @until AND figure = @figure
     ORDER BY day`,
  ).all({ instance, figure, fromDay, until });
  const changed = days.filter(({ day }) => settleDay(db, instance, figure, day));
  const [first, last] = [changed[0]?.day, changed.at(-1)?.day];
  if (first === undefined || last === undefined) return 0;
  renewLatest(db, instance, figure);
  rebuildNetworkDays(db, first, last + CARRY_DAYS);
  return changed.length;
}

function settleDay(db: Database, instance: number, figure: Figure, day: number): boolean {
  const decision = decisionsOn(db, instance, day).get(figure);
  const refused = prepared<{ rule: string; value: number; isAccepted: number }>(
    db,
    'SELECT rule, value, isAccepted FROM refusedDay WHERE instance = ? AND day = ? AND figure = ?',
  ).get(instance, day, figure);
  if (decision === 'refuse') return refuseDay(db, instance, figure, day, 'overruled');
  if (refused === undefined) return false;
  const isToCount = decision === 'accept' || refused.rule === 'overruled';
  if (isToCount === (refused.isAccepted === 1)) return false;
  prepared(db, 'INSERT INTO day (instance, day) VALUES (?, ?) ON CONFLICT DO NOTHING').run(instance, day);
  prepared(db, `UPDATE day SET ${figure} = ? WHERE instance = ? AND day = ?`).run(
    isToCount ? refused.value : null,
    instance,
    day,
  );
  if (refused.rule === 'overruled') {
    prepared(db, 'DELETE FROM refusedDay WHERE instance = ? AND day = ? AND figure = ?').run(
      instance,
      day,
      figure,
    );
  } else {
    prepared(db, 'UPDATE refusedDay SET isAccepted = ? WHERE instance = ? AND day = ? AND figure = ?').run(
      Number(isToCount),
      instance,
      day,
      figure,
    );
  }
  return true;
}

/** Takes a counted figure of a day out of the series, and remembers it. @returns whether there was one */
export function refuseDay(
  db: Database,
  instance: number,
  figure: Figure,
  day: number,
  rule: string,
): boolean {
  const { changes } = prepared(
    db,
    `INSERT INTO refusedDay (instance, day, figure, rule, value)
     SELECT instance, day, @figure, @rule, ${figure}
     FROM day
     WHERE instance = @instance AND day = @day AND ${figure} IS NOT NULL
     ON CONFLICT (instance, day, figure) DO UPDATE SET value = excluded.value, isAccepted = 0`,
  ).run({ instance, day, figure, rule });
  if (changes === 0) return false;
  prepared(db, `UPDATE day SET ${figure} = NULL WHERE instance = ? AND day = ?`).run(instance, day);
  return true;
}

/** The newest figure as the days have it now; its change over a week is known again after the next visit. */
export function renewLatest(db: Database, instance: number, figure: Figure): void {
  const change = ['users', 'statuses', 'connections'].includes(figure) ? `, ${figure}7 = NULL` : '';
  prepared(
    db,
    `UPDATE latest
     SET ${figure} = (SELECT ${figure} FROM day WHERE instance = latest.instance ORDER BY day DESC LIMIT 1)${change}
     WHERE instance = ?`,
  ).run(instance);
}

/** Days a figure has to have been steady for, to be kept when what follows turns out to be made up. */
const PROVEN_DAYS = 7;

/** The first day of an instance whose steady past before a day is too short to mean anything; else that day itself. */
export function firstUnproven(db: Database, instance: number, day: number): number {
  const past = prepared<{ days: number; first: number | null }>(
    db,
    'SELECT count(*) AS days, min(day) AS first FROM day WHERE instance = ? AND day < ? AND source IS NULL',
  ).get(instance, day);
  return past === undefined || past.first === null || past.days > PROVEN_DAYS ? day : past.first;
}

/**
 * Takes figures that turned out to be made up out of the days since a moment, and makes the totals of those days again.
 * @param fromDay, untilDay both included
 */
export function withdrawDays(
  db: Database,
  instance: number,
  figures: readonly Figure[],
  [fromDay, untilDay]: readonly [number, number],
  rule: string,
): void {
  let isChanged = false;
  for (let day = fromDay; day <= untilDay; day += 1) {
    for (const figure of figures) {
      if (decisionsOn(db, instance, day).get(figure) === 'accept') continue;
      isChanged = refuseDay(db, instance, figure, day, rule) || isChanged;
    }
  }
  if (!isChanged) return;
  for (const figure of figures) renewLatest(db, instance, figure);
  rebuildNetworkDays(db, fromDay, untilDay + CARRY_DAYS);
}
