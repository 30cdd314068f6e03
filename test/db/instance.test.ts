/** What is known of one instance: detail, changes of its figures, refusals, and how its profile changed. */
import { beforeEach, describe, expect, test } from 'vitest';
import { profileChanges } from '../../db/changes.ts';
import { block } from '../../db/consent.ts';
import { findInstance } from '../../db/instance.ts';
import { openWriter } from '../../db/open.ts';
import type { Database } from '../../db/open.ts';
import { DAY } from '../../db/time.ts';
import {
  AT0,
  DAY0,
  domainOf,
  insertDay,
  insertInstance,
  insertLatest,
  insertProfile,
  insertRefusal,
  insertSource,
} from '../rows.ts';

const A = domainOf('a.example.org');
let db: Database;

beforeEach(() => {
  db = openWriter(':memory:');
});

describe('an instance', () => {
  test('that is not in the register is null', () => {
    expect(findInstance(db, A)).toBeNull();
  });

  test('that was blocked is shown to the operator alone', () => {
    insertInstance(db, A);
    block(db, A, 'spam', AT0);
    expect(findInstance(db, A)).toBeNull();
    expect(findInstance(db, A, true)).toMatchObject({ domain: A });
  });

  test('that never answered has neither profile nor figures', () => {
    insertInstance(db, A, {
      state: 'discovered',
      addedBy: 'peer',
      failureKind: 'dns',
      failureDetail: 'ENOTFOUND',
    });
    const found = findInstance(db, A);
    expect(found).toMatchObject({
      state: 'discovered',
      profile: null,
      observedAt: null,
      failureKind: 'dns',
      failureDetail: 'ENOTFOUND',
      refusals: [],
      languages: [],
    });
    expect(found?.changes.users).toEqual({ day1: null, day7: null, day30: null });
  });

  test('is shown with its current profile, lists and flags read back', () => {
    const id = insertInstance(db, A);
    insertProfile(db, id, { fromAt: AT0 - 9, untilAt: AT0, title: 'before' });
    insertProfile(db, id, {
      title: 'now',
      rules: ['be kind'],
      languages: ['fr'],
      limitedFederation: false,
      minimumAge: 16,
    });
    insertLatest(db, id, { users: 3 });
    expect(findInstance(db, A)?.profile).toEqual({
      softwareName: null,
      softwareVersion: null,
      title: 'now',
      description: null,
      languages: ['fr'],
      registrations: null,
      registrationsMessage: null,
      rules: ['be kind'],
      minimumAge: 16,
      thumbnail: null,
      characterLimit: null,
      limitedFederation: false,
    });
  });

  test('tells its change over 1 and 30 days from measured days, and over 7 from the rollup', () => {
    const id = insertInstance(db, A);
    const source = insertSource(db);
    insertLatest(db, id, { at: AT0 + 100, users: 100, statuses: 50, users7: 7 });
    insertDay(db, id, DAY0, { users: 100, statuses: 50 });
    insertDay(db, id, DAY0 - 1, { users: 90 });
    insertDay(db, id, DAY0 - 30, { users: 10, source: source.id });
    insertDay(db, id, DAY0 - 33, { users: 40, statuses: 60 });
    const { changes } = findInstance(db, A) ?? {};
    expect(changes?.users).toEqual({ day1: 10, day7: 7, day30: 60 });
    expect(changes?.statuses).toEqual({ day1: null, day7: null, day30: -10 });
    expect(changes?.connections).toEqual({ day1: null, day7: null, day30: null });
  });

  test('lists its refused figures, last seen first', () => {
    const id = insertInstance(db, A);
    insertRefusal(db, id, { figure: 'users', lastAt: AT0 });
    insertRefusal(db, id, { figure: 'statuses', rule: 'fractional', raw: '1.5', lastAt: AT0 + DAY });
    expect(findInstance(db, A)?.refusals).toEqual([
      { figure: 'statuses', rule: 'fractional', raw: '1.5', fromAt: AT0, lastAt: AT0 + DAY },
      { figure: 'users', rule: 'negative', raw: '-1', fromAt: AT0, lastAt: AT0 },
    ]);
  });
});

describe('the changes of a profile', () => {
  test('come newest first, one per field, and the first profile is none', () => {
    const id = insertInstance(db, A);
    insertProfile(db, id, { fromAt: 1, untilAt: 2, softwareVersion: '4.2', rules: ['a'] });
    insertProfile(db, id, { fromAt: 2, untilAt: 3, softwareVersion: '4.3', rules: ['a', 'b'] });
    insertProfile(db, id, { fromAt: 3, softwareVersion: '4.3', rules: ['a', 'b'], limitedFederation: true });
    expect(profileChanges(db, A, 10)).toEqual([
      { at: 3, field: 'limitedFederation', before: null, after: true, source: null },
      { at: 2, field: 'softwareVersion', before: '4.2', after: '4.3', source: null },
      { at: 2, field: 'rules', before: ['a'], after: ['a', 'b'], source: null },
    ]);
    expect(profileChanges(db, A, 2)).toHaveLength(2);
  });

  test('leave out what a publication did not say and a visit then did', () => {
    const id = insertInstance(db, A);
    const source = insertSource(db).id;
    insertProfile(db, id, { fromAt: 1, untilAt: 2, softwareVersion: '4.2', source });
    insertProfile(db, id, { fromAt: 2, softwareVersion: '4.3', title: 'Told at last', rules: ['a'] });
    expect(profileChanges(db, A, 10).map(({ field }) => field)).toEqual(['softwareVersion']);
  });

  test('say which source they were learnt from', () => {
    const id = insertInstance(db, A);
    const source = insertSource(db);
    insertProfile(db, id, { fromAt: 1, untilAt: 2, registrations: 'open', source: source.id });
    insertProfile(db, id, { fromAt: 2, registrations: 'closed', source: source.id });
    expect(profileChanges(db, A, 10)).toEqual([
      { at: 2, field: 'registrations', before: 'open', after: 'closed', source },
    ]);
  });
});
