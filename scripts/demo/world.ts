/** The demo's fediverse as a pure function of seed, instance and time: who is there, in what state, and what each says of itself. */
import { parseDomain } from '../../db/domain.ts';
import type { Domain, Registrations } from '../../db/model.ts';
import { DAY } from '../../db/time.ts';
import type { Kind, Member, Role } from './cast.ts';
import { HOUSE_RULES, RELEASES } from './customs.ts';
import { between, dice } from './dice.ts';

/** How long the prepared events take; afterwards things only grow. */
export const PLAY_DAYS = 180;
/** A wave of newcomers reaches everybody around this day of the play. */
export const WAVE_DAY = 105;
/** Days of the play (from its start) on which the events of the roles happen. */
const EVENT_DAY = { ends: 70, renames: 75, rules: 120, moves: 100, purges: 60 } as const;
const OUTAGE_DAYS = { from: 52, until: 55 };
const LIE_DAYS = { from: 88, until: 92 };
const FIRST_BIRTH_DAY = 15;
const DAYS_BETWEEN_BIRTHS = 22;
const FIRST_VANISHING_DAY = 84;
const DAYS_BETWEEN_VANISHINGS = 30;
/** Sign-ups of the role `closes`, from these days on. */
const CLOSING: readonly (readonly [day: number, state: Registrations])[] = [
  [-Infinity, 'open'],
  [WAVE_DAY + 1, 'closed'],
  [130, 'approval'],
  [160, 'open'],
];
/** Administrators upgrade up to this long after a release, days. */
const UPGRADE_LAG_DAYS = 35;

export type DemoInstance = {
  readonly domain: Domain;
  readonly kind: Kind;
  readonly role: Role | null;
  readonly member: Member;
  /** Unix seconds. */
  readonly bornAt: number;
  /** When it ended, vanished or moved; `null`: it stays. */
  readonly endAt: number | null;
};
export type World = {
  readonly seed: number;
  /** When the play starts, Unix seconds. */
  readonly startAt: number;
  readonly instances: readonly DemoInstance[];
  readonly byDomain: ReadonlyMap<string, DemoInstance>;
};
/** unborn and vanished: no such name · gone: 410 · moved: redirects · outage: 503 · up: answers */
export type Life = 'unborn' | 'up' | 'outage' | 'gone' | 'vanished' | 'moved';

type WorldOptions = {
  readonly cast: readonly Member[];
  readonly seed: number;
  /** How many instances; beyond the cast, its members come again under numbered names. */
  readonly size: number;
  /** Unix seconds. */
  readonly startAt: number;
};

/** What an instance says of itself at a time. */
export type DemoProfile = {
  readonly version: string;
  readonly title: string;
  readonly description: string;
  readonly registrations: Registrations;
  readonly registrationsMessage: string | null;
  readonly rules: readonly string[];
};

export function makeWorld({ cast, seed, size, startAt }: WorldOptions): World {
  const counters = new Map<Role, number>();
  const instances = Array.from({ length: size }, (_, index): DemoInstance => {
    const member = memberAt(cast, index);
    const { role } = member;
    const nth = role === null ? 0 : (counters.get(role) ?? 0);
    if (role !== null) counters.set(role, nth + 1);
    const domain = parseDomain(`${member.name}.test`, ['test']);
    if (domain === null) throw new Error(`the cast has an impossible name: ${member.name}`);
    const age = between(200, 2_500, dice(seed, domain, 'age'));
    return {
      domain,
      kind: member.kind,
      role,
      member,
      bornAt: Math.round(startAt + DAY * (birthDay(role, nth) ?? -age)),
      endAt: endDay(role, nth) === null ? null : startAt + DAY * (endDay(role, nth) ?? 0),
    };
  });
  const byDomain = new Map<string, DemoInstance>(instances.map((instance) => [instance.domain, instance]));
  return { seed, startAt, instances, byDomain };
}

