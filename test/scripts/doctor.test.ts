/** The doctor, on real files, a real name server and real hosts that are well or not. */
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
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

test('all settings that cannot be used are told at once', async () => {
  const said: string[] = [];
  const terminal = { say: (line: string) => void said.push(line), complain: () => undefined };
  expect(await doctor([], { PORT: 'x', CRAWL_CONCURRENCY: '0', TRUSTED_PROXIES: 'y' }, terminal)).toBe(1);
  expect(said.filter((line) => line.startsWith('fail'))).toHaveLength(3);
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
