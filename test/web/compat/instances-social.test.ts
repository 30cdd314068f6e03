/** instances.social's addresses: the documented shapes and parameters. */
import { describe, expect, test } from 'vitest';
import { AT0 } from '../../rows.ts';
import { served } from '../served.ts';
import { fill, shapeOf } from './catalogue.ts';

type Listed = { instances: { id: string; name: string }[]; pagination: { total: number; next_id?: string } };

async function list(query: string, path = 'list'): Promise<Listed> {
  const { app } = await served(fill);
  const answer = await app.inject({
    url: `/api/1.0/instances/${path}?${query}`,
    headers: { authorization: 'Bearer anything' },
  });
  expect(answer.statusCode, answer.payload).toBe(200);
  return answer.json();
}
const names = ({ instances }: Listed): string[] => instances.map(({ name }) => name);

describe('API 1.0', () => {
  test('tells of an instance with the documented fields, counts as strings', async () => {
    const { app } = await served(fill);
    const answer = await app.inject('/api/1.0/instances/show?name=BIG.test');
    expect(answer.headers['access-control-allow-origin']).toBe('*');
    expect(shapeOf(answer.json())).toEqual({
      active_users: 'number',
      added_at: 'string',
      admin: 'null',
      checked_at: 'string',
      connections: 'string',
      dead: 'boolean',
      email: 'null',
      https_rank: 'null',
      https_score: 'null',
      id: 'string',
      info: 'object',
      ipv6: 'null',
      name: 'string',
      obs_rank: 'null',
      obs_score: 'null',
      open_registrations: 'boolean',
      statuses: 'string',
      thumbnail: 'string',
      thumbnail_proxy: 'string',
      up: 'boolean',
      updated_at: 'string',
      uptime: 'null',
      users: 'string',
      version: 'string',
    });
    expect(answer.json()).toMatchObject({
      id: '000000000000000000000001',
      users: '5000',
      statuses: '40000',
      connections: '700',
      active_users: 400,
      checked_at: '2026-03-02T00:00:00.000Z',
      info: {
        short_description: 'The big one.',
        languages: ['fr', 'en'],
        categories: ['general', 'art'],
        prohibited_content: [],
      },
    });
  });

  test('takes uptime from the visits, not from thin air', async () => {
    const { app } = await served((db) => {
      fill(db);
      db.prepare('INSERT INTO longView (instance, firstDay, visits, answered) VALUES (1, 1, 40, 30)').run();
    });
    expect((await app.inject('/api/1.0/instances/show?name=big.test')).json()).toMatchObject({
      uptime: 0.75,
    });
  });

  test.each([
    ['', ['big.test', 'small.test', 'closed.test', 'silent.test']],
    ['include_dead=true', ['big.test', 'small.test', 'closed.test', 'gone.test', 'silent.test']],
    ['include_down=false', ['big.test', 'small.test', 'closed.test']],
    ['include_closed=false', ['big.test', 'small.test']],
    ['min_users=100', ['big.test', 'closed.test']],
    ['max_users=100', ['small.test']],
    ['min_active_users=100', ['big.test', 'closed.test']],
    ['min_version=4.5', ['big.test', 'silent.test']],
    ['min_version=4.6.2', []],
    ['supported_features=mstdn_custom_emojis', ['big.test', 'small.test', 'silent.test']],
    ['language=fr', ['big.test']],
    ['category=art', ['big.test']],
    ['category=general', ['big.test', 'small.test', 'closed.test', 'silent.test']],
    ['prohibited_content[]=spam', []],
    ['sort_by=users&sort_order=desc', ['closed.test', 'big.test', 'small.test', 'silent.test']],
    ['sort_by=users', ['small.test', 'big.test', 'closed.test', 'silent.test']],
    ['sort_by=active_users&sort_order=desc&count=1', ['closed.test']],
    ['sort_by=name&sort_order=desc&count=2', ['small.test', 'silent.test']],
    ['count=0', ['big.test', 'small.test', 'closed.test', 'silent.test']],
    ['token=abc&count=1', ['big.test']],
  ])('list?%s', async (query, expected) => {
    expect(names(await list(query))).toEqual(expected);
  });

  test('is walked with min_id, each instance once', async () => {
    const { app } = await served(fill);
    const seen: string[] = [];
    let minId: string | undefined = '';
    while (minId !== undefined) {
      const url: string = `/api/1.0/instances/list.json?count=1&min_id=${minId}`;
      const page: Listed = (await app.inject(url)).json<Listed>();
      expect(page.pagination.total).toBe(4);
      seen.push(...names(page));
      minId = page.pagination.next_id;
    }
    expect(seen).toEqual(['big.test', 'small.test', 'closed.test', 'silent.test']);
  });

  test('draws samples, and searches names or all words', async () => {
    const sample = await list('count=3', 'sample');
    expect(new Set(names(sample)).size).toBe(3);
    expect(names(sample)).not.toContain('gone.test');
    expect(names(await list('q=BIG one', 'search'))).toEqual(['big.test']);
    expect(names(await list('q=big one&name=true', 'search'))).toEqual([]);
    expect((await list('q=test&count=1', 'search')).pagination.total).toBe(5);
  });

  test.each([
    ['list?colour=red', 400],
    ['list?count=10001', 400],
    ['list?min_version=abc', 400],
    ['show', 400],
    ['show?name=nobody.test', 404],
    ['show?name=withheld.test', 404],
    ['show?name=lemmy.test', 404],
    ['sample?count=101', 400],
  ])('answers %s with %i and a message', async (path, status) => {
    const { app } = await served(fill);
    const answer = await app.inject(`/api/1.0/instances/${path}`);
    expect(answer.statusCode).toBe(status);
    expect(answer.json()).toMatchObject({ error: { message: expect.any(String) } });
  });

  test('counts the versions of Mastodon', async () => {
    const { app } = await served(fill);
    expect((await app.inject('/api/1.0/versions/list')).json()).toEqual({
      versions: [
        {
          id: '4.6.1',
          name: '4.6.1',
          published_at: null,
          instances: 1,
          instances_proportion: 0.5,
          users: 5_000,
        },
        {
          id: '4.4.0',
          name: '4.4.0',
          published_at: null,
          instances: 1,
          instances_proportion: 0.5,
          users: 50,
        },
      ],
      pagination: { total: 2 },
    });
    expect((await app.inject('/api/1.0/versions/show?name=4.4.0')).json()).toMatchObject({ instances: 1 });
    expect((await app.inject('/api/1.0/versions/show?name=1.0.0')).statusCode).toBe(404);
    expect((await app.inject('/api/1.0/versions/list?count=1')).json()).toMatchObject({
      pagination: { total: 2, next_id: '4.4.0' },
    });
  });
});

