/** What holds for every address of the API alike, asked of each: caching, limits, other sites, errors, unknown parameters. */
import { utimesSync } from 'node:fs';
import { expect, test } from 'vitest';
import { AT0 } from '../rows.ts';
import { filled, herd, PATHS } from './api-paths.ts';
import { served, type Served } from './served.ts';

const ALL = PATHS.map((path) => ({ path, url: filled(path) }));
const API = ALL.filter(({ path }) => path.startsWith('/api/v1/'));
/** Answers that lag behind the database, or look at the clock. */
const UNDATED: ReadonlySet<string> = new Set([
  '/api/v1/instances',
  '/api/v1/instances/{domain}',
  '/api/v1/suggest',
  '/api/v1/facets',
  '/api/v1/choose',
  '/api/v1/milestones',
  '/api/v1/openapi.json',
]);
const DATED = API.filter(({ path }) => !UNDATED.has(path));

/** The app over the register, whose files were last touched at a time of the tests' own clock. */
async function dated(touchedAt: number): Promise<Served> {
  const site = await served(herd);
  for (const name of [site.reader.name, `${site.reader.name}-wal`]) utimesSync(name, touchedAt, touchedAt);
  return site;
}

test.each(API)('$path is cached, limited and open to other sites as all are', async ({ url }) => {
  const { app } = await served(herd);
  const first = await app.inject({ url, headers: { origin: 'https://dashboard.example' } });
  const { headers } = first;
  expect(headers['etag']).toMatch(/^W\/".+"$/);
  expect(headers['cache-control']).toBe('public, max-age=0, s-maxage=60, must-revalidate');
  expect(String(headers['vary'])).toContain('accept');
  expect(headers['access-control-allow-origin']).toBe('*');
  for (const name of ['etag', 'last-modified', 'link', 'ratelimit-remaining', 'retry-after'])
    expect(headers['access-control-expose-headers']).toContain(name);
  expect(headers).toMatchObject({ 'ratelimit-limit': '600', 'ratelimit-remaining': '599' });

  const again = await app.inject({ url, headers: { 'if-none-match': String(headers['etag']) } });
  expect([again.statusCode, again.payload]).toEqual([304, '']);
  expect(again.headers['ratelimit-remaining']).toBe('598');
  expect(Number(again.headers['ratelimit-reset'])).toBeLessThanOrEqual(60);
  const other = await app.inject({ url, headers: { 'if-none-match': '"other"' } });
  expect([other.statusCode, other.payload]).toEqual([200, first.payload]);
});

test.each(DATED)(
  '$path says when it was modified, and costs a 304 where it was not since',
  async ({ url }) => {
    const { app } = await dated(AT0 - 100.5);
    const first = await app.inject(url);
    // Not before the program was started, which is now.
    expect(first.headers['last-modified']).toBe(new Date((AT0 + 3_600) * 1_000).toUTCString());
    const ask = async (since: number, headers = {}): Promise<number> => {
      const date = new Date(since * 1_000).toUTCString();
      return (await app.inject({ url, headers: { 'if-modified-since': date, ...headers } })).statusCode;
    };
    expect(await ask(AT0 + 3_600)).toBe(304);
    expect(await ask(AT0 + 3_599)).toBe(200);
    expect(await ask(AT0 + 3_600, { 'if-none-match': '"other"' })).toBe(200);
    const nonsense = await app.inject({ url, headers: { 'if-modified-since': 'yesterday' } });
    expect(nonsense.statusCode).toBe(200);
  },
);

test.each(API.filter(({ path }) => UNDATED.has(path)))(
  '$path lags or looks at the clock, so it has no date',
  async ({ url }) => {
    const { app } = await dated(AT0 - 100);
    expect((await app.inject(url)).headers['last-modified']).toBeUndefined();
  },
);

test('a write moves the date on', async () => {
  let now = AT0;
  const { app, reader, writer } = await served(herd, {}, () => now);
  const touch = (at: number): void => {
    for (const name of [reader.name, `${reader.name}-wal`]) utimesSync(name, at, at);
  };
  touch(AT0 - 10);
  const date = async (): Promise<unknown> =>
    (await app.inject('/api/v1/runs')).headers['last-modified'] ?? null;
  expect(await date()).toBe(new Date(AT0 * 1_000).toUTCString());
  writer.prepare('UPDATE run SET visited = visited + 1').run();
  touch(AT0 + 20.5);
  expect(await date()).toBe(null);
  now = AT0 + 21;
  expect(await date()).toBe(new Date((AT0 + 21) * 1_000).toUTCString());
});

test.each(ALL)('$path refuses what it does not know, and other methods', async ({ path, url }) => {
  const { app } = await served(herd);
  const head = await app.inject({ method: 'HEAD', url });
  expect([head.statusCode, head.payload]).toEqual([200, '']);
  expect(head.headers['content-type']).toBe('application/json; charset=utf-8');

  const strange = await app.inject(`${url}?colour=red`);
  expect(strange.statusCode).toBe(400);
  expect(strange.json()).toEqual({
    error: { code: 'unknown-parameter', message: 'Unknown parameter: colour.' },
  });
  expect(strange.headers['cache-control']).toBe('no-store');
  expect([strange.headers['etag'], strange.headers['last-modified']]).toEqual([undefined, undefined]);

  const post = await app.inject({ method: 'POST', url });
  expect([post.statusCode, post.headers['allow']]).toEqual([405, 'GET, HEAD']);
  expect(post.json()).toEqual({ error: { code: 'method-not-allowed', message: expect.any(String) } });

  if (!path.includes('{domain}')) return;
  const ask = async (domain: string): Promise<unknown[]> => {
    const answer = await app.inject(path.replace('{domain}', domain));
    return [answer.statusCode, answer.json<{ error: { code: string } }>().error.code];
  };
  expect(await ask('localhost')).toEqual([400, 'not-a-domain']);
  expect(await ask('z.test')).toEqual([404, 'unknown-instance']);
});
