/** When the network or an instance first passed a round number, found in the daily rows. Measured figures only; nothing is stored for it. */
import { decodeCursor, encodeCursor } from '../directory/cursor.ts';
import { keptFor } from '../memo.ts';
import type { Domain } from '../model.ts';
import { networkSeries } from '../series/network-series.ts';
import type { Database } from '../open.ts';
import { prepared } from '../prepared.ts';
import { dayStart } from '../time.ts';

export const MILESTONE_FIGURES = ['users', 'activeMonth', 'statuses', 'instances'] as const;
export type Milestone = {
  /** Start of the day, Unix seconds. */
  readonly at: number;
  /** `null`: the network. */
  readonly domain: Domain | null;
  readonly title: string | null;
  readonly figure: (typeof MILESTONE_FIGURES)[number];
  /** The round number. */
  readonly passed: number;
};

/** 1, 2 or 5 with nothing but zeros behind it, from this on. */
const LEAST = { network: 100, instance: 1_000 };
/** Days looked back on for instances: as far as the growth kept for each of them reaches. */
const DAYS = 30;
/** Finding them takes a look at every instance. */
const FRESH_SECONDS = 600;

/** The largest round number that is not above `count`; 0 where there is none. */
export function roundBelow(count: number, least: number): number {
  if (count < least) return 0;
  const power = 10 ** Math.floor(Math.log10(count));
  const step = [5, 2].find((one) => one * power <= count) ?? 1;
  const round = step * power;
  return round < least ? 0 : round;
}

/** The newest first, then by name, the network before all; no two are at one place. */
export const milestones = keptFor(FRESH_SECONDS, (db: Database): readonly Milestone[] =>
  [...ofNetwork(db), ...ofInstances(db)].toSorted(inOrder),
);

/** Where a milestone stands in the list. */
type Place = Pick<Milestone, 'at' | 'figure'> & { readonly domain: string | null };

function inOrder(a: Place, b: Place): number {
  const [before, after] = [a.domain ?? '', b.domain ?? ''];
  if (a.at !== b.at) return b.at - a.at;
  if (before !== after) return before < after ? -1 : 1;
  return MILESTONE_FIGURES.indexOf(a.figure) - MILESTONE_FIGURES.indexOf(b.figure);
}

export type MilestonePage = {
  readonly items: readonly Milestone[];
  /** Where the next page begins, opaque; `null`: this was the last. */
  readonly next: string | null;
};

const CURSOR_LIST = 'milestones';
/** A cursor holds one number and a name: the last digit of the number says the figure; the network's name is a hyphen. */
const FIGURES_ROOM = 10;
const NETWORK_NAME = '-';

/** @param now Unix seconds; only decides when to look again. @throws RangeError for a cursor that is none of ours */
export function milestonePage(db: Database, now: number, limit: number, after?: string): MilestonePage {
  const place = after === undefined ? null : readPlace(after);
  const left = milestones(db, now).filter((one) => place === null || inOrder(one, place) > 0);
  const items = left.slice(0, limit);
  const last = left.length > limit ? items.at(-1) : undefined;
  return { items, next: last === undefined ? null : writePlace(last) };
}

function writePlace({ at, domain, figure }: Place): string {
  const value = at * FIGURES_ROOM + MILESTONE_FIGURES.indexOf(figure);
  return encodeCursor(CURSOR_LIST, { value, domain: domain ?? NETWORK_NAME });
}

function readPlace(text: string): Place {
  const { value, domain } = decodeCursor(CURSOR_LIST, text);
  const figure = MILESTONE_FIGURES[(value ?? -1) % FIGURES_ROOM];
  if (value === null || figure === undefined)
    throw new RangeError('The cursor does not belong to this list: start again without it.');
  return { at: Math.floor(value / FIGURES_ROOM), domain: domain === NETWORK_NAME ? null : domain, figure };
}

function ofNetwork(db: Database): readonly Milestone[] {
  return MILESTONE_FIGURES.flatMap((figure) => {
    // A list grown by an import is no growth of the network, so those days neither pass nor count.
    const days = networkSeries(db, figure, 'day').filter((day) => day.measured > 0 && day.imported === 0);
    let highest: number | null = null;
    return days.flatMap(({ at, value }): Milestone[] => {
      if (value === null) return [];
      const before = highest;
      highest = Math.max(before ?? 0, value);
      const passed = roundBelow(value, LEAST.network);
      return before !== null && passed > before ? [{ at, domain: null, title: null, figure, passed }] : [];
    });
  });
}

type Grown = {
  readonly id: number;
  readonly domain: Domain;
  readonly title: string | null;
  readonly users: number;
  readonly usersBefore: number;
};

/** Those that have more accounts than a month ago, with a round number between. */
function ofInstances(db: Database): readonly Milestone[] {
  const grown = prepared<Grown>(
    db,
    `SELECT i.id, i.domain, p.title, l.users, v.usersBefore
     FROM latest AS l
     CROSS JOIN longView AS v ON v.instance = l.instance
     CROSS JOIN instance AS i ON i.id = l.instance
     LEFT JOIN profile AS p ON p.instance = i.id AND p.untilAt IS NULL
     WHERE l.source IS NULL AND l.users > v.usersBefore AND l.users >= ${LEAST.instance} AND i.blockedAt IS NULL`,
  ).all();
  return grown.flatMap(({ id, domain, title, users, usersBefore }): Milestone[] => {
    const passed = roundBelow(users, LEAST.instance);
    if (passed <= usersBefore) return [];
    const day = firstDayAbove(db, id, passed);
    return day === null ? [] : [{ at: dayStart(day), domain, title, figure: 'users', passed }];
  });
}

/** `null`: it was there before the days looked back on. */
function firstDayAbove(db: Database, instance: number, count: number): number | null {
  const { first, newest } = prepared<{ first: number | null; newest: number | null }>(
    db,
    `SELECT min(day) FILTER (WHERE users >= @count) AS first, max(day) AS newest
     FROM day
     WHERE instance = @instance AND source IS NULL`,
  ).get({ instance, count }) ?? { first: null, newest: null };
  return first === null || newest === null || first < newest - DAYS - 7 ? null : first;
}
