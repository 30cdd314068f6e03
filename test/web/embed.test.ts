/** Embedded graphs over HTTP: frames, SVG, PNG, badges and oEmbed; what is refused, and who may load them. */
import { inflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { Database } from '../../db/open.ts';
import {
  AT0,
  DAY0,
  insertDays,
  insertInstance,
  insertLatest,
  insertNetworkDay,
  insertProfile,
} from '../rows.ts';
import { served } from './served.ts';

function fill(db: Database): void {
  for (const [index, name] of ['a.test', 'b.test'].entries()) {
    const id = insertInstance(db, name, { lastVisitAt: AT0, lastAnswerAt: AT0 });
    insertProfile(db, id, { softwareName: 'mastodon', softwareVersion: '4.5.0', registrations: 'open' });
    insertLatest(db, id, { users: 1_300 * (index + 1), activeMonth: 70 });
    insertDays(
      db,
      id,
      DAY0 - 3,
      'users',
      [1_000, 1_100, null, 1_300].map((users) => users && users * (index + 1)),
    );
  }
  for (const [day, users] of [3_000, 3_300, 3_900].entries())
    insertNetworkDay(db, DAY0 - 2 + day, { users, instances: 2, measured: 1, carried: 1 });
}

/** Width and height of a PNG, and whether more than its background is in it. */
function readPng(png: Buffer): { width: number; height: number; colours: number } {
  expect(png.subarray(0, 8)).toEqual(Buffer.from('89504e470d0a1a0a', 'hex'));
  const chunks: Buffer[] = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at))
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      chunks.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  const pixels = inflateSync(Buffer.concat(chunks));
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20), colours: new Set(pixels).size };
}

