import { describe, expect, test } from 'vitest';
import { handoverBetween } from '../../crawler/handover.ts';
import { elderTwin } from '../../crawler/twins.ts';
import type { Likeness } from '../../db/trust/doubts.ts';
import { DAY } from '../../db/time.ts';
import { answer, domain } from '../visits.ts';

const one = (some: Partial<Likeness> = {}): Likeness => ({
  domain: domain('a.farm.test'),
  softwareName: 'mastodon',
  softwareVersion: '4.4.2',
  title: 'A quiet place',
  users: 812,
  statuses: 40_120,
  connections: 9_321,
  ...some,
});

describe('two names of one site', () => {
  test.for<[string, Partial<Likeness>, boolean]>([
    ['that tell exactly the same are one instance', { connections: 1 }, true],
    ['that know exactly as many domains are one instance', { users: 5, statuses: 7 }, true],
    ['of another version are two', { softwareVersion: '4.5.0' }, false],
    ['of another title are two', { title: 'A loud place' }, false],
    ['of another size are two', { users: 813, connections: 9_322 }, false],
  ])('%s', ([, some, isTwin]) => expect(elderTwin(one(some), [one()]) !== null).toBe(isTwin));

  test('fresh from the same installer are two', () => {
    const fresh = { users: 1, statuses: 0, connections: 3 };
    expect(elderTwin(one(fresh), [one(fresh)])).toBeNull();
  });
  test('that say nothing of themselves are two', () => {
    expect(elderTwin(one({ title: null }), [one({ title: null })])).toBeNull();
    const mute = { users: null, statuses: null, connections: null };
    expect(elderTwin(one(mute), [one(mute)])).toBeNull();
  });
});

describe('a name has changed hands', () => {
  const past = { users: 900, statuses: 40_000, title: 'A quiet place', softwareName: 'mastodon' };
  const now = (
    title: string,
    softwareName: string,
    users: number,
  ): ReturnType<typeof answer>['observation'] =>
    answer('a.test', 0, { profile: { title, softwareName }, figures: { users, statuses: 5 } }).observation;
  test.for<[string, string, string, number, number, string | null]>([
    ['when it comes back as another after a month', 'Casino', 'mastodon', 900, 31 * DAY, 'after-absence'],
    ['when all is different at once', 'Casino', 'wordpress', 1, 0, 'all-at-once'],
    ['not when it comes back as itself', 'A quiet place', 'mastodon', 900, 90 * DAY, null],
    ['not when it is renamed', 'Another place', 'mastodon', 900, 0, null],
    ['not when it moves to other software', 'A quiet place', 'sharkey', 2, 0, null],
  ])('%s', ([, title, softwareName, users, silent, expected]) =>
    expect(handoverBetween(past, now(title, softwareName, users), silent)).toBe(expected),
  );
  test('not where nothing was known of it before', () => {
    const nothing = { users: null, statuses: null, title: null, softwareName: null };
    expect(handoverBetween(nothing, now('x', 'y', 3), 400 * DAY)).toBeNull();
  });
});
