/** The pages as a browser receives them: both languages, empty and full registers, hostile texts, forms that work by themselves. */
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWriter, type Database } from '../../db/open.ts';
import { beatRun, beginRun, endRun } from '../../db/runs.ts';
import { buildServer } from '../../web/server.ts';
import { readWebSettings } from '../../web/settings.ts';
import { AT0, DAY0, insertDays, insertInstance, insertLatest, insertNetworkDay, insertProfile, insertRefusal, insertSource } from '../rows.ts';

const NOW = AT0 + 3_600;
const PATHS = ['/', '/instances', '/instances/toots.example.test', '/instances/odd.example.test', '/method', '/crawler', '/about', '/nowhere'] as const;
const LEASE = { owner: 'test:1', wallAt: AT0, isGone: () => true };

function fill(db: Database): void {
  const source = insertSource(db, { name: 'Old <b>register</b>', url: 'javascript:alert(1)' });
  const first = insertInstance(db, 'toots.example.test');
  insertProfile(db, first, { title: 'Harbour', description: 'A quiet place.', languages: ['fr', 'en'], registrations: 'approval', softwareName: 'mastodon', softwareVersion: '4.4.2', rules: ['Be kind.'] });
  insertDays(db, first, DAY0 - 9, 'users', [10, 11, 12, undefined, 14, 15, 16, 17, 18, 19]);
  insertLatest(db, first, { users: 19, statuses: 400, connections: 90, users7: 7 });
  const odd = insertInstance(db, 'odd.example.test', { state: 'failing', failingSince: AT0 - 86_400, failureKind: 'dns', lastAnswerAt: AT0 - 86_400 });
  insertProfile(db, odd, { title: '<script>alert(1)</script>', description: '"><img src=x onerror=alert(2)>', rules: ['</ol><script>alert(3)</script>'], registrationsMessage: '<svg onload=alert(4)>' });
  insertLatest(db, odd, { users: 5, peersListed: 77, source: source.id });
  insertRefusal(db, odd, { raw: '<i>-1</i>' });
  for (let day = DAY0 - 9; day <= DAY0; day += 1) insertNetworkDay(db, day, { users: 100 + day - DAY0, statuses: 400, connections: 90, activeMonth: 9, instances: 2, measured: 1, carried: 1 });
}

async function appOver(db: Database): Promise<FastifyInstance> {
  return buildServer({ db, settings: readWebSettings({ ALLOWED_SUFFIXES: 'test', PUBLIC_URL: 'https://herdbook.example' }), now: () => NOW });
}

