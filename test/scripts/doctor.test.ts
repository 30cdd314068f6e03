/** The doctor, on real files, a real name server and real hosts that are well or not. */
import { once } from 'node:events';
import { createServer as createHttpServer, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openWriter } from '../../db/open.ts';
import { doctor } from '../../scripts/doctor.ts';
import type { Finding } from '../../scripts/doctor/finding.ts';
import { instanceHost, serveHosts } from '../hosts.ts';
import { temporaryFolder } from '../temporary.ts';

async function examined(
  env: Readonly<Record<string, string>>,
  ...hosts: string[]
): Promise<{ code: number; found: ReadonlyMap<string, Finding> }> {
  const said: string[] = [];
  const terminal = { say: (line: string) => void said.push(line), complain: () => undefined };
  const code = await doctor(['--json', ...hosts], env, terminal);
  const findings: Finding[] = JSON.parse(said.join('\n'));
  // The first of each name; settings may have several.
  return { code, found: new Map(findings.toReversed().map((finding) => [finding.about, finding])) };
}

/** A small Internet, and the settings that lead there. */
async function internet(answer: (name: string) => number): Promise<Record<string, string>> {
  const robots = (skew: number) => (_: unknown, response: ServerResponse) =>
    void response
      .writeHead(200, {
        date: new Date(Date.now() + skew * 1_000).toUTCString(),
        'content-type': 'text/plain',
      })
      .end('');
  const { settings } = await serveHosts({
    'a.test': { ...instanceHost({}), '/robots.txt': robots(answer('a.test')) },
  });
  return {
    CRAWL_SCHEME: 'http',
    CRAWL_PORT: String(settings.crawlPort),
    CRAWL_NAME_SERVERS: settings.nameServers.join(','),
    ALLOWED_PRIVATE_ADDRESSES: '127.0.0.1/32',
    ALLOWED_SUFFIXES: 'test',
    DATABASE_PATH: join(temporaryFolder(), 'herdbook.sqlite'),
    PUBLIC_URL: 'https://herdbook.example.org',
    CONTACT: 'mail@example.org',
  };
}

test('where all is well, nothing fails', async () => {
  const env = await internet(() => 0);
  openWriter(env['DATABASE_PATH'] ?? '').close();
  const { code, found } = await examined(env, 'a.test');
  expect(code).toBe(0);
  for (const about of ['settings', 'public address', 'contact', 'way out', 'clock', 'permissions', 'schema'])
    expect(found.get(about)?.level, about).toBe('ok');
  expect(found.get('backups')).toMatchObject({
    level: 'warn',
    advice: expect.stringContaining('npm run backup'),
  });
});

test('all settings that cannot be used are told at once, and everything else is looked at all the same', async () => {
  const said: string[] = [];
  const terminal = { say: (line: string) => void said.push(line), complain: () => undefined };
  const bad = { PORT: 'x', CRAWL_CONCURRENCY: '0', TRUSTED_PROXIES: 'y' };
  expect(await doctor(['a.test'], { ...(await internet(() => 0)), ...bad }, terminal)).toBe(1);
  const failed = said.filter((line) => line.startsWith('fail')).map((line) => line.split(': ')[1]);
  expect(new Set(failed)).toEqual(new Set(Object.keys(bad)));
  expect(said.some((line) => line.startsWith('ok    way out'))).toBe(true);
  expect(said.some((line) => line.startsWith('warn  database'))).toBe(true);
});

test('a setting that is none is named with the one it is like, and what is nobody’s business is not', async () => {
  const env = await internet(() => 0);
  const strange = { CRAWL_CONCURENCY: '9', PUBLIC_ULR: 'https://x.org', BACKUP_PATH: '/b', HOSTNAME: 'here' };
  const said: string[] = [];
  const terminal = { say: (line: string) => void said.push(line), complain: () => undefined };
  expect(await doctor(['a.test'], { ...env, ...strange, HOME: '/root', TEXT: 'x' }, terminal)).toBe(0);
  expect(said.filter((line) => line.includes('no setting')).map((line) => line.split('\n')[0])).toEqual([
    'warn  settings: CRAWL_CONCURENCY: no setting is called so; CRAWL_CONCURRENCY is',
    'warn  settings: PUBLIC_ULR: no setting is called so; PUBLIC_URL is',
    'warn  settings: BACKUP_PATH: no setting is called so',
  ]);
});

