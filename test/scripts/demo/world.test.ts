import { describe, expect, it } from 'vitest';
import { DAY } from '../../../db/time.ts';
import { KINDS, readCast } from '../../../scripts/demo/cast.ts';
import { countsAt } from '../../../scripts/demo/growth.ts';
import type { DemoInstance, World } from '../../../scripts/demo/world.ts';
import {
  PLAY_DAYS,
  WAVE_DAY,
  isLying,
  lifeAt,
  livingDomains,
  makeWorld,
  newHome,
  profileAt,
} from '../../../scripts/demo/world.ts';

const START = 1_750_000_000;
const cast = readCast();
const world = makeWorld({ cast, seed: 1, size: 60, startAt: START });
const at = (day: number): number => START + day * DAY;
const find = (of: World, domain: string): DemoInstance => {
  const instance = of.byDomain.get(domain);
  if (instance === undefined) throw new Error(`${domain} is not in the world`);
  return instance;
};

describe('the demo world', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(makeWorld({ cast, seed: 1, size: 60, startAt: START })).toEqual(world);
    const other = makeWorld({ cast, seed: 2, size: 60, startAt: START });
    const here = countsAt(world, find(world, 'harbour.test'), at(50));
    expect(countsAt(other, find(other, 'harbour.test'), at(50))).not.toEqual(here);
  });

  it('has every software, each instance under a name of its own', () => {
    expect(new Set(world.instances.map(({ kind }) => kind))).toEqual(new Set(KINDS));
    expect(world.byDomain.size).toBe(60);
  });

  it('can be larger than its cast, without playing an event twice', () => {
    const large = makeWorld({ cast, seed: 1, size: 150, startAt: START });
    expect(large.byDomain.size).toBe(150);
    expect(large.instances.filter(({ role }) => role === 'moves')).toHaveLength(1);
  });

  it.each([
    'users',
    'activeMonth',
    'activeHalfYear',
    'activeWeek',
    'statuses',
    'comments',
    'connections',
  ] as const)('counts %s in whole numbers that can be true', (figure) => {
    for (const instance of world.instances) {
      for (let day = 0; day <= PLAY_DAYS + 60; day += 7) {
        if (at(day) < instance.bornAt) continue;
        const counts = countsAt(world, instance, at(day));
        expect(Number.isSafeInteger(counts[figure])).toBe(true);
        expect(counts[figure]).toBeGreaterThanOrEqual(0);
        expect(counts.activeMonth).toBeLessThanOrEqual(counts.users);
      }
    }
  });

  it('never unwrites a status', () => {
    for (const instance of world.instances) {
      let before = 0;
      for (let day = 0; day <= PLAY_DAYS; day += 0.5) {
        if (at(day) < instance.bornAt) continue;
        const { statuses } = countsAt(world, instance, at(day));
        expect(statuses).toBeGreaterThanOrEqual(before);
        before = statuses;
      }
    }
  });

  it('grows most in the week of the wave', () => {
    const total = (day: number): number =>
      world.instances
        .filter(({ bornAt }) => bornAt < at(0))
        .reduce((sum, instance) => sum + countsAt(world, instance, at(day)).users, 0);
    const wave = total(WAVE_DAY + 7) - total(WAVE_DAY);
    expect(wave).toBeGreaterThan(2 * (total(40) - total(33)));
    expect(total(PLAY_DAYS)).toBeGreaterThan(total(0) * 1.3);
  });
});

describe('events of the demo world', () => {
  it.each([
    ['verger.test', 14, 'unborn'],
    ['verger.test', 16, 'up'],
    ['fournil.test', 69, 'up'],
    ['fournil.test', 71, 'gone'],
    ['brume.test', 85, 'vanished'],
    ['harbour.test', 51, 'up'],
    ['harbour.test', 53, 'outage'],
    ['harbour.test', 56, 'up'],
    ['old-mill.test', 99, 'up'],
    ['old-mill.test', 101, 'moved'],
  ])('%s on day %i: %s', (domain, day, life) => {
    expect(lifeAt(world, find(world, domain), at(day))).toBe(life);
  });

  it('moves a community with everything it had', () => {
    expect(newHome(world)).toBe('new-mill.test');
    const before = countsAt(world, find(world, 'old-mill.test'), at(99)).users;
    const after = countsAt(world, find(world, 'new-mill.test'), at(101)).users;
    expect(after / before).toBeGreaterThan(0.95);
  });

  it('closes sign-ups in the wave, says why, and reopens them by and by', () => {
    const lantern = find(world, 'lanterne.test');
    const days = [100, 110, 140, 170].map((day) => profileAt(world, lantern, at(day)).registrations);
    expect(days).toEqual(['open', 'closed', 'approval', 'open']);
    expect(profileAt(world, lantern, at(110)).registrationsMessage).toContain('inscriptions');
    expect(profileAt(world, lantern, at(170)).registrationsMessage).toBeNull();
  });

  it('upgrades versions, changes rules and titles, removes idle accounts, and lies for four days', () => {
    const profile = (domain: string, day: number) => profileAt(world, find(world, domain), at(day));
    expect(profile('atelier.test', 0).version).not.toBe(profile('atelier.test', 180).version);
    expect(profile('tinkers.test', 121).rules).toHaveLength(profile('tinkers.test', 119).rules.length + 1);
    expect(profile('mezzanine.test', 76).title).not.toBe(profile('mezzanine.test', 74).title);
    const keepers = find(world, 'lighthouse-keepers.test');
    expect(countsAt(world, keepers, at(62)).users).toBeLessThan(
      countsAt(world, keepers, at(58)).users * 0.95,
    );
    const liar = find(world, 'argentique.test');
    expect([87, 88, 91, 92].map((day) => isLying(world, liar, at(day)))).toEqual([false, true, true, false]);
  });

  it('knows whose names exist', () => {
    expect(livingDomains(world, at(0))).not.toContain('verger.test');
    expect(livingDomains(world, at(20))).toContain('verger.test');
    expect(livingDomains(world, at(90))).not.toContain('brume.test');
  });
});
