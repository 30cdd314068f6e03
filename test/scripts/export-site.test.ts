/** The static export, served by the plainest of servers and walked through. */
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openWriter } from '../../db/open.ts';
import { exportSite } from '../../scripts/export-site.ts';
import { fileOf, keptAddress } from '../../scripts/export-site/links.ts';
import {
  AT0,
  DAY0,
  insertDays,
  insertInstance,
  insertLatest,
  insertNetworkDay,
  insertProfile,
} from '../rows.ts';
import { temporaryFolder } from '../temporary.ts';

/** Files and folders, nothing else: what every file host can do. */
async function startFileHost(folder: string): Promise<string> {
  const server = createServer((request, response) => {
    const path = join(folder, decodeURIComponent(new URL(request.url ?? '/', 'http://x').pathname));
    const isFolder = existsSync(path) && statSync(path).isDirectory();
    const file = isFolder ? join(path, 'index.html') : path;
    if (!existsSync(file) || statSync(file).isDirectory()) response.writeHead(404).end();
    else response.writeHead(200).end(readFileSync(file));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}

test('no link of an exported site is dead, in either language', { timeout: 120_000 }, async () => {
  const base = temporaryFolder();
  const path = join(base, 'herdbook.sqlite');
  const db = openWriter(path);
  for (const name of ['a.test', 'b.test', 'c.test']) {
    const id = insertInstance(db, name, { lastVisitAt: AT0, lastAnswerAt: AT0 });
    insertProfile(db, id, { title: `Title of ${name}`, softwareName: 'mastodon' });
    insertLatest(db, id, { users: 10 });
    insertDays(db, id, DAY0 - 3, 'users', [1, 2, 3, 4]);
  }
  for (let day = DAY0 - 3; day <= DAY0; day += 1)
    insertNetworkDay(db, day, { users: 10, instances: 3, measured: 3 });
  db.close();
  const folder = join(base, 'site');
  const said: string[] = [];
  const terminal = {
    say: (line: string) => void said.push(line),
    complain: (line: string) => void said.push(line),
  };
  const env = { DATABASE_PATH: path, ALLOWED_SUFFIXES: 'test' };
  expect(await exportSite([folder], env, terminal)).toBe(0);
  expect(said.filter((line) => line.startsWith('PUBLIC_URL is not set'))).toHaveLength(1);
  // The picture comes with the browser's code, which may not have been built here.
  const nowhere = said.filter((line) => line.startsWith('Links that led'));
  expect(nowhere.filter((line) => !line.endsWith(': /favicon.svg'))).toEqual([]);
  const host = await startFileHost(folder);
  const waiting = ['/'];
  const seen = new Set(waiting);
  const dead: string[] = [];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const answer = await fetch(host + next);
    if (answer.status !== 200) dead.push(next);
    const isPage = next.endsWith('/');
    const text = await answer.text();
    if (!isPage) continue;
    expect(text, next).not.toContain('<script src');
    // What only a running Herdbook can answer is not offered.
    expect(text, next).not.toMatch(/\/embed\/|\/oembed|og:image/);
    for (const [, link = ''] of text.matchAll(/\s(?:href|src)="([^"#]*)/g)) {
      if (!link.startsWith('/')) continue;
      expect(link, `on ${next}`).not.toContain('?');
      if (seen.has(link)) continue;
      seen.add(link);
      waiting.push(link);
    }
  }
  expect(dead).toEqual([]);
  for (const page of ['/en/', '/fr/', '/en/instances/', '/fr/instances/a.test/', '/en/instances/c.test/'])
    expect([...seen], page).toContain(page);
  expect([...seen].filter((link) => link.endsWith('.csv')).length).toBeGreaterThan(3);
  expect(readFileSync(join(folder, 'fr/instances/a.test/index.html'), 'utf8')).toContain('Title of a.test');
  expect(await exportSite([folder], env, terminal)).toBe(1);
  expect(readdirSync(folder)).toContain('index.html');
});

test.each([
  ['/instances', 'fr', '/fr/instances'],
  ['/en/?range=30d&amp;metric=users', 'en', '/en?metric=users&range=30d'],
  ['/en/instances?language=fr', 'en', '/en/instances'],
  ['/en/instances/a.test?range=7d', 'en', '/en/instances/a.test'],
  ['/api/v1/network/series.csv?metric=users', 'en', '/api/v1/network/series.csv?metric=users'],
  ['https://elsewhere.example/', 'en', null],
  ['#main', 'en', null],
])('%s on a page in %s is %s', (link, lang, address) => {
  expect(keptAddress(link, lang)).toBe(address);
});

test.each([
  ['/en', 'text/html', /^en\/index\.html$/],
  ['/en?range=7d', 'text/html', /^en\/[0-9a-f]{10}\/index\.html$/],
  ['/api/v1/network', 'application/json', /^api\/v1\/network\.json$/],
  ['/api/v1/network/series.csv?metric=users', 'text/csv', /^api\/v1\/network\/series-[0-9a-f]{10}\.csv$/],
  ['/favicon.svg', 'image/svg+xml', /^favicon\.svg$/],
])('%s lies in a file of its own', (address, type, file) => {
  expect(fileOf(address, type)).toMatch(file);
});
