/** The network as a whole: totals now and their change, who moves most, which software it runs on. */
import { listInstances } from '../directory/directory.ts';
import { IS_LISTED } from '../directory/listed.ts';
import { NETWORK_FIGURES, type Domain, type NetworkFigure } from '../model.ts';
import type { Database } from '../open.ts';
import { prepared } from '../prepared.ts';
import { DAY } from '../time.ts';

export type NetworkTotal = 'users' | 'activeMonth' | 'statuses' | 'connections' | 'instances';
export type NetworkNow = {
  /** Last day with totals, days since 1970-01-01; `null`: nothing is known at all. */
  readonly day: number | null;
  /** Nothing was measured yet: the totals are the newest figures that others published. */
  readonly isImported: boolean;
  readonly users: number | null;
  readonly activeMonth: number | null;
  readonly statuses: number | null;
  readonly connections: number | null;
  /** Instances in the totals; of them measured that very day, and carried from the days before. */
  readonly instances: number;
  readonly measured: number;
  readonly carried: number;
  /** All instances that are listed: names that were only heard of are not. */
  readonly known: number;
  /** Change over 7 days; `null`: no measured total to compare with. */
  readonly change7: Readonly<Record<NetworkTotal, number | null>>;
};
type Totals = Omit<NetworkNow, 'isImported' | 'known' | 'change7'>;

const TOTAL_COLUMNS = 'day, users, activeMonth, statuses, connections, instances, measured, carried';
/** A total is compared with that of 7 days before, or the nearest of the 3 days before that. */
const COMPARED_DAYS = { atLeast: 7, atMost: 10 };

/** The newest totals. Ends at the newest stored day, whatever the clock says. */
export function networkNow(db: Database): NetworkNow {
  const known = countListed(db);
  const totals = measuredTotals(db, Number.MAX_SAFE_INTEGER, 0);
  if (totals === null) return { ...importedTotals(db), isImported: true, known, change7: NO_CHANGE };
  const day = totals.day ?? 0;
  const before = measuredTotals(db, day - COMPARED_DAYS.atLeast, day - COMPARED_DAYS.atMost);
  const change = (total: NetworkTotal): number | null => difference(totals[total], before?.[total]);
  return {
    ...totals,
    isImported: false,
    known,
    change7: {
      users: change('users'),
      activeMonth: change('activeMonth'),
      statuses: change('statuses'),
      connections: change('connections'),
      instances: change('instances'),
    },
  };
}

function countListed(db: Database): number {
  const sql = `SELECT count(*) AS n
    FROM instance AS i
    LEFT JOIN latest AS l ON l.instance = i.id
    WHERE ${IS_LISTED}`;
  return prepared<{ n: number }>(db, sql).get()?.n ?? 0;
}

const NO_CHANGE = { users: null, activeMonth: null, statuses: null, connections: null, instances: null };

/** The newest totals in a span of days that rest on visits of our own. */
function measuredTotals(db: Database, untilDay: number, fromDay: number): Totals | null {
  const row = prepared<Totals>(
    db,
    `SELECT ${TOTAL_COLUMNS}
     FROM networkDay
     WHERE dimension = 'all' AND value = '' AND day BETWEEN ? AND ? AND measured + carried > 0
     ORDER BY day DESC
     LIMIT 1`,
  ).get(fromDay, untilDay);
  return row ?? null;
}

/** Each instance's newest published figures, whatever day they are of. */
function importedTotals(db: Database): Totals {
  const row = prepared<Totals>(
    db,
    `SELECT max(at) / ${DAY} AS day, sum(users) AS users, sum(activeMonth) AS activeMonth, sum(statuses) AS statuses,
       sum(connections) AS connections, count(*) AS instances, 0 AS measured, 0 AS carried
     FROM latest AS l
     JOIN instance AS i ON i.id = l.instance
     WHERE i.blockedAt IS NULL`,
  ).get();
  if (row === undefined) throw new Error('a sum without groups brought no row');
  return row;
}

function difference(now: number | null, before: number | null | undefined): number | null {
  return now === null || before === null || before === undefined ? null : now - before;
}

/** Instances that a figure's total rests on, and of them those that told it that very day; the rest is carried or imported. */
export type Coverage = Readonly<Record<NetworkFigure, { readonly of: number; readonly measured: number }>>;

/** What each of a day's totals rests on. @param day days since 1970-01-01; without a total nothing rests on anything */
export function coverageOn(db: Database, day: number | null): Coverage {
  const columns = NETWORK_FIGURES.map((figure) => `${figure}Of, ${figure}Measured`).join(', ');
  const row = prepared<Readonly<Record<string, number>>>(
    db,
    `SELECT ${columns} FROM networkDay WHERE dimension = 'all' AND value = '' AND day = ?`,
  ).get(day);
  const of = (figure: NetworkFigure): Coverage[NetworkFigure] => ({
    of: row?.[`${figure}Of`] ?? 0,
    measured: row?.[`${figure}Measured`] ?? 0,
  });
  return {
    users: of('users'),
    activeMonth: of('activeMonth'),
    statuses: of('statuses'),
    connections: of('connections'),
  };
}

export type Mover = {
  readonly domain: Domain;
  readonly title: string | null;
  readonly softwareName: string | null;
  readonly users: number;
  /** Change over 7 days, never 0. */
  readonly users7: number;
};

/** The instances that gained and lost most users over 7 days, measured by us; the largest change first. */
export function movers(
  db: Database,
  limit: number,
): { readonly gaining: readonly Mover[]; readonly losing: readonly Mover[] } {
  return { gaining: moving(db, 'desc', limit), losing: moving(db, 'asc', limit) };
}

/** Rows read for each that is shown: changes between two imported figures are passed over, and rare. */
const SPARE = 4;

function moving(db: Database, order: 'asc' | 'desc', limit: number): readonly Mover[] {
  const query = { filter: { state: ['up'] }, sort: 'growth', order, limit: limit * SPARE } as const;
  const found = listInstances(db, query).rows.flatMap(
    ({ domain, title, softwareName, figures: { users }, users7, source }) => {
      if (users === null || users7 === null || source !== null) return [];
      const isMoving = order === 'desc' ? users7 > 0 : users7 < 0;
      return isMoving ? [{ domain, title, softwareName, users, users7 }] : [];
    },
  );
  return found.slice(0, limit);
}

export type SoftwareShare = {
  /** `null`: unknown. */
  readonly softwareName: string | null;
  readonly instances: number;
  /** `null`: none of them told it. */
  readonly users: number | null;
};

/** Instances and users by software on the newest day with totals, most users first. */
export function softwareShares(db: Database): readonly SoftwareShare[] {
  return prepared<SoftwareShare>(
    db,
    `SELECT nullif(value, '') AS softwareName, instances, users
     FROM networkDay
     WHERE dimension = 'software' AND value <> '*'
       AND day = (SELECT max(day) FROM networkDay WHERE dimension = 'all' AND value = '')
     ORDER BY users DESC, instances DESC, value`,
  ).all();
}
