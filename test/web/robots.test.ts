/** What programs that read the site are told: what to leave alone, and where everything is. */
import robotsParser from 'robots-parser';
import { expect, test } from 'vitest';
import type { Database } from '../../db/open.ts';
import { insertInstance, insertLatest } from '../rows.ts';
import { served } from './served.ts';

const SITE = 'https://herd.example';
const fill = (db: Database): void => {
  for (const name of ['a.test', 'b.test']) insertLatest(db, insertInstance(db, name), { users: 3 });
  insertInstance(db, 'heard-of.test', { addedBy: 'peer' });
};
const locations = (xml: string): string[] =>
  [...xml.matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, address = '']) => address);

test('robots.txt allows every page, and none of the endless addresses', async () => {
  const { app } = await served(fill, { PUBLIC_URL: SITE });
  const answer = await app.inject('/robots.txt');
  expect(answer.headers['content-type']).toContain('text/plain');
  const robots = robotsParser(`${SITE}/robots.txt`, answer.body);
  for (const path of [
    '/',
    '/en/instances/a.test',
    '/fr/network',
    '/api/v1/instances?after=b',
    '/feeds/news.atom?lang=fr',
  ])
    expect(robots.isAllowed(SITE + path, 'SomeBot'), path).toBe(true);
  for (const path of [
    '/en/instances?language=fr',
    '/compare?i=a.test',
    '/en?on=2026-01-01',
    '/dashboard?g=users',
  ])
    expect(robots.isAllowed(SITE + path, 'SomeBot'), path).toBe(false);
  expect(answer.body).toContain(`Sitemap: ${SITE}/sitemap.xml`);
});

test('the sitemap leads to every page in both languages, each there', async () => {
  const { app } = await served(fill, { PUBLIC_URL: SITE });
  const files = locations((await app.inject('/sitemap.xml')).body);
  expect(files).toEqual([`${SITE}/sitemap/pages.xml`, `${SITE}/sitemap/instances-1.xml`]);
  const pages: string[] = [];
  for (const file of files) {
    const answer = await app.inject(file.slice(SITE.length));
    expect(answer.headers['content-type']).toContain('application/xml');
    pages.push(...locations(answer.body));
  }
  expect(pages.filter((page) => page.includes('.test'))).toEqual(
    ['en/instances/a.test', 'fr/instances/a.test', 'en/instances/b.test', 'fr/instances/b.test'].map(
      (path) => `${SITE}/${path}`,
    ),
  );
  for (const page of pages) {
    const { statusCode, body } = await app.inject(page.slice(SITE.length));
    expect(statusCode, page).toBe(200);
    expect(body, page).toContain(`<link rel="canonical" href="${page}`);
  }
});

test('a large register is told in bounded files, and what is past the last is not there', async () => {
  const { app } = await served((db) => {
    db.exec(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 12000)
      INSERT INTO instance (domain, state, addedAt, addedBy, nextProbeAt)
      SELECT 'h' || i || '.test', 'up', 0, 'register', 0 FROM n`);
  });
  const files = locations((await app.inject('/sitemap.xml')).body);
  expect(files).toHaveLength(4);
  const counts = await Promise.all(
    files.slice(1).map(async (file) => locations((await app.inject(new URL(file).pathname)).body).length),
  );
  expect(counts).toEqual([10_000, 10_000, 4_000]);
  for (const file of ['instances-4', 'instances-0', 'instances-x', 'instances-99999'])
    expect((await app.inject(`/sitemap/${file}.xml`)).statusCode, file).toBe(404);
});

test('nothing of the demo is to be found', async () => {
  const { app } = await served(fill, { INVENTED: 'yes' });
  expect((await app.inject('/robots.txt')).body).toBe('User-agent: *\nDisallow: /\n');
});
