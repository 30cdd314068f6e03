/** Feeds: well formed, plain titles, ids that never change, and what is in them. */
import { describe, expect, test } from 'vitest';
import { roundBelow } from '../../db/network/milestones.ts';
import type { Database } from '../../db/open.ts';
import {
  AT0,
  DAY0,
  insertDays,
  insertInstance,
  insertLatest,
  insertNetworkDay,
  insertProfile,
} from '../rows.ts';
import { keepSeen } from '../../web/feeds/seen.ts';
import { served } from './served.ts';

const EVIL = '<b>]]>&amp; "x" \u0000\u0007';

function fill(db: Database): void {
  const visited = { lastVisitAt: AT0, lastAnswerAt: AT0 };
  const a = insertInstance(db, 'a.test', visited);
  insertProfile(db, a, {
    fromAt: AT0 - 90_000,
    untilAt: AT0,
    softwareName: 'mastodon',
    registrations: 'closed',
  });
  insertProfile(db, a, { title: EVIL, softwareName: 'mastodon', registrations: 'open', languages: ['fr'] });
  insertLatest(db, a, { users: 2_100 });
  insertDays(db, a, DAY0 - 30, 'users', [1_900]);
  insertDays(db, a, DAY0 - 2, 'users', [1_990, 2_050, 2_100]);
  db.prepare(
    'INSERT INTO longView (instance, firstDay, usersBefore, visits, answered) VALUES (?, ?, 1900, 0, 0)',
  ).run(a, DAY0 - 30);
  const b = insertInstance(db, 'b.test', visited);
  insertProfile(db, b, { softwareName: 'lemmy', languages: ['de'] });
  insertLatest(db, b, { users: 5 });
  db.prepare('INSERT INTO longView (instance, firstDay, visits, answered) VALUES (?, ?, 0, 0)').run(
    b,
    DAY0 - 1,
  );
  for (const [day, users] of [900, 990, 1_010, 995, 1_020].entries())
    insertNetworkDay(db, DAY0 - 4 + day, { users, instances: 2, measured: 2 });
}

type JsonFeed = { items: { id: string; title: string; url: string; date_published: string }[] };

async function items(url: string): Promise<JsonFeed['items']> {
  const { app } = await served(fill);
  const answer = await app.inject(url);
  expect(answer.statusCode, answer.payload).toBe(200);
  return answer.json<JsonFeed>().items;
}

describe('what is in them', () => {
  test('news, all or of some kinds', async () => {
    expect((await items('/feeds/news.json')).map(({ title }) => title)).toEqual([
      expect.stringMatching(/^<b>.*\(a\.test\) opened its sign-up$/s),
      'b.test is in the register, and answers',
      'a.test is in the register, and answers',
    ]);
    expect(await items('/feeds/news.json?kind=opened,closed')).toHaveLength(1);
    const [french] = await items('/feeds/news.json?kind=opened&lang=fr');
    expect(french).toMatchObject({ url: 'http://127.0.0.1:3000/fr/instances/a.test' });
  });

  test('milestones, each the first time only', async () => {
    const found = await items('/feeds/milestones.json');
    expect(found.map(({ title, date_published: date }) => [date.slice(0, 10), title])).toEqual([
      ['2026-03-01', expect.stringMatching(/\(a\.test\) passed 2,000 accounts$/)],
      ['2026-02-28', 'The fediverse passed 1,000 accounts'],
    ]);
  });

  test('instances that fit a filter, the newest first', async () => {
    expect((await items('/feeds/instances.json')).map(({ id }) => id)).toEqual([
      'http://127.0.0.1:3000/feeds/id/instance/b.test',
      'http://127.0.0.1:3000/feeds/id/instance/a.test',
    ]);
    expect(await items('/feeds/instances.json?language=de')).toHaveLength(1);
  });

  test.each([
    [0, 0],
    [999, 0],
    [1_000, 1_000],
    [1_999, 1_000],
    [2_000, 2_000],
    [4_999, 2_000],
    [7_654_321, 5_000_000],
  ])('the round number below %i is %i', (count, round) => {
    expect(roundBelow(count, 1_000)).toBe(round);
  });
});