test('pages from the newest back end with the oldest, and repeat none', async () => {
  const seen: string[] = [];
  let next: string | undefined = '';
  for (let page = 0; next !== undefined && page < 20; page += 1) {
    const answer: Listed = await list(`count=2&sort_order=desc${next === '' ? '' : `&min_id=${next}`}`);
    seen.push(...names(answer));
    next = answer.pagination.next_id;
  }
  expect(seen).toEqual(names(await list('count=0')).toReversed());
});

test('the whole list is to be had a few times a minute, short ones as often as pages', async () => {
  const { app } = await served(fill);
  const ask = async (count: number): Promise<number> =>
    (await app.inject(`/api/1.0/instances/list?count=${count}`)).statusCode;
  const whole = [];
  for (let index = 0; index < 7; index += 1) whole.push(await ask(0));
  expect(whole).toEqual([200, 200, 200, 200, 200, 200, 429]);
  expect(await ask(20)).toBe(200);
});

describe('without a token', () => {
  test('the whole list has numbers for users and strings for posts', async () => {
    const { app } = await served(fill);
    const answer = await app.inject('/instances.json');
    const [first] = answer.json<object[]>();
    expect(shapeOf(first)).toEqual({
      connections: 'number',
      description: 'string',
      https_rank: 'null',
      https_score: 'null',
      ipv6: 'null',
      name: 'string',
      openRegistrations: 'boolean',
      short_description: 'string',
      statuses: 'string',
      title: 'string',
      up: 'boolean',
      uptime: 'null',
      users: 'number',
    });
    expect((await app.inject('/list.json')).payload).toBe(answer.payload);
    expect((await app.inject('/api/instances/big.test.json')).json()).toEqual(first);
    expect((await app.inject('/api/instances/nobody.test.json')).statusCode).toBe(404);
    const again = await app.inject({
      url: '/instances.json',
      headers: { 'if-none-match': String(answer.headers['etag']) },
    });
    expect(again.statusCode).toBe(304);
  });

  test('is at most a minute behind what is written', async () => {
    let now = AT0;
    const { app, writer } = await served(fill, {}, () => now);
    const users = async (): Promise<number | undefined> =>
      (await app.inject('/instances.json')).json<{ users: number }[]>()[0]?.users;
    expect(await users()).toBe(5_000);
    writer.prepare('UPDATE latest SET users = 6000 WHERE instance = 1').run();
    now += 59;
    expect(await users()).toBe(5_000);
    now += 1;
    expect(await users()).toBe(6_000);
  });

  test('history has a row for each day with figures', async () => {
    const { app } = await served(fill);
    const answer = await app.inject(
      `/api/instances/history.json?instance=big.test&start=${AT0 - 5 * 86_400}&end=${AT0 + 2 * 86_400}`,
    );
    expect(answer.json()).toMatchObject([
      { date: '2026-02-28T00:00:00.000Z', users: 4_900, up: null, uptime: null },
      { date: '2026-03-01T00:00:00.000Z', users: null },
      { date: '2026-03-02T00:00:00.000Z', users: 5_000, up: true, uptime: 1, openRegistrations: true },
      { date: '2026-03-03T00:00:00.000Z', statuses: '41000' },
    ]);
    const wrong = await app.inject('/api/instances/history.json?instance=big.test&start=9&end=1');
    expect(wrong.statusCode).toBe(400);
  });
});
