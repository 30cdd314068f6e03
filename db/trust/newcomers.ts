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
  /** 1: what it told is out of the series already. */
  readonly isHeld: number;
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

/** What a waiting instance told on the day of its newest figures. */
const heldOf = (figure: Figure): string =>
  `(SELECT value FROM refusedDay
    WHERE instance = l.instance AND day = l.at / 86400 AND figure = '${figure}' AND rule = 'unconfirmed' AND isAccepted = 0)`;

/**
 * Instances that told so many accounts and have been known for too short a time, and those that are waiting, whatever they
 * tell by now. Few, and quickly found.
 */
export function largeNewcomers(db: Database): readonly Newcomer[] {
  return prepared<Newcomer & { isWaiting: number }>(
    db,
    `WITH waiting AS (
       SELECT instance, max(day) AS day
       FROM refusedDay
       WHERE rule = 'unconfirmed' AND isAccepted = 0
       GROUP BY instance)
     SELECT l.instance, i.domain, i.site, l.at, coalesce(l.users, ${heldOf('users')}) AS users, l.users IS NULL AS isHeld,
       coalesce(l.activeMonth, ${heldOf('activeMonth')}) AS activeMonth,
       coalesce(l.statuses, ${heldOf('statuses')}) AS statuses, l.connections, (
         SELECT min(day)
         FROM (
           SELECT day FROM (SELECT day FROM day WHERE instance = l.instance AND source IS NULL ORDER BY day LIMIT 1)
           UNION ALL
           SELECT min(day) FROM refusedDay WHERE instance = l.instance)) AS firstDay,
       l.instance IN (SELECT instance FROM waiting) AS isWaiting
     FROM latest AS l
     JOIN instance AS i ON i.id = l.instance
     WHERE l.source IS NULL AND (l.users >= ${NEWCOMER.users} OR l.instance IN (
       SELECT instance FROM waiting WHERE day > l.at / 86400 - ${NEWCOMER.probationDays}))`,
  )
    .all()
    .filter((one) => one.users !== null)
    .filter((one) => one.isWaiting === 1 || dayOf(one.at) - one.firstDay < NEWCOMER.steadyDays);
}

/** All accounts by the newest measured figures, and how many instances tell theirs. */
export type Crowd = { readonly instances: number; readonly total: number };

export function crowdOf(db: Database): Crowd {
  const found = prepared<Crowd>(
    db,
    'SELECT count(users) AS instances, coalesce(sum(users), 0) AS total FROM latest WHERE source IS NULL',
  ).get();
  return found ?? { instances: 0, total: 0 };
}

export function aroundOf(db: Database, one: Newcomer, crowd: Crowd): Around {
  const { instance, domain, site, at, firstDay } = one;
  const found = prepared<
    Pick<Around, 'published' | 'largest' | 'registerDays' | 'weekLogins'> & {
      ownInstances: number;
      ownTotal: number;
    }
  >(
    db,
    `SELECT coalesce(
         (SELECT users FROM day WHERE instance = @instance AND source IS NOT NULL AND users IS NOT NULL ORDER BY day DESC LIMIT 1),
         (SELECT value FROM published WHERE domain = @domain AND figure = 'users' ORDER BY day DESC LIMIT 1)) AS published,
       coalesce((
         SELECT l.users
         FROM latest AS l
         JOIN instance AS i ON i.id = l.instance
         WHERE l.source IS NULL AND i.site IS NOT @site
         ORDER BY l.users DESC
         LIMIT 1), 0) AS largest,
       (SELECT @firstDay - min(day) FROM networkDay WHERE dimension = 'all' AND value = '' AND measured > 0) AS registerDays,
       (SELECT max(logins) FROM activityWeek WHERE instance = @instance AND source IS NULL AND weekAt >= @since) AS weekLogins,
       count(l.users) AS ownInstances, coalesce(sum(l.users), 0) AS ownTotal
     FROM instance AS i
     JOIN latest AS l ON l.instance = i.id AND l.source IS NULL
     WHERE i.site IS @site`,
  ).get({ instance, domain, site, firstDay, since: at - 13 * WEEK });
  if (found === undefined) throw new Error('a count brought no row');
  const { ownInstances, ownTotal, ...rest } = found;
  const isAccepted = decisionsOn(db, instance, dayOf(at)).get('users') === 'accept';
  const others = { others: crowd.instances - ownInstances, total: crowd.total - ownTotal };
  return { ...rest, ...others, isAccepted, told: toldBy(db, instance) };
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

/**
 * Takes the claim out of its days from one on; it waits.
 * @param isJustTold the totals of the visit's own day are to be made by whoever recorded it
 */
export function holdNewcomer(
  db: Database,
  { instance, at, ...told }: Newcomer,
  fromDay: number,
  isJustTold: boolean,
): void {
  const today = dayOf(at);
  const claimed = takeOut(db, instance, [fromDay, today], NEWCOMER.users);
  const [first] = claimed;
  if (first === undefined) return;
  const refusals: Refusal[] = [
    { figure: 'users', rule: 'unconfirmed', raw: String(told.users) },
    ...(['activeMonth', 'statuses'] as const).flatMap((figure) =>
      told[figure] === null ? [] : [{ figure, rule: 'with-users', raw: String(told[figure]) }],
    ),
  ];
  recordRefusals(db, instance, at, refusals);
  // Days after a claim carried it, up to the newest.
  if (first < today || !isJustTold) rebuildNetworkDays(db, first, today + CARRY_DAYS);
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
  if (first === undefined) return;
  for (const figure of CLAIMED) renewLatest(db, instance, figure);
  rebuildNetworkDays(db, first.day, dayOf(at) + CARRY_DAYS);
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