describe('how they are written', () => {
  test('Atom is well formed whatever an instance calls itself', async () => {
    const { app } = await served(fill);
    const answer = await app.inject('/feeds/news.atom');
    expect(answer.headers['content-type']).toBe('application/atom+xml; charset=utf-8');
    expect(answer.payload).toContain(
      '<title type="text">&lt;b&gt;]]&gt;&amp;amp; &quot;x&quot;  (a.test) opened',
    );
    expect(answer.payload).not.toContain('<b>');
    expect(answer.payload).not.toContain('\u0000');
    expect(answer.payload).not.toContain('\u0007');
    const ids = [...answer.payload.matchAll(/<entry\s*><id>([^<]+)/g)].map((match) => match[1] ?? '');
    expect(ids).toHaveLength(3);
    expect(new Set(ids).size).toBe(3);
    for (const id of ids) expect(URL.canParse(id)).toBe(true);
  });

  test.each(['atom', 'json'])('%s answers 304 to who has it already', async (form) => {
    const { app } = await served(fill);
    const url = `/feeds/news.${form}`;
    const { headers } = await app.inject(url);
    const ask = async (extra: Record<string, string>): Promise<number> =>
      (await app.inject({ url, headers: extra })).statusCode;
    expect(await ask({ 'if-none-match': String(headers['etag']) })).toBe(304);
    expect(await ask({ 'if-modified-since': String(headers['last-modified']) })).toBe(304);
    expect(await ask({ 'if-modified-since': 'Thu, 01 Jan 2015 00:00:00 GMT' })).toBe(200);
  });

  test.each(['news', 'milestones', 'instances?registrations=open'])(
    '%s comes again after a restart with the same entries under the same ids',
    async (name) => {
      const url = `/feeds/${name.replace(/(?=\?|$)/, '.json')}`;
      const first = await (await served(fill)).app.inject(url);
      const later = await (await served(fill, {}, () => AT0 + 90_000)).app.inject(url);
      expect(first.json<JsonFeed>().items.length).toBeGreaterThan(0);
      expect(later.json()).toEqual(first.json());
    },
  );

  test('an instance that joins on the same day as the newest is news to who asks since then', async () => {
    let now = AT0 + 3_600;
    const { app, writer } = await served(fill, {}, () => now);
    const url = '/feeds/instances.json?language=fr,de';
    const first = await app.inject(url);
    const since = { 'if-modified-since': String(first.headers['last-modified']) };
    now += 60;
    expect((await app.inject({ url, headers: since })).statusCode).toBe(304);
    const id = insertInstance(writer, 'c.test', { lastVisitAt: AT0, lastAnswerAt: AT0 });
    insertProfile(writer, id, { languages: ['de'] });
    insertLatest(writer, id, { users: 5 });
    writer
      .prepare('INSERT INTO longView (instance, firstDay, visits, answered) VALUES (?, ?, 0, 0)')
      .run(id, DAY0 - 1);
    now += 60;
    const later = await app.inject({ url, headers: since });
    expect(later.statusCode).toBe(200);
    expect(later.json<JsonFeed>().items.map((item) => item.id.split('/').at(-1))).toEqual([
      'b.test',
      'c.test',
      'a.test',
    ]);
  });

  test('two states of one second are told apart', () => {
    const seen = keepSeen();
    expect(seen('a', 'one', 100)).toBe(100);
    expect(seen('a', 'one', 150)).toBe(100);
    expect(seen('a', 'two', 100)).toBe(101);
    expect(seen('b', 'two', 150)).toBe(150);
  });

  test('an empty register has feeds without entries', async () => {
    const { app } = await served();
    for (const name of ['news', 'milestones', 'instances']) {
      expect((await app.inject(`/feeds/${name}.json`)).json<JsonFeed>().items).toEqual([]);
      expect((await app.inject(`/feeds/${name}.atom`)).statusCode).toBe(200);
    }
  });

  test.each(['/feeds/news.atom?kind=born', '/feeds/news.atom?q=1', '/feeds/instances.json?language=123'])(
    '%s is refused',
    async (url) => {
      const { app } = await served(fill);
      expect((await app.inject(url)).statusCode).toBe(400);
    },
  );

  test('are found from the pages', async () => {
    const { app } = await served(fill);
    const { payload } = await app.inject('/fr/instances?language=de&sort=users');
    const links = [...payload.matchAll(/type="application\/atom\+xml"[^>]*href="([^"]+)"/g)].map((match) =>
      (match[1] ?? '').replaceAll('&amp;', '&'),
    );
    expect(links).toEqual([
      '/feeds/news.atom?lang=fr',
      '/feeds/milestones.atom?lang=fr',
      '/feeds/instances.atom?language=de&lang=fr',
    ]);
    for (const link of links) expect((await app.inject(link)).statusCode, link).toBe(200);
  });
});