function memberAt(cast: readonly Member[], index: number): Member {
  const member = cast[index % cast.length];
  if (member === undefined) throw new Error('the cast is empty');
  const round = Math.floor(index / cast.length);
  if (round === 0) return member;
  const again = round + 1;
  return { ...member, role: null, name: `${member.name}-${again}`, title: `${member.title} ${again}` };
}

function birthDay(role: Role | null, nth: number): number | null {
  if (role === 'born') return FIRST_BIRTH_DAY + DAYS_BETWEEN_BIRTHS * nth;
  return role === 'arrives' ? EVENT_DAY.moves - 2 : null;
}

function endDay(role: Role | null, nth: number): number | null {
  if (role === 'vanishes') return FIRST_VANISHING_DAY + DAYS_BETWEEN_VANISHINGS * nth;
  return role === 'ends' || role === 'moves' ? EVENT_DAY[role] : null;
}

/** Days since the play started. */
export function playDay(world: World, at: number): number {
  return (at - world.startAt) / DAY;
}

export function lifeAt(world: World, { role, bornAt, endAt }: DemoInstance, at: number): Life {
  if (at < bornAt) return 'unborn';
  if (endAt !== null && at >= endAt) {
    if (role === 'ends') return 'gone';
    return role === 'moves' ? 'moved' : 'vanished';
  }
  const day = playDay(world, at);
  return role === 'outage' && day >= OUTAGE_DAYS.from && day < OUTAGE_DAYS.until ? 'outage' : 'up';
}

/** Domains whose names exist at a time. */
export function livingDomains(world: World, at: number): Domain[] {
  return world.instances
    .filter((instance) => !['unborn', 'vanished'].includes(lifeAt(world, instance, at)))
    .map(({ domain }) => domain);
}

export function isLying(world: World, { role }: DemoInstance, at: number): boolean {
  const day = playDay(world, at);
  return role === 'lies' && day >= LIE_DAYS.from && day < LIE_DAYS.until;
}

/** Where a moved instance went. */
export function newHome(world: World): Domain | null {
  return world.instances.find(({ role }) => role === 'arrives')?.domain ?? null;
}

export function profileAt(world: World, instance: DemoInstance, at: number): DemoProfile {
  const { member, role } = instance;
  const day = playDay(world, at);
  const registrations = registrationsAt(world, instance, day);
  return {
    version: versionAt(world, instance, day),
    title: role === 'renames' && day >= EVENT_DAY.renames ? `${member.title} (côté cour)` : member.title,
    description: member.description,
    registrations,
    registrationsMessage: registrations === 'closed' && role === 'closes' ? closedMessage(member) : null,
    rules: rulesAt(world, instance, day),
  };
}

function versionAt({ seed }: World, { domain, kind }: DemoInstance, day: number): string {
  const lag = UPGRADE_LAG_DAYS * dice(seed, domain, 'lag');
  const out = RELEASES[kind].filter(([released], index) => index === 0 || released + lag <= day);
  return out.at(-1)?.[1] ?? '';
}

function registrationsAt({ seed }: World, { domain, role }: DemoInstance, day: number): Registrations {
  if (role === 'closes') return CLOSING.findLast(([from]) => from <= day)?.[1] ?? 'open';
  if (role === 'limited') return 'closed';
  const chance = dice(seed, domain, 'registrations');
  if (chance < 0.45) return 'open';
  return chance < 0.75 ? 'approval' : 'closed';
}

function closedMessage({ language }: Member): string {
  return language === 'fr'
    ? 'Trop de monde à la fois : les inscriptions rouvriront bientôt.'
    : 'Too many people at once: sign-ups will reopen soon.';
}

function rulesAt({ seed }: World, { domain, member, role }: DemoInstance, day: number): readonly string[] {
  const all = HOUSE_RULES[member.language];
  const usual = Math.max(2, all.length - 1 - Math.floor(3 * dice(seed, domain, 'rules')));
  const rules = all.slice(0, usual);
  const added = all.at(-1);
  return role === 'rules' && day >= EVENT_DAY.rules && added !== undefined ? [...rules, added] : rules;
}

/** When idle accounts go, in days of the play. */
export const PURGE_DAY = EVENT_DAY.purges;
