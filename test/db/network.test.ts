/** The network now, its movers, its software and its news. */
import { beforeEach, describe, expect, test } from 'vitest';
import { movers, networkNow, softwareShares } from '../../db/network/network.ts';
import { news, newsPage, type NewsPage } from '../../db/network/news.ts';
import { openWriter } from '../../db/open.ts';
import type { Database } from '../../db/open.ts';
import { DAY } from '../../db/time.ts';
import {
  AT0,
  DAY0,
  insertDay,
  insertInstance,
  insertLatest,
  insertNetworkDay,
  insertProfile,
  insertSource,
} from '../rows.ts';

let db: Database;

beforeEach(() => {
  db = openWriter(':memory:');
});

describe('the network now', () => {
  test('is all unknown in an empty database', () => {
    expect(networkNow(db)).toMatchObject({
      day: null,
      isImported: true,
      users: null,
      instances: 0,
      known: 0,
    });
  });

  test('is the sum of the newest imported figures until something was measured', () => {
    const source = insertSource(db).id;
    insertLatest(db, insertInstance(db, 'a.example.org'), { at: AT0 - 400 * DAY, users: 5, source });
    insertLatest(db, insertInstance(db, 'b.example.org'), { at: AT0, users: 7, statuses: 1, source });
    insertInstance(db, 'c.example.org', { state: 'discovered' });
    insertNetworkDay(db, DAY0, { users: 7, instances: 1, imported: 1 });
    expect(networkNow(db)).toEqual({
      day: DAY0,
      isImported: true,
      users: 12,
      activeMonth: null,
      statuses: 1,
      connections: null,
      instances: 2,
      measured: 0,
      carried: 0,
      known: 3,
      change7: { users: null, activeMonth: null, statuses: null, connections: null, instances: null },
    });
  });

  test('is the newest measured total, compared with that of 7 to 10 days before', () => {
    insertNetworkDay(db, DAY0 - 9, { users: 80, instances: 8, measured: 8 });
    insertNetworkDay(db, DAY0 - 6, { users: 95, instances: 9, measured: 9 });
    insertNetworkDay(db, DAY0, {
      users: 100,
      statuses: 4,
      instances: 10,
      measured: 6,
      carried: 3,
      imported: 1,
    });
    expect(networkNow(db)).toMatchObject({
      day: DAY0,
      isImported: false,
      users: 100,
      instances: 10,
      measured: 6,
      carried: 3,
      change7: { users: 20, statuses: null, instances: 2 },
    });
  });

  test('is never compared with a day that only others published', () => {
    insertNetworkDay(db, DAY0 - 7, { users: 80, instances: 8, imported: 8 });
    insertNetworkDay(db, DAY0, { users: 100, instances: 10, measured: 10 });
    expect(networkNow(db).change7.users).toBeNull();
  });
});

describe('movers', () => {
  test('are the largest changes of measured instances that are up, unchanged ones left out', () => {
    const source = insertSource(db).id;
    const rows: [string, number | null, Parameters<typeof insertInstance>[2]?, number?][] = [
      ['up.example.org', 5],
      ['more.example.org', 50],
      ['down.example.org', -5],
      ['still.example.org', 0],
      ['unknown.example.org', null],
      ['failing.example.org', 500, { state: 'failing' }],
      ['imported.example.org', 900, {}, source],
    ];
    for (const [domain, users7, fields = {}, from = null] of rows) {
      insertLatest(db, insertInstance(db, domain, fields), { users: 100, users7, source: from });
    }
    const { gaining, losing } = movers(db, 5);
    expect(gaining.map(({ domain }) => domain)).toEqual(['more.example.org', 'up.example.org']);
    expect(losing).toEqual([
      { domain: 'down.example.org', title: null, softwareName: null, users: 100, users7: -5 },
    ]);
    expect(movers(db, 1).gaining).toHaveLength(1);
  });
});

describe('software shares', () => {
  test('are those of the newest day, most users first, what is unknown as null', () => {
    insertNetworkDay(db, DAY0, { users: 9 });
    insertNetworkDay(db, DAY0 - 1, { dimension: 'software', value: 'old', users: 9, instances: 1 });
    insertNetworkDay(db, DAY0, { dimension: 'software', value: '', users: null, instances: 2 });
    insertNetworkDay(db, DAY0, { dimension: 'software', value: 'mastodon', users: 9, instances: 3 });
    expect(softwareShares(db)).toEqual([
      { softwareName: 'mastodon', instances: 3, users: 9 },
      { softwareName: null, instances: 2, users: null },
    ]);
  });
});

