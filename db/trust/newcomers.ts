/** Large newcomers: what is known of them and around them, and the taking out and putting back of their days. Judges nothing. */
import { FIGURES, type Domain, type Figure, type Refusal } from '../model.ts';
import type { Database } from '../open.ts';
import { prepared } from '../prepared.ts';
import { recordRefusals } from '../record.ts';
import { rebuildNetworkDays } from '../network/rollups.ts';
import { LEAP, NEWCOMER } from './rules.ts';
import { dayOf, WEEK } from '../time.ts';
import { CARRY_DAYS } from '../totals/counted.ts';
import { decisionsOn, refuseDay, renewLatest } from './verdicts.ts';

/** Who makes up accounts makes up what they do. Connections and peers are of other instances. */
export const CLAIMED: readonly Figure[] = FIGURES.filter(
  (figure) => figure !== 'connections' && figure !== 'peersListed',
);

export type Newcomer = {
  readonly instance: number;
  readonly domain: Domain;
  readonly site: string;
  /** When it told its figures, Unix seconds. */
  readonly at: number;
  readonly users: number;
  readonly activeMonth: number | null;
  readonly statuses: number | null;
  readonly connections: number | null;
  /** First day on which it told us anything. */
  readonly firstDay: number;
};
/** What a newcomer's claim is held against. */
export type Around = {
  /** The newest number of accounts that somebody else published of it. */
  readonly published: number | null;
  /** Whether whoever runs the site has accepted its accounts on that day. */
  readonly isAccepted: boolean;
  /** Accounts of the others by their newest measured figures: how many they are, the largest, all together. */
  readonly others: number;
  readonly largest: number;
  readonly total: number;
  /** Days from the first total of the register to the newcomer's first day; `null`: there were no totals before. */
  readonly registerDays: number | null;
  /** What it told on each of its days, newest first, whatever became of it. */
  readonly told: readonly Told[];
  /** The most that a whole week of its own log tells; `null`: it publishes none. */
  readonly weekLogins: number | null;
};
export type Told = { readonly day: number; readonly users: number; readonly isBelieved: boolean };

/** Instances that just told so many accounts, and have been known for too short a time, or are waiting. Few, and quickly found. */
export function largeNewcomers(db: Database): readonly Newcomer[] {
  return prepared<Newcomer>(
    db,
    `SELECT l.instance, i.domain, i.site, l.at, l.users, l.activeMonth, l.statuses, l.connections, (
         SELECT min(day)
         FROM (
           SELECT day FROM (SELECT day FROM day WHERE instance = l.instance AND source IS NULL ORDER BY day LIMIT 1)
           UNION ALL
           SELECT min(day) FROM refusedDay WHERE instance = l.instance)) AS firstDay
     FROM latest AS l
     JOIN instance AS i ON i.id = l.instance
     WHERE l.users >= ${NEWCOMER.users} AND l.source IS NULL`,
  )
    .all()
    .filter((one) => dayOf(one.at) - one.firstDay < NEWCOMER.steadyDays || isWaiting(db, one.instance));
}

function isWaiting(db: Database, instance: number): boolean {
  const sql = `SELECT 1 FROM refusedDay WHERE instance = ? AND rule = 'unconfirmed' AND isAccepted = 0 LIMIT 1`;
  return prepared(db, sql).get(instance) !== undefined;
}

export function aroundOf(db: Database, one: Newcomer): Around {
  const { instance, domain, site, at, firstDay } = one;
  const found = prepared<Omit<Around, 'isAccepted' | 'told'>>(
    db,
    `SELECT coalesce(
         (SELECT users FROM day WHERE instance = @instance AND source IS NOT NULL AND users IS NOT NULL ORDER BY day DESC LIMIT 1),
         (SELECT value FROM published WHERE domain = @domain AND figure = 'users' ORDER BY day DESC LIMIT 1)) AS published,
       count(l.users) AS others, coalesce(max(l.users), 0) AS largest, coalesce(sum(l.users), 0) AS total,
       (SELECT @firstDay - min(day) FROM networkDay WHERE dimension = 'all' AND value = '' AND measured > 0) AS registerDays,
       (SELECT max(logins) FROM activityWeek WHERE instance = @instance AND source IS NULL AND weekAt >= @since) AS weekLogins
     FROM latest AS l
     JOIN instance AS i ON i.id = l.instance
     WHERE l.source IS NULL AND i.site IS NOT @site`,
  ).get({ instance, domain, site, firstDay, since: at - 13 * WEEK });
  if (found === undefined) throw new Error('a count brought no row');
  const isAccepted = decisionsOn(db, instance, dayOf(at)).get('users') === 'accept';
  return { ...found, isAccepted, told: toldBy(db, instance) };
}

