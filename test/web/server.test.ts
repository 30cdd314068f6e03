/** What holds for every answer of the web app: headers, caching, languages and failures. */
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Database } from '../../db/open.ts';
import { AT0, insertDays, insertInstance, insertLatest, insertRun, DAY0 } from '../rows.ts';
import { served } from './served.ts';

function herd(db: Database): void {
  const a = insertInstance(db, 'a.test');
  insertLatest(db, a, { users: 1 });
  insertDays(
    db,
    a,
    DAY0 - 400,
    'users',
    Array.from({ length: 400 }, (_, day) => day),
  );
}

const PAGES = ['/', '/instances', '/instances/a.test', '/method', '/crawler', '/about', '/api', '/nowhere'];

describe('every answer', () => {
  test.each([...PAGES, '/api/v1/instances', '/api/v1/nothing', '/healthz'])(
    'of %s has a policy that allows our own files and nothing inline',
    async (path) => {
      const { app } = await served(herd);
      const { headers } = await app.inject(path);
      expect(headers['content-security-policy']).toBe(
        "default-src 'none';script-src 'self';style-src 'self';img-src 'self';font-src 'self';connect-src 'self';form-action 'self';base-uri 'none';frame-ancestors 'none'",
      );
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
      });
      expect(headers['strict-transport-security']).toBeUndefined();
    },
  );

  test('tells browsers to stay with https only where the site is at https', async () => {
    const { app } = await served(herd, { PUBLIC_URL: 'https://herd.example' });
    const { headers } = await app.inject('/healthz');
    expect(headers['strict-transport-security']).toBe('max-age=15768000');
  });

  test('believes no forwarded host or address', async () => {
    const { app } = await served(herd);
    const { payload } = await app.inject({
      url: '/instances',
      headers: { host: 'evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-for': '1.2.3.4' },
    });
    expect(payload).not.toContain('evil.example');
  });
});

describe('caching', () => {
  test.each([
    '/',
    '/instances',
    '/api',
    '/api/v1/instances',
    '/api/v1/instances/a.test/series',
    '/api/v1/network.csv',
  ])('an unchanged %s costs a 304', async (url) => {
    const { app, writer } = await served(herd);
    const first = await app.inject(url);
    const etag = String(first.headers['etag']);
    expect(etag).toMatch(/^W\/"[^"]+"$/);
    expect(first.headers['cache-control']).toBe('public, max-age=0, s-maxage=60, must-revalidate');
    for (const tag of [etag, etag.slice(2), `"other", ${etag}`, '*']) {
      const again = await app.inject({ url, headers: { 'if-none-match': tag } });
      expect([again.statusCode, again.payload]).toEqual([304, '']);
    }
    expect((await app.inject({ url, headers: { 'if-none-match': '"other"' } })).statusCode).toBe(200);
    insertLatest(writer, insertInstance(writer, 'b.test'), { users: 77 });
    insertDays(writer, 1, DAY0, 'users', [99]);
    insertRun(writer);
    if (url === '/api') return;
    expect((await app.inject({ url, headers: { 'if-none-match': etag } })).statusCode).toBe(200);
  });

  test('failures carry no tag and are not kept', async () => {
    const { app } = await served(herd);
    const url = '/api/v1/x';
    const { payload } = await app.inject(url);
    const tag = `W/"${createHash('sha1').update(payload).digest('base64')}"`;
    const { statusCode, headers } = await app.inject({ url, headers: { 'if-none-match': tag } });
    expect(statusCode).toBe(404);
    expect(headers['etag']).toBeUndefined();
    expect(headers['cache-control']).toBe('no-store');
  });

  test.each([
    ['br', 'br'],
    ['gzip', 'gzip'],
    ['identity', undefined],
  ])('accepting %s a long series comes as %s', async (encoding, expected) => {
    const { app } = await served(herd);
    const url = '/api/v1/instances/a.test/series';
    const { headers } = await app.inject({ url, headers: { 'accept-encoding': encoding } });
    expect(headers['content-encoding']).toBe(expected);
    expect(headers['vary']).toMatch(expected === undefined ? /accept/ : /accept.*accept-encoding/);
  });
});

describe('the language of a page', () => {
  test.each([
    ['/', undefined, 'en'],
    ['/', 'fr-CA, en;q=0.5', 'fr'],
    ['/fr', 'en', 'fr'],
    ['/en/about', 'fr', 'en'],
    ['/fr/nowhere', undefined, 'fr'],
    ['/fr/api', undefined, 'fr'],
  ])('at %s for %s is %s', async (url, accept, lang) => {
    const { app } = await served(herd);
    const { headers, payload } = await app.inject({
      url,
      headers: accept === undefined ? {} : { 'accept-language': accept },
    });
    expect(payload).toContain(`<html lang="${lang}">`);
    expect(headers['content-language']).toBe(lang);
    expect(headers['vary']).toContain('accept-language');
  });

  test('changes nothing on the API', async () => {
    const { app } = await served(herd);
    const [plain, french] = await Promise.all([
      app.inject('/api/v1/instances'),
      app.inject('/fr/api/v1/instances'),
    ]);
    expect(french.payload).toBe(plain.payload);
  });
});

describe('the health check', () => {
  test('tells the age of the last run', async () => {
    const { app } = await served((db) => insertRun(db, { startedAt: AT0, finishedAt: AT0 + 600 }));
    expect((await app.inject('/healthz')).json()).toEqual({
      status: 'ok',
      database: 'readable',
      lastRun: { state: 'finished', ageSeconds: 3_000 },
    });
  });
});

describe('other sites', () => {
  test('may read the API, and nothing else', async () => {
    const { app } = await served(herd);
    const headers = { origin: 'https://dashboard.example' };
    const api = await app.inject({ url: '/api/v1/instances', headers });
    expect(api.headers['access-control-allow-origin']).toBe('*');
    const page = await app.inject({ url: '/', headers });
    expect(page.headers['access-control-allow-origin']).toBeUndefined();
  });

  test.each(['/api/v1/instances', '/api/v1/instances/a.test', '/en/instances', '/'])(
    'are told by OPTIONS how %s may be asked',
    async (url) => {
      const { app } = await served(herd);
      const answer = await app.inject({ method: 'OPTIONS', url });
      expect([answer.statusCode, answer.headers.allow, answer.payload]).toEqual([204, 'GET, HEAD', '']);
    },
  );

  test('may read why they got no answer', async () => {
    const { app } = await served(herd);
    const { headers } = await app.inject({
      url: '/api/v1/nothing',
      headers: { origin: 'https://a.example' },
    });
    expect(headers['access-control-allow-origin']).toBe('*');
  });

  test('are told that only reading is allowed', async () => {
    const { app } = await served(herd);
    const { statusCode, headers } = await app.inject({
      method: 'OPTIONS',
      url: '/api/v1/instances',
      headers: { origin: 'https://dashboard.example', 'access-control-request-method': 'GET' },
    });
    expect(statusCode).toBe(204);
    expect(headers['access-control-allow-methods']).toBe('GET, HEAD');
  });
});
