/** The true counts of a demo instance at a time: S-curves, a wave, weekly rhythm. Pure; what it answers may be another thing. */
import { DAY } from '../../db/time.ts';
import type { Kind } from './cast.ts';
import { between, dice } from './dice.ts';
import type { DemoInstance, World } from './world.ts';
import { PLAY_DAYS, PURGE_DAY, WAVE_DAY, playDay } from './world.ts';

/** Whole numbers >= 0. */
export type Counts = {
  readonly users: number;
  readonly activeMonth: number;
  readonly activeHalfYear: number;
  readonly activeWeek: number;
  readonly statuses: number;
  readonly comments: number;
  readonly connections: number;
};

/** The wave comes in over about a week. */
const WAVE_SCALE_DAYS = 2.5;
/** How much more of the accounts are active in the wave. */
const WAVE_ZEAL = 0.35;
/** Enthusiasm of newcomers fades with this time constant. */
const WAVE_FADE_DAYS = 25;
const NEWBORN_RAMP_DAYS = 30;
/** Age of a community that moves, before the play. */
const MOVED_AGE_DAYS = 700;
const WEEK_DAYS = 7;
/** How much more is written on the liveliest day of the week than on an average one. */
const WEEKLY_SWING = 0.35;
/** Some communities lose accounts again after the wave: this share of them, and so much of them a day. */
const EBBING = 0.2;
const EBB_PER_DAY = 0.0015;
/** Share of accounts that a purge removes. */
const PURGED = 0.12;
/** Comments per post, where they are told apart. */
const COMMENTS: Partial<Readonly<Record<Kind, number>>> = {
  lemmy: 7.5,
  piefed: 5,
  mbin: 4,
  peertube: 1.6,
  friendica: 0.4,
  hubzilla: 0.5,
  diaspora: 1.1,
  mobilizon: 0.3,
  wordpress: 0.8,
};
/** Posts per active account and day; videos and events are rarer than notes. */
const PACE: Partial<Readonly<Record<Kind, number>>> = {
  misskey: 4,
  sharkey: 4,
  lemmy: 0.12,
  peertube: 0.06,
  pixelfed: 0.25,
  mobilizon: 0.04,
  writefreely: 0.05,
  wordpress: 0.15,
  funkwhale: 0.08,
  bookwyrm: 0.3,
};
const USUAL_PACE = 1.4;

/** One part of the growth: a level reached along an S-curve around a day of the play. */
type Curve = { readonly level: number; readonly middle: number; readonly scale: number };

/** @param at Unix seconds, not before the instance was born */
export function countsAt(world: World, instance: DemoInstance, at: number): Counts {
  const day = playDay(world, at);
  const chance = (what: string): number => dice(world.seed, community(instance), what);
  const rises = curves(instance, chance);
  // Who moved brought everything along.
  const bornDay = isMover(instance) ? -MOVED_AGE_DAYS : playDay(world, instance.bornAt);
  const ramp = bornDay > 0 ? 1 - Math.exp((bornDay - day) / NEWBORN_RAMP_DAYS) : 1;
  const purged = instance.role === 'purges' ? 1 - PURGED * logistic((day - PURGE_DAY) / 0.2) : 1;
  const ebb = chance('ebb') < EBBING ? 1 - EBB_PER_DAY * Math.max(0, day - WAVE_DAY - WAVE_FADE_DAYS / 2) : 1;
  const users = Math.max(
    1,
    Math.round(ramp * purged * Math.max(0.2, ebb) * sum(rises, (curve) => levelAt(curve, day))),
  );
  const share = between(0.1, 0.42, chance('active'));
  const fresh =
    WAVE_ZEAL *
    logistic((day - WAVE_DAY) / WAVE_SCALE_DAYS) *
    Math.exp(-Math.max(0, day - WAVE_DAY) / WAVE_FADE_DAYS);
  const mood = between(-0.01, 0.01, chance(`mood ${Math.floor(day)}`));
  const rhythm = Math.sin((2 * Math.PI * (at / DAY)) / WEEK_DAYS);
  const activeMonth = Math.min(
    users,
    Math.round(users * share * (1 + fresh) * (1 + 0.02 * rhythm) * (1 + mood)),
  );
  const pace = (PACE[instance.kind] ?? USUAL_PACE) * share * between(0.5, 1.5, chance('pace'));
  const statuses = Math.round(
    ramp * pace * sum(rises, (curve) => curve.level * daysLived(curve, bornDay, day)),
  );
  return {
    users,
    activeMonth,
    activeHalfYear: Math.min(users, Math.round(activeMonth * 1.9)),
    activeWeek: Math.round(activeMonth * (0.6 + 0.06 * rhythm)),
    statuses,
    comments: Math.round(statuses * (COMMENTS[instance.kind] ?? 0)),
    connections: connectionsAt(users, day, at, ramp, chance),
  };
}

/** A community that moves is the same one under both its names. */
function community(instance: DemoInstance): string {
  return isMover(instance) ? 'movers' : instance.domain;
}

function isMover({ role }: DemoInstance): boolean {
  return role === 'moves' || role === 'arrives';
}

/** A third to two thirds are there before; then a rise of its own, and the wave that reaches all. */
function curves({ member, role }: DemoInstance, chance: (what: string) => number): Curve[] {
  const before = between(0.35, 0.7, chance('before'));
  const waveShare = role === 'closes' ? 0.7 : between(0.25, 0.5, chance('wave'));
  const rest = member.size * (1 - before);
  return [
    { level: member.size * before, middle: -PLAY_DAYS * 3, scale: 120 },
    {
      level: rest * (1 - waveShare),
      middle: between(10, PLAY_DAYS, chance('middle')),
      scale: between(12, 40, chance('scale')),
    },
    { level: rest * waveShare, middle: WAVE_DAY + 4 * chance('reached'), scale: WAVE_SCALE_DAYS },
  ];
}

function levelAt({ level, middle, scale }: Curve, day: number): number {
  return level * logistic((day - middle) / scale);
}

/** The integral of the S-curve over time, in days, with the weekly rhythm: never falls. */
function daysLived({ middle, scale }: Curve, bornDay: number, day: number): number {
  const sofar = scale * (softplus((day - middle) / scale) - softplus((bornDay - middle) / scale));
  const phase = (2 * Math.PI) / WEEK_DAYS;
  return Math.max(
    0,
    sofar + (logistic((day - middle) / scale) * WEEKLY_SWING * Math.sin(phase * day)) / phase,
  );
}

function connectionsAt(
  users: number,
  day: number,
  at: number,
  ramp: number,
  chance: (what: string) => number,
): number {
  const level = between(600, 1_400, chance('connections')) * Math.log2(users + 2);
  const wobble = 1 + 0.004 * Math.sin(at / DAY / 11 + 6 * chance('wobble'));
  return Math.round(ramp * level * (1 + 0.0012 * day) * wobble);
}

function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

function softplus(x: number): number {
  return x > 30 ? x : Math.log1p(Math.exp(x));
}

function sum<Item>(items: readonly Item[], of: (item: Item) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
