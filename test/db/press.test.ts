import { expect, test } from 'vitest';
import { optOut } from '../../db/consent.ts';
import { openWriter } from '../../db/open.ts';
import { importPress, readPress } from '../../db/press/press.ts';
import { publishedNetwork, publishedOf } from '../../db/network/published.ts';
import { dayOf, dayText } from '../../db/time.ts';
import { domainOf } from '../rows.ts';

const ETALAB = domainOf('mastodon.etalab.gouv.fr');

test('the press of April 2017 is there with its sources, and twice changes nothing', () => {
  const db = openWriter(':memory:');
  expect(importPress(db)).toBe(readPress().figures.length);
  expect(importPress(db)).toBe(0);
  const told = (figure: 'users' | 'instances'): unknown =>
    publishedNetwork(db, figure).map(({ source, points }) => [
      source,
      ...points.map(({ at, value, isAround }) => [dayText(dayOf(at)), value, isAround]),
    ]);
  expect(told('users')).toEqual([
    ['Acteurs publics 2017-04-28', ['2017-04-28', 500_000, true]],
    ['Etalab 2017-04-20', ['2017-04-20', 400_000, true]],
  ]);
  expect(told('instances')).toEqual([
    ['Acteurs publics 2017-04-28', ['2017-04-28', 1_500, true]],
    ['Etalab 2017-04-20', ['2017-04-20', 1_000, true]],
  ]);
  const users = publishedOf(db, ETALAB, 'users');
  expect(users.map(({ points }) => points.map(({ value }) => value))).toEqual([[880], [170], [100]]);
  expect(users.every(({ url, licence }) => url.startsWith('https://') && licence !== '')).toBe(true);
  expect(db.prepare('SELECT count(*) FROM day').pluck().get()).toBe(0);
});

test('the press on an instance that opted out stays out', () => {
  const db = openWriter(':memory:');
  optOut(db, ETALAB, '', 0);
  importPress(db);
  expect(publishedOf(db, ETALAB, 'users')).toEqual([]);
});
