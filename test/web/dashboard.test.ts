/** The dashboard: one address holds a wall, and the form that builds it gives such an address. */
import { describe, expect, test } from 'vitest';
import { readWall, writeWall, graphsOf } from '../../web/wall.ts';
import { fill } from './compat/catalogue.ts';
import { AT0, insertRun } from '../rows.ts';
import { served } from './served.ts';

const ADDRESS =
  '/fr/dashboard?g=network:users&g=public-sector:users&i=big.test,small.test&i=nobody.test&together=yes&theme=dark&every=15&title=%3Cb%3EHall';

/** The graphs of a page, with & as people write it. */
function pictures(payload: string): string[] {
  return [...payload.matchAll(/<img\s+src="([^"]+)"/g)].map((match) =>
    (match[1] ?? '').replaceAll('&amp;', '&'),
  );
}

describe('the wall', () => {
  test('shows what its address holds, renews itself and says what the figures are of', async () => {
    const { app } = await served(fill);
    const { payload, statusCode } = await app.inject(ADDRESS);
    expect(statusCode).toBe(200);
    expect(payload).toContain('<meta http-equiv="refresh" content="900" />');
    expect(payload).toContain('data-theme="dark"');
    expect(payload).toMatch(/<h1>&lt;b&gt;Hall<\/h1>/);
    expect(payload).toContain('Chiffres du 3 mars 2026, 100');
    expect(payload).toContain('Inconnu ici\u00a0: nobody.test');
    const shown = pictures(payload);
    expect(shown.map((address) => address.split('.svg')[0])).toEqual([
      '/embed/network/users',
      '/embed/public-sector/users',
      '/embed/compare/users',
      '/embed/instances/big.test/users',
      '/embed/instances/small.test/users',
    ]);
    for (const address of shown) {
      const picture = await app.inject(address);
      expect(picture.statusCode, address).toBe(200);
      expect(address).toContain('lang=fr&theme=dark');
    }
  });

  test('is changed by a form that has everything filled in', async () => {
    const { app } = await served(fill);
    const link = /href="(\/fr\/dashboard\/build[^"]+)"/.exec((await app.inject(ADDRESS)).payload)?.[1];
    const { payload } = await app.inject(String(link).replaceAll('&amp;', '&'));
    expect(payload).toMatch(/value="network:users"\s+checked/);
    expect(payload).not.toMatch(/value="network:statuses"\s+checked/);
    expect(payload).toMatch(/value="big.test small.test"/);
    expect(payload).toMatch(/<option value="dark"\s+selected/);
    expect(payload).toMatch(/<option value="15"\s+selected/);
  });

  test('without script is loaded again as a whole, with it part by part, and anew after hours', async () => {
    const { app } = await served(fill);
    const { payload } = await app.inject(ADDRESS);
    expect(payload).toMatch(/<noscript>\s*<meta http-equiv="refresh" content="900" \/>\s*<\/noscript>/);
    expect(payload).toContain('<meta http-equiv="refresh" content="21600" />');
    expect(payload).toMatch(/<body class="framed" data-every="900">/);
    const parts = [...payload.matchAll(/data-part="([^"]+)"/g)].map(([, name]) => name);
    expect(parts).toEqual(['head', 'graph-0', 'graph-1', 'graph-2', 'graph-3', 'graph-4']);
  });

  test('says when nothing has been read for a day, and nothing of it before', async () => {
    let now = AT0 + 3_600;
    const { app } = await served(
      (db) => {
        fill(db);
        insertRun(db, { finishedAt: AT0 });
      },
      {},
      () => now,
    );
    const wall = async (lang: string): Promise<string> =>
      (await app.inject(`/${lang}/dashboard?g=network:users`)).payload;
    expect(await wall('en')).not.toContain('Nothing has been read');
    now = AT0 + 86_400;
    expect(await wall('en')).not.toContain('Nothing has been read');
    now = AT0 + 3 * 86_400;
    expect(await wall('en')).toContain('Nothing has been read since');
    expect(await wall('en')).toContain('(3 days ago)');
    expect(await wall('fr')).toContain('(il y a 3 jours)');
    const fresh = await served(fill);
    expect((await fresh.app.inject('/en/dashboard?g=network:users')).payload).toContain(
      'Nothing has been read yet',
    );
  });

  test('asks for its pictures anew when a run has gone on', async () => {
    const { app, writer } = await served((db) => {
      fill(db);
      insertRun(db, { state: 'running', finishedAt: null, visited: 3 });
    });
    const shown = async (): Promise<string[]> => pictures((await app.inject(ADDRESS)).payload);
    const [first, again] = [await shown(), await shown()];
    expect(again).toEqual(first);
    writer.prepare('UPDATE run SET visited = 4').run();
    const later = await shown();
    expect(later.filter((address) => first.includes(address))).toEqual([]);
    expect((await app.inject(later[0] ?? '')).statusCode).toBe(200);
  });

  test('is a form as long as nothing is chosen, with something ticked', async () => {
    const { app } = await served(fill);
    const { payload } = await app.inject('/en/dashboard');
    expect(payload).toContain('<form class="wall-form" action="/en/dashboard" method="get">');
    expect(payload).toMatch(/value="network:users"\s+checked/);
    expect(payload).not.toContain('http-equiv="refresh"');
    expect(payload).not.toContain('Not known here');
  });

  test('says what it does not know, on the wall and where nothing is left to show', async () => {
    const { app } = await served(fill);
    for (const query of ['g=network:bogus', 'i=nope.test', 'g=network:users&i=nope.test', 'i=%3Cb%3E'])
      expect((await app.inject(`/en/dashboard?${query}`)).payload, query).toContain('Not known here: ');
    expect((await app.inject('/en/dashboard?i=%3Cb%3E')).payload).not.toContain('<b>');
  });
});

test('an address is read and written back alike; what it does not know is told, and left out', () => {
  const query = new URLSearchParams(
    'g=network:users&g=network:cats&g=network-fr:users&g=public-sector-fr:active&i=a.test b.test&range=1y&every=7&theme=pink',
  );
  const wall = readWall(query, ['test']);
  expect(wall).toMatchObject({
    groups: ['network:users', 'public-sector-fr:active'],
    domains: ['a.test', 'b.test'],
    range: '1y',
    every: 5,
    theme: 'auto',
  });
  expect(wall.strange).toEqual(['network:cats', 'network-fr:users']);
  expect(readWall(writeWall(wall), ['test'])).toEqual({ ...wall, strange: [] });
  expect(graphsOf(wall).map(({ id }) => id)).toEqual(['users', 'active', 'users', 'users']);
});
