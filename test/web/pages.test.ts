/** The pages as a browser receives them: both languages, empty and full registers, hostile texts, forms that work by themselves. */
import type { FastifyInstance } from 'fastify';
import { served } from './served.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWriter } from '../../db/open.ts';
import {
  AT0,
  DAY0,
  insertDays,
  insertInstance,
  insertLatest,
  insertProfile,
  insertRefusal,
  insertSource,
} from '../rows.ts';
import { appOver, fill, pageOf } from './register.ts';

const PATHS = [
  '/',
  '/instances',
  '/instances/toots.example.test',
  '/instances/odd.example.test',
  '/method',
  '/crawler',
  '/about',
  '/nowhere',
] as const;

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
  const page = (url: string, from = app): Promise<string> => pageOf(from, url);

  it.each(PATHS.flatMap((path) => (['en', 'fr'] as const).map((lang) => [lang, path] as const)))(
    'in %s: %s is whole, translated and safe',
    async (lang, path) => {
      for (const from of [app, bare]) {
        const text = await page(`/${lang}${path}`, from);
        expect(text).toMatch(new RegExp(`^<!doctype html>\\s*<html lang="${lang}">`));
        expect(text.match(/<h1[ >]/g)).toHaveLength(1);
        expect(text).not.toMatch(/undefined|\[object|NaN|function|=&gt; /);
        expect(text).not.toMatch(/<script(?! type="application\/json"| type="module" src="\/assets\/)/);
        expect(text).not.toMatch(/ style="|<style| on[a-z]+="|<img|<iframe|javascript:/);
        const outside = [...text.matchAll(/(?:src|action|poster)="(https?:[^"]*)"/g)];
        expect(outside).toEqual([]);
      }
    },
  );

  it('answer HTML with its language, to be asked for again', async () => {
    const answer = await app.inject({ url: '/fr/' });
    expect(answer.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-language': 'fr',
      'cache-control': 'public, max-age=0, s-maxage=60, must-revalidate',
    });
    const again = await app.inject({
      url: '/fr/',
      headers: { 'if-none-match': String(answer.headers.etag) },
    });
    expect(again.statusCode).toBe(304);
  });

  it('keep path and query when the language is switched', async () => {
    expect(await page('/en/instances?q=harbour&language=fr')).toContain(
      'href="/fr/instances?q=harbour&amp;language=fr"',
    );
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
    for (const raw of ['<script>alert', '<img src=x', '<svg onload', '<i>-1', '<b>register'])
      expect(text).not.toContain(raw);
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
    expect(text).toMatch(
      /<a class="button" href="https:\/\/toots\.example\.test\/auth\/sign_up" rel="noopener nofollow noreferrer">Ouvrir toots\.example\.test.: inscription sur validation</,
    );
  });

  it('date what others published of an instance that has never answered, and lead nobody into it', async () => {
    const { app: site } = await served((db) => {
      const source = insertSource(db).id;
      const id = insertInstance(db, 'old.test', { state: 'discovered' });
      insertProfile(db, id, {
        registrations: 'open',
        softwareName: 'mastodon',
        softwareVersion: '4.0.2',
        source,
      });
      insertLatest(db, id, { users: 900, at: AT0 - 900 * 86_400, source });
    });
    const text = await pageOf(site, '/en/instances/old.test');
    expect(text).toMatch(
      /<a class="button subdued" href="https:\/\/old\.test\/" rel="[a-z ]+">Open old\.test<\/a><span class="quiet">Sign-up as of 14 September 2023: open to all\. It has not answered us yet\.</,
    );
    expect(text).toContain('Mastodon 4.0.2, as of 14 September 2023');
    expect(text).toContain('Open to all, as of 14 September 2023');
    expect(text).not.toMatch(/sign up at once|\(behind\)|unsupported/);
  });

  it('promise no line of what is not told, and tell refused figures with the ledger', async () => {
    const { app: site } = await served((db) => {
      const quiet = insertInstance(db, 'quiet.test', { lastAnswerAt: AT0, lastVisitAt: AT0 });
      insertDays(db, quiet, DAY0 - 1, 'users', [4, 5]);
      insertLatest(db, quiet, { users: 5 });
      insertRefusal(db, quiet, { figure: 'statuses', rule: 'negative', raw: '-7' });
      const mute = insertInstance(db, 'mute.test', { state: 'withheld', lastVisitAt: AT0 });
      insertProfile(db, mute, { title: 'Mute' });
      insertInstance(db, 'new.test', { state: 'discovered' });
    });
    const text = await pageOf(site, '/en/instances/quiet.test');
    expect(text).toMatch(/Connections<\/h3>.{0,120}<small>not published<\/small>/);
    expect(text).not.toContain('The line begins with');
    expect(text.indexOf('Left out because')).toBeGreaterThan(text.indexOf('What each figure is worth'));
    expect(text.indexOf('Left out because')).toBeLessThan(text.indexOf('How we know'));
    const withheld = await pageOf(site, '/en/instances/mute.test');
    expect(withheld).toContain('<small>not read, as it asks</small>');
    expect(withheld).not.toContain('The line begins with');
    expect(await pageOf(site, '/en/instances/new.test')).toContain('The line begins with');
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

  it('give changes per day their own words, signs and CSV', async () => {
    const text = await page('/en/instances/toots.example.test?mode=day');
    const csv = '/api/v1/instances/toots.example.test/series.csv?metric=users&mode=day&from=2026-02-22';
    expect(text).toContain(`href="${csv.replaceAll('&', '&amp;')}"`);
    const values = (await app.inject({ url: csv })).body.split('\r\n').slice(1, -1);
    expect(values.map((row) => row.split(',')[2])).toEqual(['1', '1', '', '', '1', '1', '1', '1', '1']);
    expect(text).toContain('<th scope="col">Change in accounts</th>');
    expect(text).toContain('<caption>Change from the day before</caption>');
    expect(text).toContain('<td>+1</td>');
    expect(text).toContain('From 22 February 2026 to 2 March 2026: +7 accounts in all.');
  });

  it('say over how many instances a total of the network is', async () => {
    const text = await page('/en/');
    expect(text).toContain('<th scope="col">Instances</th>');
    expect(text).toMatch(/<td>100<\/td><td>2<\/td>/);
    expect(await page('/en/?mode=day')).not.toContain('<th scope="col">Instances</th>');
  });

  it('offer only ways into the directory that lead to something', async () => {
    const text = await page('/en/');
    expect(text).toContain('those that speak English');
    expect(text).toContain('all 2 of them');
    expect(text).not.toContain('those open to all');
    const none = await page('/en/', bare);
    expect(none).not.toContain('class="chip"');
  });

  it('offer no link inside the site that leads nowhere', async () => {
    const texts = await Promise.all(PATHS.slice(0, -1).map((path) => page(`/en${path}`)));
    const links = new Set(
      texts.flatMap((text) =>
        [...text.matchAll(/href="(\/[^"#]*)/g)].map(([, link]) => (link ?? '').replaceAll('&amp;', '&')),
      ),
    );
    const broken: string[] = [];
    for (const link of links)
      if (
        (await app.inject({ url: link })).statusCode !== 200 &&
        !link.startsWith('/assets/') &&
        link !== '/favicon.svg'
      )
        broken.push(link);
    expect(links.size).toBeGreaterThan(40);
    expect(broken).toEqual([]);
  });

  it('read range, mode and figure from the address, and shrug at nonsense', async () => {
    expect(await page('/en/?metric=statuses&range=7d&mode=day')).toContain(
      'Change from one day to the next: posts written there',
    );
    expect(await page('/en/?metric=__proto__&range=1000y&mode=toString')).toContain(
      'Daily totals: registered accounts',
    );
  });
});

it('the source of the running program is linked where its operator says where it is', async () => {
  const { app } = await served(undefined, { SOURCE_URL: 'https://git.example.org/herdbook?a=1&b=2' });
  for (const [lang, words] of [
    ['en', 'Source code'],
    ['fr', 'Code source'],
  ] as const)
    expect((await app.inject(`/${lang}/about`)).body).toContain(
      `<a href="https://git.example.org/herdbook?a=1&amp;b=2" rel="noopener noreferrer">${words}</a>`,
    );
  const plain = await served();
  expect((await plain.app.inject('/en/about')).body).not.toContain('Source code');
});
