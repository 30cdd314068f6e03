import { describe, expect, test } from 'vitest';
import { observe } from '../../crawler/observation.ts';
import { toProfile } from '../../crawler/profile.ts';
import { NOTHING } from '../../crawler/software/reading.ts';
import type { Profile } from '../../db/model.ts';

const profile = (told: Partial<Profile>) => toProfile({ ...NOTHING, profile: told });

test('an empty reading is a profile of unknowns', () => {
  expect(toProfile(NOTHING)).toEqual({
    softwareName: null,
    softwareVersion: null,
    title: null,
    description: null,
    languages: [],
    registrations: null,
    registrationsMessage: null,
    rules: [],
    minimumAge: null,
    thumbnail: null,
    characterLimit: null,
    limitedFederation: null,
  });
});

test('texts are plain and of bounded length', () => {
  const cleaned = profile({
    title: '<script>alert(1)</script>',
    description: `<p>${'word '.repeat(1_000)}</p>`,
    registrationsMessage: '<p>Closed.</p><p>Sorry!</p>',
    rules: [...Array.from({ length: 80 }, () => `<b>${'x'.repeat(3_000)}</b>`), ''],
  });
  expect(cleaned.title).toBeNull();
  expect(cleaned.description).toHaveLength(600);
  expect(cleaned.registrationsMessage).toBe('Closed. Sorry!');
  expect(cleaned.rules).toHaveLength(50);
  expect(cleaned.rules[0]).toHaveLength(1_000);
});

test.for<[string, string | null]>([
  ['Mobilizon', 'mobilizon'],
  ['iceshrimp.net', 'iceshrimp.net'],
  [' Single file ActivityPub server ', 'single file activitypub server'],
  ['<img src=x>mastodon', 'mastodon'],
  ['../../etc', '....etc'],
  ['\u0000', null],
  ['日本', null],
])('the software name %j is kept as %j', ([told, name]) => {
  expect(toProfile({ ...NOTHING, softwareName: told }).softwareName).toBe(name);
});

test('a version is cut to a hundred characters', () => {
  const version = toProfile({
    ...NOTHING,
    softwareVersion: `4.3.1\r\n<b>X</b>${'1'.repeat(60_000)}`,
  }).softwareVersion;
  expect(version).toMatch(/^4\.3\.1 X1+…$/);
  expect(version).toHaveLength(100);
});

describe('a thumbnail', () => {
  test.for<[string, string | null]>([
    ['https://files.example.org/a.png', 'https://files.example.org/a.png'],
    ['http://files.example.org/a.png', 'https://files.example.org/a.png'],
    ['https://files.example.org/a.png#x', 'https://files.example.org/a.png'],
    ['http://files.example.org:8080/a.png', null],
    ['javascript:alert(document.domain)', null],
    ['data:image/svg+xml,<svg onload=alert(1)>', null],
    ['https://user:pass@example.org/a.png', null],
    ['http://localhost:3000/a.png', null],
    ['http://127.0.0.9/thumb.png', null],
    ['http://2130706433/thumb.png', null],
    ['http://[::1]/thumb.png', null],
    ['/packs/preview.png', null],
    [`https://example.org/${'x'.repeat(600)}`, null],
    ['https://example.org/ä"><script>.png', 'https://example.org/%C3%A4%22%3E%3Cscript%3E.png'],
  ])('%j is %j', ([told, address]) => {
    expect(profile({ thumbnail: told }).thumbnail).toBe(address);
  });
});

describe('numbers of the profile', () => {
  test.for<[number, number | null]>([
    [16, 16],
    [0, null],
    [-1, null],
    [16.5, null],
    [999, null],
  ])('an age of %d is %j', ([told, age]) => {
    expect(profile({ minimumAge: told }).minimumAge).toBe(age);
  });

  test('a character limit of -1 means none is told', () => {
    expect(profile({ characterLimit: -1 }).characterLimit).toBeNull();
    expect(profile({ characterLimit: 200_000 }).characterLimit).toBe(200_000);
    expect(profile({ characterLimit: 1e300 }).characterLimit).toBeNull();
  });
});

test('what is withheld is no figure and no week, but the profile stays', () => {
  const {
    figures,
    weeks,
    profile: kept,
  } = observe({
    ...NOTHING,
    claims: { users: [5] },
    weeks: [{ weekAt: 345_600, statuses: 1, logins: 1, registrations: 1, isComplete: true }],
    profile: { title: 'T' },
    withheld: 'hide_in_statistics',
  });
  expect(figures.users).toBeNull();
  expect(weeks).toEqual([]);
  expect(kept.title).toBe('T');
});