describe('the port', () => {
  async function listening(server: Server): Promise<string> {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const address = server.address();
    return typeof address === 'object' && address !== null ? String(address.port) : '';
  }
  test('that another program has is a warning', async () => {
    const port = await listening(createHttpServer((_, response) => void response.end('{}')));
    const { found } = await examined({ ...(await internet(() => 0)), PORT: port }, 'a.test');
    expect(found.get('port')).toMatchObject({ level: 'warn', words: expect.stringContaining('another') });
  });
  test('at which Herdbook itself answers is well', async () => {
    const answer = JSON.stringify({ status: 'ok', database: 'readable', lastRun: null });
    const port = await listening(createHttpServer((_, response) => void response.end(answer)));
    const { found } = await examined({ ...(await internet(() => 0)), PORT: port }, 'a.test');
    expect(found.get('port')).toMatchObject({ level: 'ok' });
  });
  test('of an address that is not this machine’s cannot be had', async () => {
    const { code, found } = await examined({ ...(await internet(() => 0)), HOST: '192.0.2.1' }, 'a.test');
    expect(code).toBe(1);
    expect(found.get('port')).toMatchObject({ level: 'fail', advice: expect.stringContaining('HOST') });
  });
});

test.each([
  ['finished', { ended: 93, looked: 93 }, 'warn', 'ended 93 days ago'],
  ['running', { ended: null, looked: 93 }, 'warn', 'was cut off 93 days ago'],
  ['finished', { ended: 93, looked: 0 }, 'ok', 'ended 93 days ago'],
  ['finished', { ended: 0, looked: 0 }, 'ok', 'ended 0 minutes ago'],
])('a crawl that is %s, %o, is %s', async (state, { ended, looked }, level, words) => {
  const env = await internet(() => 0);
  const db = openWriter(env['DATABASE_PATH'] ?? '');
  const now = Math.floor(Date.now() / 1_000);
  const ago = (days: number): number => now - days * 86_400;
  db.prepare(
    "INSERT INTO run (state, owner, startedAt, beatAt, finishedAt, due) VALUES (?, 'elsewhere:1', ?, ?, ?, 1)",
  ).run(state, ago(ended ?? 93), ago(ended ?? 93), ended === null ? null : ago(ended));
  db.prepare("INSERT OR REPLACE INTO upkeep (what, at) VALUES ('look', ?)").run(ago(looked));
  db.close();
  const { found } = await examined(env, 'a.test');
  expect(found.get('crawl')).toMatchObject({ level, words: expect.stringContaining(words) });
});

test('without a way out it says which part of the way is missing, soon', async () => {
  const env = await internet(() => 0);
  const startedAt = performance.now();
  const noName = await examined(env, 'unknown.test');
  expect([noName.code, noName.found.get('names')?.level]).toEqual([1, 'fail']);
  const refused = await examined({ ...env, CRAWL_PORT: '1' }, 'a.test');
  expect(refused.found.get('way out')?.words).toContain('nobody was reached');
  const noServer = await examined({ ...env, CRAWL_NAME_SERVERS: '127.0.0.1:1' }, 'a.test');
  expect(noServer.found.get('name servers')?.advice).toContain('resolv.conf');
  expect(performance.now() - startedAt).toBeLessThan(25_000);
});

test.each([
  [90, 'warn', /(?:89|90) s behind/],
  [-4_000, 'fail', /400\d s ahead/],
])('a clock that is %s s from others is a %s', async (skew, level, words) => {
  const { found } = await examined(await internet(() => skew), 'a.test');
  expect(found.get('clock')).toMatchObject({ level, words: expect.stringMatching(words) });
});

test.each([
  ['damaged', (path: string) => writeFileSync(path, 'no database at all '.repeat(500)), 'database', 'fail'],
  [
    'of a newer release',
    (path: string) => {
      const db = openWriter(path);
      db.pragma('user_version = 9999');
      db.close();
    },
    'schema',
    'fail',
  ],
  [
    'of an older release',
    (path: string) => {
      const db = openWriter(path);
      db.pragma('user_version = 1');
      db.close();
    },
    'schema',
    'warn',
  ],
] as const)('a database that is %s is said to be', async (_, spoil, about, level) => {
  const env = await internet(() => 0);
  spoil(env['DATABASE_PATH'] ?? '');
  const { found } = await examined(env, 'a.test');
  expect(found.get(about)?.level).toBe(level);
});
