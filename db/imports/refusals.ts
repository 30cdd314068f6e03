/** Takes what is not believed of imported days out of the series, keeps it as refused, and puts it back where it is believed after all. */
import type { Domain } from '../model.ts';
import { CLAIMED } from '../trust/newcomers.ts';
import type { Database } from '../open.ts';
import { prepared } from '../prepared.ts';
import { recordRefusals } from '../record.ts';
import { LEAP, TWIN } from '../trust/rules.ts';
import { DAY } from '../time.ts';
import { decisionsOn, refuseDay } from '../trust/verdicts.ts';
import { doubtfulDays, type DoubtfulDay, type ImportedDay } from './plausible.ts';

/** Finds the other names of instances in what is staged, once before anything is taken. */
export function findTwins(db: Database): void {
  db.exec(`
    DROP TABLE IF EXISTS temp.stagedTwin;
    CREATE TEMP TABLE stagedTwin (domain TEXT NOT NULL, day INTEGER NOT NULL, PRIMARY KEY (domain, day)) WITHOUT ROWID;
    INSERT INTO temp.stagedTwin (domain, day)
    SELECT domain, day
    FROM (
      SELECT domain, day, statuses, first_value(domain) OVER likes AS elder, first_value(statuses) OVER likes AS elderStatuses
      FROM temp.stagedDay
      WHERE users >= ${TWIN.users} AND statuses >= ${TWIN.users}
      WINDOW likes AS (PARTITION BY day, users ORDER BY connections DESC NULLS LAST, domain))
    WHERE domain <> elder AND abs(statuses - elderStatuses) <= elderStatuses * ${TWIN.statusesShare};`);
}

/** A day of an instance, as a key: 'instance day'. */
type DayKeys = ReadonlySet<string>;

/**
 * Puts back what was refused of a stretch of names, so that the rows are as they were told: to be judged again.
 * @returns the days that were refused
 */
export function restoreImported(db: Database, first: Domain, last: Domain): DayKeys {
  const rows = prepared<{ instance: number; day: number; figure: string; value: number }>(
    db,
    `SELECT r.instance, r.day, r.figure, r.value
     FROM instance AS i
     JOIN refusedDay AS r ON r.instance = i.id AND r.isAccepted = 0 AND r.rule IN ('leap', 'unconfirmed', 'twin')
     JOIN day AS d ON d.instance = r.instance AND d.day = r.day AND d.source IS NOT NULL
     WHERE i.domain BETWEEN ? AND ?
       AND (r.rule <> 'twin' OR EXISTS (SELECT 1 FROM temp.stagedDay AS s WHERE s.domain = i.domain AND s.day = r.day))
     ORDER BY r.instance, r.day`,
  ).all(first, last);
  for (const { instance, day, figure, value } of rows) {
    prepared(db, `UPDATE day SET ${figure} = ? WHERE instance = ? AND day = ?`).run(value, instance, day);
    prepared(db, 'DELETE FROM refusedDay WHERE instance = ? AND day = ? AND figure = ?').run(
      instance,
      day,
      figure,
    );
  }
  for (const [instance, days] of Map.groupBy(rows, (row) => row.instance)) {
    prepared(
      db,
      `DELETE FROM refusal
       WHERE instance = ? AND rule IN ('leap', 'unconfirmed', 'twin') AND fromAt = ? AND lastAt <= ?`,
    ).run(instance, (days[0]?.day ?? 0) * DAY, (days.at(-1)?.day ?? 0) * DAY);
  }
  return new Set(rows.map(({ instance, day }) => `${instance} ${day}`));
}

/** Days on which what is believed of somebody is not what it was. */
export function changedDays(before: DayKeys, after: DayKeys): readonly number[] {
  const keys = [...before, ...after].filter((key) => before.has(key) !== after.has(key));
  return keys.map((key) => Number(key.split(' ')[1]));
}

/** First and last day that a publication is known to tell of, with what is staged of it. */
export type Told = { readonly source: number } & ImportedDay['published'];

export function toldBy(db: Database, source: number): Told {
  const span = prepared<{ first: number | null; last: number | null }>(
    db,
    `SELECT min(first) AS first, max(last) AS last
     FROM (
       SELECT min(day) AS first, max(day) AS last FROM temp.stagedDay
       UNION ALL
       SELECT min(day), max(day) FROM published WHERE domain = '' AND figure = 'users' AND source = ?)`,
  ).get(source);
  return { source, first: span?.first ?? 0, last: span?.last ?? 0 };
}

/**
 * Judges the imported days of a stretch of names, all that are stored.
 * @param told publication of the staged ones
 * @returns the days that are refused
 */
export function judgeImported(db: Database, first: Domain, last: Domain, told: Told): DayKeys {
  const refused = new Set<string>();
  const doubt = (instance: number, day: DoubtfulDay): void => {
    if (refuseImported(db, instance, day)) refused.add(`${instance} ${day.day}`);
  };
  const twins = prepared<{ instance: number; day: number; users: number }>(
    db,
    `SELECT d.instance, d.day, d.users
     FROM temp.stagedTwin AS t
     JOIN instance AS i ON i.domain = t.domain
     JOIN day AS d ON d.instance = i.id AND d.day = t.day AND d.source = ? AND d.users IS NOT NULL
     WHERE t.domain BETWEEN ? AND ?
     ORDER BY d.day`,
  ).all(told.source, first, last);
  for (const { instance, day, users } of twins) doubt(instance, { day, users, rule: 'twin' });
  const large = prepared<number>(
    db,
    `SELECT i.id
     FROM instance AS i
     JOIN day AS d ON d.instance = i.id AND d.source IS NOT NULL
     WHERE i.domain BETWEEN ? AND ?
     GROUP BY i.id
     HAVING max(d.users) > ${LEAP.least}`,
  )
    .pluck()
    .all(first, last);
  for (const instance of large) {
    for (const day of doubtfulDays(importedDays(db, instance, told))) doubt(instance, day);
  }
  return refused;
}

function importedDays(db: Database, instance: number, told: Told): readonly ImportedDay[] {
  return prepared<{ day: number; users: number; source: number; first: number; last: number }>(
    db,
    `SELECT d.day, d.users, d.source, coalesce(p.first, d.day) AS first, coalesce(p.last, d.day) AS last
     FROM day AS d
     LEFT JOIN (
       SELECT source, min(day) AS first, max(day) AS last
       FROM published
       WHERE domain = '' AND figure = 'users'
       GROUP BY source) AS p ON p.source = d.source
     WHERE d.instance = ? AND d.source IS NOT NULL AND d.users IS NOT NULL
     ORDER BY d.day`,
  )
    .all(instance)
    .map(({ day, users, source, first, last }) => ({
      day,
      users,
      published: source === told.source ? told : { first, last },
    }));
}

function refuseImported(db: Database, instance: number, { day, users, rule }: DoubtfulDay): boolean {
  if (decisionsOn(db, instance, day).get('users') === 'accept') return false;
  for (const figure of CLAIMED) refuseDay(db, instance, figure, day, rule);
  recordRefusals(db, instance, day * DAY, [{ figure: 'users', rule, raw: String(users) }]);
  return true;
}