describe('news', () => {
  test('tell first answers, doors, upgrades and rules, newest first', () => {
    const id = insertInstance(db, 'a.example.org', { lastAnswerAt: AT0 });
    const spans = [
      { registrations: 'open', softwareVersion: '4.3.0-rc.1', rules: ['a'] },
      { registrations: 'closed', softwareVersion: '4.3.0-rc.1', rules: ['a'] },
      { registrations: 'approval', softwareVersion: '4.3.0', rules: ['a'] },
      { registrations: 'open', softwareVersion: '4.2.0', rules: ['a', 'b'] },
    ] as const;
    for (const [index, span] of spans.entries()) {
      const untilAt = index === spans.length - 1 ? null : AT0 + index + 1;
      insertProfile(db, id, { ...span, title: 'A', softwareName: 'mastodon', fromAt: AT0 + index, untilAt });
    }
    expect(news(db, 10).map(({ at, what, before, after }) => [at - AT0, what, before, after])).toEqual([
      [3, 'rules', null, null],
      [2, 'opened', 'closed', 'approval'],
      [2, 'upgraded', '4.3.0-rc.1', '4.3.0'],
      [1, 'closed', 'open', 'closed'],
      [0, 'appeared', null, null],
    ]);
    expect(news(db, 2)).toHaveLength(2);
  });

  test('come in pages that neither repeat nor skip, whatever the time they share', () => {
    for (const [index, name] of ['c', 'a', 'b', 'd'].entries()) {
      const id = insertInstance(db, `${name}.example.org`, {
        ...(name === 'd' ? { state: 'gone', failureKind: 'gone' } : {}),
        lastAnswerAt: AT0,
        failingSince: AT0 + 1,
      });
      const span = { softwareName: 'mastodon', softwareVersion: '4.5.3', registrations: 'open' } as const;
      insertProfile(db, id, { ...span, fromAt: AT0 - index * DAY, untilAt: AT0 + 1 });
      insertProfile(db, id, {
        ...span,
        softwareVersion: '4.6.0',
        registrations: 'closed',
        rules: ['a'],
        fromAt: AT0 + 1,
      });
    }
    const all = newsPage(db, 100);
    expect(all.next).toBeNull();
    expect(all.items[0]).toMatchObject({ softwareName: 'mastodon', domain: 'a.example.org', what: 'closed' });
    expect(all.items).toHaveLength(4 * 3 + 4 + 1);
    for (const limit of [1, 2, 3, 5]) {
      const found = [];
      let after: string | undefined;
      do {
        const page: NewsPage = newsPage(db, limit, after);
        expect(page.items.length).toBeLessThanOrEqual(limit);
        found.push(...page.items);
        after = page.next ?? undefined;
      } while (after !== undefined);
      expect(found).toEqual(all.items);
    }
    expect(() => newsPage(db, 1, 'WyJ4Iiwx')).toThrow(RangeError);
  });

  test('never tell of blocked instances', () => {
    const id = insertInstance(db, 'a.example.org', { lastAnswerAt: AT0 });
    insertProfile(db, id, {});
    expect(news(db, 10)).toHaveLength(1);
    db.prepare('UPDATE instance SET blockedAt = 1').run();
    expect(news(db, 10)).toEqual([]);
  });

  test('do not call an instance new that others had published', () => {
    const source = insertSource(db).id;
    const id = insertInstance(db, 'a.example.org', { lastAnswerAt: AT0 });
    insertDay(db, id, DAY0 - 100, { users: 1, source });
    insertProfile(db, id, { softwareName: 'lemmy' });
    expect(news(db, 10)).toEqual([]);
  });

  test('tell who is gone and who moved, on the day it came to that', () => {
    const answered = { lastAnswerAt: AT0, lastVisitAt: AT0 + 90 * DAY, failingSince: AT0 };
    insertInstance(db, 'silent.example.org', { ...answered, state: 'gone', failureKind: 'timeout' });
    insertInstance(db, 'told.example.org', { ...answered, state: 'gone', failureKind: 'gone' });
    insertInstance(db, 'moved.example.org', { ...answered, state: 'moved', movedTo: 'new.example.org' });
    insertInstance(db, 'never.example.org', { state: 'gone', failingSince: AT0 });
    expect(
      news(db, 10).map(({ at, domain, what, after }) => [(at - AT0) / DAY, domain, what, after]),
    ).toEqual([
      [30, 'silent.example.org', 'gone', null],
      [0, 'moved.example.org', 'moved', 'new.example.org'],
      [0, 'told.example.org', 'gone', null],
    ]);
  });
});
