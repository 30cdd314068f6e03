/** What caches between us and visitors are told, and nodes that take nothing. */
import { expect, test } from 'vitest';
import { DAY0, insertInstance, insertNetworkDay } from '../rows.ts';
import { served } from './served.ts';

const PATHS = [
  '/en',
  '/en/instances',
  '/en/instances/a.test',
  '/fr/method',
  '/api/v1/network',
  '/api/v1/instances',
];

async function node(env: Readonly<Record<string, string>> = {}) {
  const { app } = await served((db) => {
    insertInstance(db, 'a.test');
    insertNetworkDay(db, DAY0, { users: 1, instances: 1, measured: 1 });
  }, env);
  return app;
}

test('everything that all visitors get alike may be shared for a minute, and is known by its tag', async () => {
  const app = await node();
  for (const url of PATHS) {
    const answer = await app.inject({ url });
    expect(answer.headers['cache-control'], url).toBe('public, max-age=0, s-maxage=60, must-revalidate');
    expect(answer.headers.etag, url).toBeDefined();
    const again = await app.inject({ url, headers: { 'if-none-match': String(answer.headers.etag) } });
    expect([again.statusCode, again.headers['cache-control']]).toEqual([
      304,
      answer.headers['cache-control'],
    ]);
  }
});

test('failures, health and forms are never shared', async () => {
  const app = await node();
  for (const url of ['/en/nothing', '/healthz', '/metrics', '/api/v1/instances/none.test'])
    expect((await app.inject({ url })).headers['cache-control'], url).toBe('no-store');
});

test('sharing can be switched off and lengthened', async () => {
  const off = await node({ SHARED_CACHE_SECONDS: '0' });
  expect((await off.inject({ url: '/en' })).headers['cache-control']).toBe('no-cache');
  const long = await node({ SHARED_CACHE_SECONDS: '3600' });
  expect((await long.inject({ url: '/en' })).headers['cache-control']).toContain('s-maxage=3600');
});

test.each([
  ['en', 'takes no suggestions'],
  ['fr', 'ne prend pas de suggestions'],
])('a node that shows a copy says so instead of taking suggestions (%s)', async (lang, words) => {
  const app = await node({ READ_ONLY: 'yes' });
  const page = await app.inject({ url: `/${lang}/suggest` });
  expect(page.payload).toContain(words);
  expect(page.payload).not.toContain('method="post"');
  const posted = await app.inject({
    method: 'POST',
    url: `/${lang}/suggest`,
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
    payload: 'domain=new.test',
  });
  expect(posted.statusCode).toBe(403);
  expect(posted.payload).toContain(words);
});