describe('the pages', () => {
  const [full, empty] = [openWriter(':memory:'), openWriter(':memory:')];
  let app: FastifyInstance;
  let bare: FastifyInstance;
  beforeAll(async () => {
    fill(full);
    [app, bare] = [await appOver(full), await appOver(empty)];
  });
  afterAll(async () => {
    await Promise.all([app.close(), bare.close()]);
  });
  const page = async (url: string, from = app): Promise<string> => (await from.inject({ url, headers: { 'accept-language': 'en' } })).body;

  it.each(PATHS.flatMap((path) => (['en', 'fr'] as const).map((lang) => [lang, path] as const)))('in %s: %s is whole, translated and safe', async (lang, path) => {
    for (const from of [app, bare]) {
      const text = await page(`/${lang}${path}`, from);
      expect(text).toMatch(new RegExp(`^<!doctype html>\\s*<html lang="${lang}">`));
      expect(text.match(/<h1[ >]/g)).toHaveLength(1);
      expect(text).not.toMatch(/undefined|\[object|NaN|function|=&gt; /);
      expect(text).not.toMatch(/<script(?! type="application\/json"| type="module" src="\/assets\/)/);
      expect(text).not.toMatch(/ style=|<style| on[a-z]+="|<img|<iframe|javascript:/);
      const outside = [...text.matchAll(/(?:src|action|poster)="(https?:[^"]*)"/g)];
      expect(outside).toEqual([]);
    }
  });

  it('answer HTML with its language, to be asked for again', async () => {
    const answer = await app.inject({ url: '/fr/' });
    expect(answer.headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'content-language': 'fr', 'cache-control': 'no-cache' });
    const again = await app.inject({ url: '/fr/', headers: { 'if-none-match': String(answer.headers.etag) } });
    expect(again.statusCode).toBe(304);
  });

  it('keep path and query when the language is switched', async () => {
    expect(await page('/en/instances?q=harbour&language=fr')).toContain('href="/fr/instances?q=harbour&amp;language=fr"');
  });

  it('are French to a French browser, and stay so on the way', async () => {
    const { body } = await app.inject({ url: '/', headers: { 'accept-language': 'fr-CA,en;q=0.5' } });
    expect(body).toContain('<html lang="fr">');
    expect(body).toContain('href="/instances"');
    expect(await page('/fr/')).toContain('href="/fr/instances"');
  });

  it('show an unknown instance or address as not found', async () => {
    for (const url of ['/instances/nobody.example.test', '/instances/..%2f..', '/nowhere']) {
      const answer = await app.inject({ url });
      expect([answer.statusCode, answer.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
    }
  });

  it('escape what instances say', async () => {
    const text = await page('/en/instances/odd.example.test');
    for (const raw of ['<script>alert', '<img src=x', '<svg onload', '<i>-1', '<b>register']) expect(text).not.toContain(raw);
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  });

  it('say why an instance cannot be reached, and what is left out', async () => {
    const text = await page('/en/instances/odd.example.test');
    expect(text).toContain('Not reachable since 1 March 2026: its name does not resolve.');
    expect(text).toContain('Left out because a count cannot be negative.');
    expect(text).toContain('The length of its peers list stands in their place.');
    expect(text).toContain('77');
  });

  it('say what the sign-up button will do, and tell the instance nothing of where from', async () => {
    const text = await page('/fr/instances/toots.example.test');
    expect(text).toMatch(/<a class="button" href="https:\/\/toots\.example\.test\/" rel="noopener nofollow noreferrer">Ouvre toots\.example\.test.: inscription sur validation</);
  });

  it('give each graph its finding, its table, its CSV and its points', async () => {
    const text = await page('/en/instances/toots.example.test');
    expect(text).toContain('90% more accounts in 9 days');
    const csv = '/api/v1/instances/toots.example.test/series.csv?metric=users&interval=day&from=2026-02-21';
    expect(text).toContain(`href="${csv.replaceAll('&', '&amp;')}"`);
    expect((await app.inject({ url: csv })).headers['content-type']).toContain('text/csv');
    expect(text).toMatch(/<td>19<\/td>/);
    expect(text).toMatch(/<td>unknown<\/td>/);
    const points = JSON.parse(/class="plot-points">(.*?)<\/script>/.exec(text)?.[1] ?? '');
    expect(points.value).toEqual([10, 11, 12, null, 14, 15, 16, 17, 18, 19]);
  });

  it('offer no link inside the site that leads nowhere', async () => {
    const texts = await Promise.all(PATHS.slice(0, -1).map((path) => page(`/en${path}`)));
    const links = new Set(texts.flatMap((text) => [...text.matchAll(/href="(\/[^"#]*)/g)].map(([, link]) => (link ?? '').replaceAll('&amp;', '&'))));
    const broken: string[] = [];
    for (const link of links) if ((await app.inject({ url: link })).statusCode !== 200 && !link.startsWith('/assets/') && link !== '/favicon.svg') broken.push(link);
    expect(links.size).toBeGreaterThan(40);
    expect(broken).toEqual([]);
  });

  it('read range, mode and figure from the address, and shrug at nonsense', async () => {
    expect(await page('/en/?metric=statuses&range=7d&mode=day')).toContain('Change from one day to the next: posts written there');
    expect(await page('/en/?metric=__proto__&range=1000y&mode=toString')).toContain('Daily totals: registered accounts');
  });

  describe('the directory', () => {
    it('keeps its state in the address: filters as chips that can be taken out, sort in the heads', async () => {
      const text = await page('/en/instances?language=fr,de&minUsers=3&sort=domain');
      expect(text).toMatch(/href="\/en\/instances\?language=de&amp;minUsers=3&amp;sort=domain"/);
      expect(text).toMatch(/<input type="checkbox" name="language" value="fr" checked/);
      expect(text).toMatch(/aria-sort="ascending"><a href="\/en\/instances\?language=fr%2Cde&amp;minUsers=3&amp;sort=domain&amp;order=desc"/);
      expect(text).toContain('/api/v1/instances.csv?language=fr%2Cde&amp;minUsers=3&amp;sort=domain&amp;limit=500');
    });

    it('finds by words and by form fields alike', async () => {
      expect(await page('/en/instances?q=harbour&language=fr&language=de&minUsers=&maxUsers=&sort=users')).toContain('1 instance, by accounts');
    });

    it('says which filter to drop when nothing is found', async () => {
      const text = await page('/en/instances?q=harbour&language=ja');
      expect(text).toContain('No instance fits all of this');
      expect(text).toContain('without Japanese: 1 instance');
      expect(text).toContain('without “harbour”: 0 instances');
    });

    it('leaves out what it does not understand, and says so', async () => {
      for (const query of ['state=asleep', 'minUsers=many', 'sort=luck', 'after=nonsense']) {
        const answer = await app.inject({ url: `/en/instances?${query}` });
        expect([answer.statusCode, answer.body.includes('is not understood')]).toEqual([200, true]);
      }
    });
  });

  describe('about the crawl', () => {
    it('show the progress of a run, and stop watching once it has ended', async () => {
      const run = beginRun(full, 400, AT0, LEASE);
      beatRun(full, run?.id ?? 0, { visited: 312, answered: 300, withheld: 2, failed: 10 }, AT0);
      const text = await page('/en/');
      expect(text).toContain('<body data-live');
      expect(text).toMatch(/<progress max="400" value="312"/);
      endRun(full, run?.id ?? 0, { state: 'finished', reason: null, at: NOW });
      expect(await page('/en/')).not.toContain('data-live');
    });

    it('say plainly that an outage is our side’s fault, and point at the demo', async () => {
      const run = beginRun(full, 400, AT0, LEASE);
      endRun(full, run?.id ?? 0, { state: 'aborted', reason: 'network: nothing answers', at: NOW });
      expect(await page('/en/')).toMatch(/could not reach the Internet.*npm run demo/s);
      expect(await page('/fr/')).toMatch(/n’a pas pu joindre Internet.*npm run demo/s);
    });
  });

  it('say what is imported, from where and of when, while nothing is measured', async () => {
    const db = openWriter(':memory:');
    const source = insertSource(db, { name: 'Old register', url: 'https://register.example/' });
    const id = insertInstance(db, 'toots.example.test', { state: 'discovered' });
    insertLatest(db, id, { users: 19, source: source.id, at: AT0 - 86_400 });
    const imported = await appOver(db);
    const text = await page('/en/', imported);
    expect(text).toContain('Nothing has been measured by this crawler yet.');
    expect(text).toContain('Old register, 1 March 2026');
    await imported.close();
  });
});
