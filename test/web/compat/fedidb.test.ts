/** FediDB's v1 and the plain list of names: the documented and recorded shapes. */
import { expect, test } from 'vitest';
import { served } from '../served.ts';
import { insertInstance, insertProfile } from '../../rows.ts';
import { fill, shapeOf } from './catalogue.ts';

type Page = {
  data: { domain: string }[];
  links: { next: string | null };
  meta: { next_cursor: string | null };
};

test('servers come by size, each once, over links.next and over the cursor', async () => {
  const { app } = await served(fill);
  const byLink: string[] = [];
  let url: string | null = '/v1/servers/?limit=1&name=Mastodon';
  while (url !== null) {
    const page: Page = (await app.inject(url)).json<Page>();
    byLink.push(...page.data.map(({ domain }) => domain));
    url = page.links.next;
  }
  const byCursor: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page: Page = (
      await app.inject(`/v1/servers?limit=2&cursor=${encodeURIComponent(cursor)}`)
    ).json<Page>();
    byCursor.push(...page.data.map(({ domain }) => domain));
    cursor = page.meta.next_cursor;
  }
  expect(byLink).toEqual(['closed.test', 'big.test', 'lemmy.test', 'small.test', 'silent.test']);
  expect(byCursor).toEqual(byLink);
});

test('a server has the recorded fields', async () => {
  const { app } = await served(fill);
  const { data } = (await app.inject('/v1/server/domain/big.test')).json<{ data: object }>();
  expect(shapeOf(data)).toEqual({
    banner_url: 'string',
    description: 'string',
    domain: 'string',
    first_seen_at: 'string',
    id: 'number',
    last_seen_at: 'string',
    location: 'object',
    open_registration: 'boolean',
    software: 'object',
    stats: 'object',
  });
  expect(data).toMatchObject({
    location: { city: 'Lyon', country: 'France' },
    software: { id: expect.any(Number), name: 'Mastodon', version: '4.6.1' },
    stats: { status_count: 40_000, user_count: 5_000, monthly_active_users: 900 },
  });
});

test('stats have each number and its text', async () => {
  const { app } = await served(fill);
  expect((await app.inject('/v1/stats')).json()).toEqual({
    total_instances: 2,
    total_instances_str: '2',
    total_users: 5_050,
    total_users_str: '5,050',
    total_statuses: 7,
    total_statuses_str: '7',
    monthly_active_users: 900,
    monthly_active_users_str: '900',
    last_updated_at: '2026-03-03T00:00:00.000Z',
  });
});

test('software is counted over the instances that are up', async () => {
  const { app } = await served(fill);
  const { data } = (await app.inject('/v1/software?limit=2')).json<{ data: object[] }>();
  expect(data).toMatchObject([
    { slug: 'pleroma', name: 'Pleroma', server_count: 1, user_count: 9_000 },
    { slug: 'mastodon', server_count: 2, user_count: 5_050 },
  ]);
  expect((await app.inject('/v1/software/lemmy')).json()).toMatchObject({ data: { server_count: 1 } });
});

test.each([
  ['/v1/servers?limit=41', 400],
  ['/v1/servers?cursor=nonsense', 400],
  ['/v1/server/domain/nobody.test', 404],
  ['/v1/software/nothing', 404],
])('answers %s with %i as JSON', async (url, status) => {
  const { app } = await served(fill);
  const answer = await app.inject(url);
  expect(answer.statusCode).toBe(status);
  expect(answer.json()).toHaveProperty('error.message');
});

test('nodes.json is the names of those that are up, and nothing else', async () => {
  const { app } = await served(fill);
  expect((await app.inject('/nodes.json')).json()).toEqual([
    'big.test',
    'closed.test',
    'lemmy.test',
    'small.test',
  ]);
});

test('what no instance of a software tells is unknown, not none', async () => {
  const { app } = await served((db) => {
    fill(db);
    insertProfile(db, insertInstance(db, 'mute.test'), { softwareName: 'wordpress' });
  });
  const { data } = (await app.inject('/v1/software/wordpress')).json<{ data: object }>();
  expect(data).toMatchObject({
    server_count: 1,
    user_count: null,
    status_count: null,
    monthly_active_users: null,
  });
  const all = (await app.inject('/v1/software')).json<{ data: { slug: string }[] }>().data;
  expect(all.at(-1)?.slug).toBe('wordpress');
});
