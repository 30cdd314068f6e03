/** The dashboard: one address holds a wall, and the form that builds it gives such an address. */
import { describe, expect, test } from 'vitest';
import { readWall, writeWall, graphsOf } from '../../web/wall.ts';
import { fill } from './compat/catalogue.ts';
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
    expect(payload).toContain('Pas dans le registre\u00a0: nobody.test');
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

  test('is a form as long as nothing is chosen, with something ticked', async () => {
    const { app } = await served(fill);
    const { payload } = await app.inject('/en/dashboard');
    expect(payload).toContain('<form class="wall-form" action="/en/dashboard" method="get">');
    expect(payload).toMatch(/value="network:users"\s+checked/);
    expect(payload).not.toContain('http-equiv="refresh"');
  });
});

test('an address is read and written back alike; what it does not know is left out', () => {
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
  expect(readWall(writeWall(wall), ['test'])).toEqual(wall);
  expect(graphsOf(wall).map(({ id }) => id)).toEqual(['users', 'active', 'users', 'users']);
});