function toldBy(db: Database, instance: number): readonly Told[] {
  return prepared<Omit<Told, 'isBelieved'> & { isBelieved: number }>(
    db,
    `SELECT day, max(users) AS users, min(isBelieved) AS isBelieved
     FROM (
       SELECT day, users, 1 AS isBelieved
       FROM day
       WHERE instance = @instance AND source IS NULL AND users IS NOT NULL
       UNION ALL
       SELECT day, value, isAccepted
       FROM refusedDay
       WHERE instance = @instance AND figure = 'users')
     GROUP BY day
     ORDER BY day DESC
     LIMIT ${NEWCOMER.probationDays}`,
  )
    .all({ instance })
    .map((told) => ({ ...told, isBelieved: told.isBelieved === 1 }));
}

/** Takes the claim out of all its days; it waits. Totals of the visit's own day are left to whoever makes them. */
export function holdNewcomer(db: Database, { instance, at, firstDay, ...told }: Newcomer): void {
  const today = dayOf(at);
  const claimed = takeOut(db, instance, [firstDay, today], NEWCOMER.users);
  const refusals: Refusal[] = [
    { figure: 'users', rule: 'unconfirmed', raw: String(told.users) },
    ...(['activeMonth', 'statuses'] as const).flatMap((figure) =>
      told[figure] === null ? [] : [{ figure, rule: 'with-users', raw: String(told[figure]) }],
    ),
  ];
  recordRefusals(db, instance, at, refusals);
  const [first] = claimed;
  if (first !== undefined && first < today) rebuildNetworkDays(db, first, today - 1);
}

/** Puts back what waited, from a day on, and makes the totals since then anew. */
export function admitNewcomer(db: Database, { instance, at }: Newcomer, fromDay: number): void {
  const waiting = prepared<{ day: number; figure: Figure; value: number }>(
    db,
    `SELECT day, figure, value
     FROM refusedDay
     WHERE instance = ? AND day >= ? AND rule = 'unconfirmed' AND isAccepted = 0
     ORDER BY day`,
  ).all(instance, fromDay);
  for (const { day, figure, value } of waiting) {
    prepared(db, 'INSERT INTO day (instance, day) VALUES (?, ?) ON CONFLICT DO NOTHING').run(instance, day);
    prepared(
      db,
      `UPDATE day SET ${figure} = coalesce(${figure}, ?) WHERE instance = ? AND day = ? AND source IS NULL`,
    ).run(value, instance, day);
    prepared(db, 'DELETE FROM refusedDay WHERE instance = ? AND day = ? AND figure = ?').run(
      instance,
      day,
      figure,
    );
  }
  const [first] = waiting;
  if (first !== undefined) rebuildNetworkDays(db, first.day, dayOf(at));
}

/**
 * Takes back what was believed of a newcomer that has fallen far below its claim.
 * @param count what it tells now
 */
export function withdrawClaim(db: Database, instance: number, at: number, count: number): void {
  const first = prepared<{ day: number }>(
    db,
    'SELECT day FROM day WHERE instance = ? AND source IS NULL ORDER BY day LIMIT 1',
  ).get(instance);
  const today = dayOf(at);
  if (first === undefined || today - first.day >= NEWCOMER.probationDays) return;
  const claimed = takeOut(db, instance, [first.day, today], Math.max(NEWCOMER.users, count * LEAP.factor));
  const [since, until] = [claimed[0], claimed.at(-1)];
  if (since === undefined || until === undefined) return;
  recordRefusals(db, instance, at, [
    { figure: 'users', rule: 'unconfirmed', raw: `at least ${count * LEAP.factor}` },
  ]);
  rebuildNetworkDays(db, since, until + CARRY_DAYS);
}

/** @returns the days on which at least so many accounts were told, now without them */
function takeOut(
  db: Database,
  instance: number,
  [fromDay, untilDay]: readonly [number, number],
  least: number,
): readonly number[] {
  const days = prepared<number>(
    db,
    `SELECT day
     FROM day
     WHERE instance = ? AND day BETWEEN ? AND ? AND source IS NULL AND users >= ?
     ORDER BY day`,
  )
    .pluck()
    .all(instance, fromDay, untilDay, least)
    .filter((day) => decisionsOn(db, instance, day).get('users') !== 'accept');
  for (const day of days) {
    for (const figure of CLAIMED) refuseDay(db, instance, figure, day, 'unconfirmed');
  }
  if (days.length > 0) for (const figure of CLAIMED) renewLatest(db, instance, figure);
  return days;
}
