/** Reads which graphs a wall shows out of an address, and writes them back. What is not understood is left out. */
import { parseDomain } from '../db/domain.ts';
import type { Domain } from '../db/model.ts';
import { CHARTS, type ChartId } from './charts.ts';
import { THEMES } from './charts/palette.ts';
import { RANGES } from './charts/points.ts';
import { MOST_COMPARED } from './comparison.ts';
import { chartNamed, type Subject } from './embed/subject.ts';

/** More graphs than these nobody can read from across a room. */
const MOST_GRAPHS = 12;
/** Minutes between two loads of the page. */
export const EVERY = [1, 5, 15, 60] as const;
const USUAL_EVERY = 5;
/** Letters of the title. */
export const MOST_LETTERS = 80;
/** Letters shown of what is not understood. */
const STRANGE_LETTERS = 40;
export const WALL_THEMES = ['auto', ...THEMES] as const;

export type Wall = {
  /** Written as in the address: 'network:users', 'public-sector:users' and 'public-sector-fr:users'. */
  readonly groups: readonly string[];
  readonly domains: readonly Domain[];
  /** Graphs and names asked for that are none, as they were written. */
  readonly strange: readonly string[];
  /** Whether the instances are shown in one graph too. */
  readonly isTogether: boolean;
  readonly title: string | null;
  readonly range: (typeof RANGES)[number] | null;
  readonly theme: (typeof WALL_THEMES)[number];
  /** Minutes. */
  readonly every: (typeof EVERY)[number];
};
export type WallGraph = { readonly subject: Subject; readonly id: ChartId };

function among<Value>(values: readonly Value[], text: string | null): Value | null {
  return values.find((value) => String(value) === text) ?? null;
}

/** 'public-sector-fr:users' taken apart; `null` for anything else. */
function groupGraph(text: string): WallGraph | null {
  const [, of = '', country, metric = ''] =
    /^(network|public-sector)(?:-([a-z]{2}))?:([a-zA-Z]+)$/.exec(text) ?? [];
  const chart = chartNamed(metric);
  if (chart === null || (of === 'network' && country !== undefined)) return null;
  const subject: Subject =
    of === 'network'
      ? { kind: 'network' }
      : { kind: 'public-sector', country: country?.toUpperCase() ?? null };
  return { subject, id: chart.id };
}

export function readWall(query: URLSearchParams, allowedSuffixes: readonly string[]): Wall {
  const named = query
    .getAll('i')
    .flatMap((text) => text.slice(0, 2_300).split(/[\s,]+/))
    .filter((text) => text !== '');
  const names = named.flatMap((text) => parseDomain(text, allowedSuffixes) ?? []);
  const asked = query.getAll('g').filter((text) => text !== '');
  const strange = [
    ...named.filter((text) => parseDomain(text, allowedSuffixes) === null),
    ...asked.filter((text) => groupGraph(text) === null),
  ].map((text) => text.slice(0, STRANGE_LETTERS));
  const title = query.get('title')?.trim().slice(0, MOST_LETTERS) ?? '';
  return {
    groups: [...new Set(query.getAll('g'))].filter((text) => groupGraph(text) !== null).slice(0, MOST_GRAPHS),
    domains: [...new Set(names)].slice(0, MOST_COMPARED),
    strange: [...new Set(strange)].slice(0, MOST_COMPARED),
    isTogether: query.get('together') === 'yes',
    title: title === '' ? null : title,
    range: among(RANGES, query.get('range')),
    theme: among(WALL_THEMES, query.get('theme')) ?? 'auto',
    every: among(EVERY, query.get('every')) ?? USUAL_EVERY,
  };
}

/** Whether there is anything to show. */
export function isEmptyWall({ groups, domains }: Wall): boolean {
  return groups.length === 0 && domains.length === 0;
}

/** In the order they hang in. */
export function graphsOf({ groups, domains, isTogether }: Wall): readonly WallGraph[] {
  const [first] = CHARTS;
  const id = first?.id ?? 'users';
  const each = domains.map((domain): WallGraph => ({ subject: { kind: 'instance', domain }, id }));
  const all: readonly WallGraph[] =
    isTogether && domains.length > 1 ? [{ subject: { kind: 'compare', domains }, id }] : [];
  return [...groups.flatMap((text) => groupGraph(text) ?? []), ...all, ...each].slice(0, MOST_GRAPHS);
}

export function writeWall(wall: Wall): URLSearchParams {
  const query = new URLSearchParams();
  for (const group of wall.groups) query.append('g', group);
  for (const domain of wall.domains) query.append('i', domain);
  const { title, range, theme, every, isTogether } = wall;
  if (isTogether) query.set('together', 'yes');
  for (const [name, value] of Object.entries({ title, range })) if (value !== null) query.set(name, value);
  if (theme !== 'auto') query.set('theme', theme);
  if (every !== USUAL_EVERY) query.set('every', String(every));
  return query;
}