describe('pictures', () => {
  test.each([
    '/embed/network/users',
    '/embed/instances/a.test/users',
    '/embed/compare/users?i=a.test&i=b.test',
    '/embed/compare/users?i=a.test,b.test&reading=indexed&scale=log&range=all',
    '/embed/public-sector/users',
  ])('%s is to be had as frame, SVG and PNG, by everybody', async (address) => {
    const { app } = await served(fill);
    const [path, query = ''] = address.split('?');
    for (const [ending, type] of [
      ['', 'text/html; charset=utf-8'],
      ['.svg', 'image/svg+xml'],
      ['.png', 'image/png'],
    ]) {
      const answer = await app.inject(`${path}${ending}?${query}`);
      expect(answer.statusCode, answer.payload.slice(0, 200)).toBe(200);
      expect(answer.headers).toMatchObject({
        'content-type': type,
        'cross-origin-resource-policy': 'cross-origin',
        'access-control-allow-origin': '*',
        'cache-control': 'public, max-age=300',
      });
      expect(answer.headers['x-frame-options']).toBeUndefined();
      const again = await app.inject({
        url: `${path}${ending}?${query}`,
        headers: { 'if-none-match': String(answer.headers['etag']) },
      });
      expect(again.statusCode).toBe(304);
    }
  });

  test('a frame may stand anywhere, a page nowhere', async () => {
    const { app } = await served(fill);
    const policy = async (url: string): Promise<unknown> =>
      (await app.inject(url)).headers['content-security-policy'];
    expect(await policy('/embed/network/users')).toContain('frame-ancestors *');
    expect(await policy('/')).toContain("frame-ancestors 'none'");
  });

  test('an SVG stands alone: well formed, its own colours, size, language and figures', async () => {
    const { app } = await served(fill);
    const { payload } = await app.inject(
      '/embed/instances/a.test/users.svg?width=640&height=300&lang=fr&theme=dark&range=all',
    );
    expect(payload).toMatch(/^<svg\s+xmlns="http:\/\/www.w3.org\/2000\/svg"\s+width="640"\s+height="300"/);
    expect(payload).toContain('a.test · Comptes');
    expect(payload).toMatch(/30\s%\sde comptes en plus en 3\sjours/);
    expect(payload).toContain('.paper{fill:#161513}');
    expect(payload).not.toContain('prefers-color-scheme');
    expect(payload).not.toMatch(/var\(|NaN|undefined|%"\s+%/);
  });

  test('a PNG has the size that was asked for, and something on it without any font of the machine', async () => {
    const { app } = await served(fill);
    const sizes = ['width=1200&height=630', 'width=200&height=120', 'theme=dark'];
    const pictures = await Promise.all(
      sizes.map(async (query) => readPng((await app.inject(`/embed/network/users.png?${query}`)).rawPayload)),
    );
    expect(pictures.map(({ width, height }) => [width, height])).toEqual([
      [1_200, 630],
      [200, 120],
      [800, 420],
    ]);
    for (const { colours } of pictures) expect(colours).toBeGreaterThan(20);
  });

  test.each([
    ['/embed/network/users.png?width=5000', 400],
    ['/embed/network/users.svg?colour=red', 400],
    ['/embed/network/users.svg?reading=indexed', 400],
    ['/embed/compare/users?i=a.test&mode=day', 400],
    ['/embed/compare/users', 400],
    ['/embed/compare/users?i=nobody.test', 404],
    ['/embed/instances/nobody.test/users.svg', 404],
    ['/embed/instances/a.test/users.gif', 404],
    ['/embed/instances/a.test/cats.svg', 404],
    ['/embed/public-sector/users?country=ZZ', 404],
    ['/embed/everything/users', 404],
  ])('%s is refused with %i, as JSON', async (url, status) => {
    const { app } = await served(fill);
    const answer = await app.inject(url);
    expect(answer.statusCode).toBe(status);
    expect(answer.json()).toHaveProperty('error.code');
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  test('a flood of different pictures is turned away instead of piling up', async () => {
    const { app } = await served(fill);
    const answers = await Promise.all(
      Array.from({ length: 120 }, (_, index) => app.inject(`/embed/network/users.png?width=${300 + index}`)),
    );
    const statuses = answers.map(({ statusCode }) => statusCode);
    expect(statuses).toContain(200);
    expect(statuses).toContain(429);
    expect((await app.inject('/embed/network/users.png?width=300')).statusCode).toBe(200);
  });

  test('an empty register has a picture that says so', async () => {
    const { app } = await served();
    const { statusCode, payload } = await app.inject('/embed/network/users.svg?lang=en');
    expect(statusCode).toBe(200);
    expect(payload).toContain('Nothing known yet');
  });
});

describe('badges', () => {
  test.each([
    ['a.test/users', 'accounts: 1.3K'],
    ['a.test/registrations', 'sign-up: Open to all'],
    ['a.test/registrations.svg?lang=fr', 'inscriptions: '],
    ['a.test/availability', 'answered, 90 days: unknown'],
    ['a.test/software', 'software: mastodon 4.5.0'],
    ['network/users', 'accounts: 3.9K'],
  ])('%s', async (path, text) => {
    const { app } = await served(fill);
    const answer = await app.inject(`/badge/${path.includes('.svg') ? path : `${path}.svg`}`);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toBe('image/svg+xml');
    expect(answer.payload).toContain(text);
  });

  test('a text of an instance stays text', async () => {
    const { app } = await served((db) => {
      const id = insertInstance(db, 'x.test', { lastVisitAt: AT0, lastAnswerAt: AT0 });
      insertProfile(db, id, { softwareName: 'evil', softwareVersion: '<script>"&' });
    });
    const { payload } = await app.inject('/badge/x.test/software.svg');
    expect(payload).toContain('evil &lt;script&gt;&quot;&amp;');
    expect(payload).not.toContain('<script');
  });

  test.each([
    '/badge/a.test/cats.svg',
    '/badge/nobody.test/users.svg',
    '/spark/a.test/cats.svg',
    '/badge/a.test/users',
  ])('%s is not there', async (url) => {
    const { app } = await served(fill);
    expect((await app.inject(url)).statusCode).toBe(404);
  });

  test('a small line stops at gaps', async () => {
    const { app } = await served(fill);
    const { payload } = await app.inject('/spark/a.test/users.svg');
    expect(payload).toMatch(/d="M[^"L]+L[^"LM]+M[^"LM]+"/);
    expect((await app.inject('/spark/network/users.svg')).payload).toContain('The fediverse');
  });
});

describe('oEmbed', () => {
  const ask = (path: string, rest = ''): string =>
    `/oembed?url=${encodeURIComponent(`http://127.0.0.1:3000${path}`)}${rest}`;

  test('tells how the page of an instance is embedded', async () => {
    const { app } = await served(fill);
    const answer = await app.inject(ask('/fr/instances/a.test', '&maxwidth=500'));
    expect(answer.json()).toMatchObject({
      version: '1.0',
      type: 'rich',
      title: 'a.test · Comptes',
      width: 500,
      html: expect.stringContaining('src="http://127.0.0.1:3000/embed/instances/a.test/users?lang=fr"'),
      thumbnail_width: 500,
      thumbnail_height: 630,
    });
  });

  test('keeps within what was asked for, however small', async () => {
    const { app } = await served(fill);
    const answer = await app.inject(ask('/en/instances/a.test', '&maxwidth=100&maxheight=50'));
    expect(answer.json()).toMatchObject({ width: 100, height: 50 });
    expect(answer.json()).not.toHaveProperty('thumbnail_url');
  });

  test('is found from the page, and what it gives is there', async () => {
    const { app } = await served(fill);
    for (const page of [
      '/en',
      '/en/instances/a.test',
      '/en/compare?i=a.test&i=b.test',
      '/en/public-sector',
    ]) {
      const { payload } = await app.inject(page);
      const link = /type="application\/json\+oembed" href="([^"]+)"/
        .exec(payload)?.[1]
        ?.replaceAll('&amp;', '&');
      const { pathname, search } = new URL(String(link));
      const found = await app.inject(`${pathname}${search}`);
      expect(found.statusCode, page).toBe(200);
      const { html, thumbnail_url: picture } = found.json<{ html: string; thumbnail_url: string }>();
      const frame = /src="([^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&');
      for (const address of [String(frame), picture]) {
        const { statusCode } = await app.inject(address.slice('http://127.0.0.1:3000'.length));
        expect(statusCode, address).toBe(200);
      }
      const image = /property="og:image" content="([^"]+)"/.exec(payload)?.[1]?.replaceAll('&amp;', '&');
      const shown = await app.inject(String(image).slice('http://127.0.0.1:3000'.length));
      expect(readPng(shown.rawPayload)).toMatchObject({ width: 1_200, height: 630 });
    }
  });

  test('speaks XML too', async () => {
    const { app } = await served(fill);
    const answer = await app.inject(ask('/', '&format=xml'));
    expect(answer.headers['content-type']).toBe('text/xml; charset=utf-8');
    expect(answer.payload).toContain('<type>rich</type>');
    expect(answer.payload).toContain('<html>&lt;iframe src=&quot;http');
  });

  test.each(['/method', '/instances', '/instances/nobody.test', '/public-sector/ZZ', '/instances/%zz'])(
    '%s has nothing to embed',
    async (path) => {
      const { app } = await served(fill);
      expect((await app.inject(ask(path))).statusCode).toBe(404);
    },
  );

  test('somebody else’s address is none of ours', async () => {
    const { app } = await served(fill);
    expect((await app.inject('/oembed?url=https%3A%2F%2Felsewhere.test%2F')).statusCode).toBe(404);
  });
});

test('every graph has its box to copy from', async () => {
  const { app } = await served(fill);
  const { payload } = await app.inject('/en/instances/a.test');
  expect(payload).toContain(
    '&lt;iframe src=&quot;http://127.0.0.1:3000/embed/instances/a.test/users?mode=total&amp;amp;range=90d&amp;amp;lang=en&quot;',
  );
  expect((await app.inject('/embed/instances/a.test/users')).payload).not.toContain('<textarea');
});
