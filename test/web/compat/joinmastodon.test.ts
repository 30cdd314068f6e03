/** joinmastodon's directory: the documented shapes, decoded as strictly as the official apps do. */
import { expect, test } from 'vitest';
import { served } from '../served.ts';
import { fill, shapeOf } from './catalogue.ts';

async function ask<T>(url: string): Promise<T> {
  const { app } = await served(fill);
  const answer = await app.inject(url);
  expect(answer.statusCode, answer.payload).toBe(200);
  expect(answer.headers['access-control-allow-origin']).toBe('*');
  return answer.json<T>();
}

test('servers are those that newcomers may be sent to, with nothing left null that apps need', async () => {
  const servers = await ask<object[]>('/servers');
  expect(servers).toHaveLength(2);
  expect(shapeOf(servers[0])).toEqual({
    approval_required: 'boolean',
    blurhash: 'null',
    categories: 'array',
    category: 'string',
    description: 'string',
    domain: 'string',
    language: 'string',
    languages: 'array',
    last_week_users: 'number',
    proxied_thumbnail: 'string',
    region: 'string',
    total_users: 'number',
    version: 'string',
  });
  expect(servers).toMatchObject([
    {
      domain: 'big.test',
      language: 'fr',
      region: 'europe',
      categories: ['general', 'art'],
      category: 'general',
      total_users: 5_000,
      last_week_users: 400,
      approval_required: false,
    },
    { domain: 'small.test', category: 'general', approval_required: true, description: '' },
  ]);
});

test.each([
  ['language=fr', ['big.test']],
  ['language=de&category=general', ['small.test']],
  ['category=art', ['big.test']],
  ['region=europe', ['big.test']],
  ['region=asia', []],
  ['ownership=juridicial', ['big.test']],
  ['ownership=natural', []],
  ['registrations=instant', ['big.test']],
  ['registrations=manual', ['small.test']],
  ['registrations=all&language=&category=', ['big.test', 'small.test']],
  ['locale=fr-FR', ['big.test', 'small.test']],
])('servers?%s', async (query, domains) => {
  const servers = await ask<{ domain: string }[]>(`/servers?${query}`);
  expect(servers.map(({ domain }) => domain)).toEqual(domains);
});

test('categories and languages count what the other choices leave', async () => {
  const categories = await ask<{ category: string; servers_count: number }[]>('/categories?language=fr');
  expect(categories).toHaveLength(20);
  expect(categories.filter(({ servers_count: count }) => count > 0)).toEqual([
    { category: 'art', servers_count: 1 },
    { category: 'general', servers_count: 1 },
  ]);
  expect(await ask('/languages?category=art')).toEqual([
    { locale: 'en', language: 'English', servers_count: 1 },
    { locale: 'fr', language: 'French', servers_count: 1 },
  ]);
});

test('statistics are daily, oldest first, counts as strings', async () => {
  expect(await ask('/statistics')).toEqual([
    { period: '2026-03-02T00:00:00.000Z', server_count: '2', user_count: '5000', active_user_count: '900' },
    { period: '2026-03-03T00:00:00.000Z', server_count: '2', user_count: '5050', active_user_count: '900' },
  ]);
});

test('default servers are open at once', async () => {
  expect(await ask('/default-servers')).toEqual([{ domain: 'big.test', weight: 1 }]);
});

test('a value that a parameter does not know is refused as JSON, for other sites too', async () => {
  const { app } = await served(fill);
  const answer = await app.inject('/servers?registrations=maybe');
  expect(answer.statusCode).toBe(400);
  expect(answer.headers['access-control-allow-origin']).toBe('*');
  expect(answer.json()).toMatchObject({ error: { code: 'invalid-parameter' } });
});
