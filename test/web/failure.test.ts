/** What visitors get when a request cannot be answered: one shape on the API, pages elsewhere, no detail of our own faults. */
import { describe, expect, test } from 'vitest';
import type { Database } from '../../db/open.ts';
import { insertInstance, insertLatest } from '../rows.ts';
import { served } from './served.ts';

function herd(db: Database): void {
  insertLatest(db, insertInstance(db, 'a.test'), { users: 1 });
}

describe('failures', () => {
  test('have one shape on the API and are pages elsewhere', async () => {
    const { app } = await served(herd);
    const api = await app.inject('/api/v1/nothing');
    expect(api.json()).toEqual({ error: { code: 'not-found', message: expect.any(String) } });
    const page = await app.inject('/nothing');
    expect([page.statusCode, page.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
    const post = await app.inject({ method: 'POST', url: '/api/v1/nothing', payload: { a: 1 } });
    expect([post.statusCode, post.json()]).toEqual([
      404,
      { error: { code: 'not-found', message: expect.any(String) } },
    ]);
  });

  test.each([
    ['POST', '/api/v1/instances'],
    ['DELETE', '/api/v1/instances/a.test'],
    ['PUT', '/api/v1/network/series.csv'],
    ['PATCH', '/healthz'],
  ] as const)('tell %s to %s what is possible there', async (method, url) => {
    const { app } = await served(herd);
    // A body that nothing here could read does not hide it.
    const { statusCode, headers, ...answer } = await app.inject({
      method,
      url,
      payload: 'a=1',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect([statusCode, headers['allow']]).toEqual([405, 'GET, HEAD']);
    expect(answer.json()).toEqual({ error: { code: 'method-not-allowed', message: expect.any(String) } });
  });

  test('are pages where a page was asked for in another way', async () => {
    const { app } = await served(herd);
    const { statusCode, headers, payload } = await app.inject({
      method: 'POST',
      url: '/fr/instances/a.test',
    });
    expect([statusCode, headers['allow']]).toEqual([405, 'GET, HEAD']);
    expect(payload).toContain('<html lang="fr">');
  });

  test.each([
    ['/api/v1/instances?sort=size', 'users'],
    ['/api/v1/instances/a.test/series?metric=toots', 'peersListed'],
    ['/api/v1/network/series?interval=hour', 'day, week, month'],
    ['/api/v1/network/series?mode=hour', 'total, day, week'],
    ['/api/v1/network/series?from=soon', 'YYYY-MM-DD'],
    ['/api/v1/changes?after=x', 'after'],
  ])('of %s name what would have been right', async (url, name) => {
    const { app } = await served(herd);
    const answer = await app.inject(url);
    expect(answer.statusCode).toBe(400);
    expect(answer.json<{ error: { message: string } }>().error.message).toContain(name);
  });

  test('say nothing of runs, which they have not looked up', async () => {
    const { app } = await served(herd);
    const [page, failure] = [await app.inject('/en/about'), await app.inject('/en/nowhere')];
    expect(page.payload).toContain('No run has ended yet.');
    expect(failure.payload).not.toContain('run has ended');
  });

  test('on our side say nothing of their cause', async () => {
    const { app, reader } = await served(herd);
    reader.close();
    const api = await app.inject('/api/v1/instances');
    expect([api.statusCode, api.json()]).toEqual([
      500,
      { error: { code: 'internal-error', message: 'Something failed on our side.' } },
    ]);
    const page = await app.inject('/instances');
    expect(page.statusCode).toBe(500);
    expect(page.payload).not.toMatch(/database connection|sqlite/i);
    const health = await app.inject('/healthz');
    expect([health.statusCode, health.json()]).toEqual([
      503,
      { status: 'unavailable', database: 'unreadable', lastRun: null },
    ]);
  });

  test.each([
    '/.env',
    '/.git/config',
    '/../package.json',
    '/%2e%2e/package.json',
    '/..%2fpackage.json',
    '/assets/.env',
    '/en/.env',
    '/web/main.ts',
  ])('%s is not to be had', async (url) => {
    const { app } = await served(herd);
    expect((await app.inject(url)).statusCode).toBeGreaterThanOrEqual(400);
  });

  test.each([
    '//evil.example',
    '/en//evil.example',
    '/fr//evil.example/%2e%2e',
    '/?to=//evil.example',
    '/en%0d%0aset-cookie:a=b',
    '/instances/?lang=//evil',
  ])('%s sends nobody elsewhere', async (url) => {
    const { app } = await served(herd);
    const { statusCode, headers } = await app.inject(url);
    expect(headers['location']).toBeUndefined();
    expect(headers['set-cookie']).toBeUndefined();
    expect(statusCode < 300 || statusCode >= 400).toBe(true);
  });
});
