/** The pages for those who choose: comparing, "help me choose", the public sector, and what they add to an instance's page. */
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importOfficial } from '../../db/official-file.ts';
import type { OfficialEntry } from '../../db/official.ts';
import { openWriter } from '../../db/open.ts';
import {
  AT0,
  DAY0,
  domainOf,
  insertDays,
  insertInstance,
  insertLatest,
  insertObservation,
  insertProfile,
  type ProfileFields,
} from '../rows.ts';
import { appOver, fill, pageOf } from './register.ts';

const OFFICIAL: OfficialEntry = {
  domain: domainOf('ministry.test'),
  operator: 'Ministry of <b>Toots</b>',
  country: 'FR',
  level: 'state',
  admits: 'addresses',
  verifiedOn: '2026-03-01',
  stages: [{ stage: 'experimental', from: '2017-04', source: 'https://ministry.test/news' }],
  evidence: [{ kind: 'suffix', value: 'gouv.test', url: 'https://ministry.test/' }],
  mailDomains: [
    {
      domain: 'gouv.test',
      subdomains: true,
      from: '2017-04-20',
      until: null,
      source: 'https://ministry.test/news',
    },
  ],
  remark: { en: 'An experiment.', fr: 'Un essai.' },
};
const CLOSED: OfficialEntry = {
  ...OFFICIAL,
  domain: domainOf('closed.test'),
  country: 'CH',
  admits: 'organisations',
  mailDomains: [],
  stages: [...OFFICIAL.stages, { stage: 'closed', from: '2024-09-30', source: 'https://closed.test/' }],
};

const PATHS = [
  '/compare',
  '/compare?i=toots.example.test&i=odd.example.test',
  '/choose',
  '/choose?step=about',
  '/choose?step=size&language=fr',
  '/choose?step=signup',
  '/choose?step=result&seed=abc',
  '/choose?step=result&seed=abc&language=xx',
  '/public-sector',
  '/public-sector/fr',
  '/public-sector/ch',
  '/suggest',
  '/suggest?domain=toots.example.test',
  '/instances/ministry.test',
  '/instances/full.test',
] as const;

describe('the pages for choosing', () => {
  const [full, empty] = [openWriter(':memory:'), openWriter(':memory:')];
  let app: FastifyInstance;
  let bare: FastifyInstance;
  const add = (name: string, users: number, profile: ProfileFields): void => {
    const id = insertInstance(full, name, { lastAnswerAt: AT0, lastVisitAt: AT0 });
    insertProfile(full, id, { rules: ['Be kind.'], registrations: 'open', languages: ['fr'], ...profile });
    insertLatest(full, id, { users, statuses: users * 10 });
    insertDays(full, id, DAY0 - 5, 'users', [users - 5, users - 4, users - 3, undefined, users - 1, users]);
    for (let visit = 0; visit < 30; visit += 1) insertObservation(full, id, AT0 - visit * 21_600, {});
  };
  beforeAll(async () => {
    fill(full);
    importOfficial(full, AT0, [OFFICIAL, CLOSED]);
    const id = full
      .prepare('SELECT id FROM instance WHERE domain = ?')
      .pluck()
      .get('ministry.test') as number;
    full.prepare("UPDATE instance SET state = 'up' WHERE id = ?").run(id);
    insertProfile(full, id, { title: 'Ministry', registrations: 'open' });
    insertDays(full, id, DAY0 - 3, 'users', [100, 110, undefined, 130]);
    insertLatest(full, id, { users: 130 });
    for (let index = 0; index < 12; index += 1)
      add(`open-${index}.test`, 50 * 3 ** (index % 5), {
        registrations: index % 3 === 0 ? 'approval' : 'open',
        languages: [index % 2 === 0 ? 'fr' : 'de'],
      });
    add('full.test', 450, { registrations: 'closed', title: 'Full <i>house</i>' });
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
        expect(text).not.toMatch(/undefined|\[object|NaN|Infinity|function|=&gt; /);
        expect(text).not.toMatch(/<script(?! type="application\/json"| type="module" src="\/assets\/)/);
        expect(text).not.toMatch(/ style=|<style| on[a-z]+="|<img|<iframe|javascript:|<b>Toots|<i>house/);
        expect([...text.matchAll(/(?:src|action|poster)="(https?:[^"]*)"/g)]).toEqual([]);
      }
    },
  );

  it('lead nowhere that is not there', async () => {
    const texts = await Promise.all(PATHS.map((path) => page(`/en${path}`)));
    const links = new Set(
      texts.flatMap((text) =>
        [...text.matchAll(/href="(\/[^"#]*)/g)].map(([, link]) => (link ?? '').replaceAll('&amp;', '&')),
      ),
    );
    const broken: string[] = [];
    for (const link of links) {
      if (link.startsWith('/assets/') || link === '/favicon.svg') continue;
      const { statusCode } = await app.inject({ url: link, remoteAddress: `192.0.2.${broken.length}` });
      if (statusCode !== 200 && statusCode !== 303) broken.push(`${statusCode} ${link}`);
    }
    expect(links.size).toBeGreaterThan(60);
    expect(broken).toEqual([]);
  });

  describe('comparing', () => {
    const two = '/en/compare?i=toots.example.test&i=ministry.test&metric=users&reading=indexed&range=all';
    it('keeps everything else when one is taken away or added', async () => {
      const text = await page(two);
      expect(text).toContain(
        'href="/en/compare?i=ministry.test&amp;metric=users&amp;reading=indexed&amp;range=all"',
      );
      for (const [name, value] of [
        ['i', 'toots.example.test'],
        ['i', 'ministry.test'],
        ['reading', 'indexed'],
        ['range', 'all'],
      ])
        expect(text).toContain(`<input type="hidden" name="${name}" value="${value}"/>`);
    });

    it('draws the same values as its CSV, and 100 on the day both are known', async () => {
      const text = await page(two);
      const points = JSON.parse(/class="overlay-points">(.*?)<\/script>/.exec(text)?.[1] ?? '');
      expect(
        points.lines.map(({ name, letter }: { name: string; letter: string }) => `${letter} ${name}`),
      ).toEqual(['A toots.example.test', 'B ministry.test']);
      expect(points.lines[1].value).toEqual([100, 110, null, 130]);
      const csv = /href="(\/api\/v1\/compare\.csv[^"]*)"/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? '';
      const answer = await app.inject(csv);
      expect(answer.headers['content-type']).toContain('text/csv');
      const rows = answer.body
        .trim()
        .split('\r\n')
        .map((row) => row.split(','));
      expect(rows[0]).toEqual(['"at"', '"time"', '"toots.example.test"', '"ministry.test"']);
      expect(rows.slice(1).map((row) => row[3])).toEqual(expect.arrayContaining(['100', '110', '', '130']));
    });

    it('marks what differs, and shows only that when asked', async () => {
      const text = await page(two);
      expect(text).toMatch(
        /<tr class="differs"><th scope="row">Sign-up<span class="sr-only">\(differs\)<\/span>/,
      );
      const only = await page(`${two}&only=differences`);
      expect(only).toContain('Everything');
      expect(only).not.toMatch(/<tr class="">/);
    });

    it('tells of names that are unknown, too many, or no names but words', async () => {
      const many = Array.from({ length: 10 }, (_, index) => `i=open-${index}.test`).join('&');
      expect(await page(`/en/compare?${many}`)).toContain('Left out: open-8.test and open-9.test.');
      expect(await page('/en/compare?i=nobody.test')).toContain('Not in the register: nobody.test.');
      const words = await page('/en/compare?i=harbour&i=open-1.test&scale=log');
      expect(words).toContain('Did you mean one of these');
      expect(words).toContain('href="/en/compare?i=open-1.test&amp;i=toots.example.test&amp;scale=log"');
      expect(await page('/en/compare?i=%3Cscript%3E')).not.toContain('<script>”');
    });

    it('takes eight, and no form for a ninth', async () => {
      const eight = Array.from({ length: 8 }, (_, index) => `i=open-${index}.test`).join('&');
      const text = await page(`/en/compare?${eight}`);
      expect(text.match(/class="line measured"/g)).toHaveLength(8);
      expect(text).not.toContain('name="i" type="search"');
    });

    it('shrugs at nonsense', async () => {
      for (const query of [
        'reading=x&scale=__proto__&range=1000y&metric=toString',
        'i=,,,&i=',
        `i=${'a'.repeat(3_000)}`,
      ])
        expect((await app.inject(`/en/compare?i=open-1.test&${query}`)).statusCode).toBe(200);
    });
  });

  describe('"help me choose"', () => {
    const left = async (query: string): Promise<number> =>
      Number(/<strong>(\d+) instances? (?:is|are) left/.exec(await page(`/en/choose${query}`))?.[1] ?? -1);

    it('says how many are left, and each answer leaves as many as it promised', async () => {
      expect(await left('')).toBe(12);
      for (const query of [
        '',
        '?step=about',
        '?step=size',
        '?step=size&language=fr',
        '?step=signup&language=de',
      ]) {
        const text = await page(`/en/choose${query}`);
        const options = [
          ...text.matchAll(
            /<a class="option" href="([^"]*)"[^>]*><span>[^<]*<\/span><span class="count">(\d+)</g,
          ),
        ];
        for (const [, link = '', count] of options) {
          const next = link.replaceAll('&amp;', '&').replace('/en/choose', '');
          const target = next.includes('step=result') ? `${next}&seed=x` : next;
          expect([next, await left(target)]).toEqual([next, Number(count)]);
        }
        if (query !== '?step=about') expect(options.length).toBeGreaterThan(1);
      }
    });

    it('keeps the answers on the way back', async () => {
      const text = await page('/en/choose?step=size&language=fr');
      expect(text).toContain('href="/en/choose?language=fr&amp;step=about" rel="prev"');
      expect(text).toContain('href="/en/choose?language=fr">Language<span class="said">French</span>');
    });

    it('draws lots once, and the address keeps them', async () => {
      const drawn = await app.inject('/fr/choose?step=result&language=fr');
      expect([drawn.statusCode, drawn.headers['cache-control']]).toEqual([303, 'no-store']);
      const address = String(drawn.headers['location']);
      expect(address).toMatch(/^\/fr\/choose\?language=fr&step=result&seed=[a-z0-9]+$/);
      const [first, second] = [await page(address), await page(address)];
      expect(first).toBe(second);
      expect(first.match(/class="proposal"/g)).toHaveLength(5);
    });

    it('suggests only what fits, says why and what to know', async () => {
      const text = await page('/en/choose?step=result&language=fr&signup=later&seed=a');
      expect(text).toContain('speaks French');
      expect(text).toContain('takes newcomers after reading their request');
      expect(text).toContain('we do not know how current its software is');
      expect(text).toMatch(/Opens open-\d+\.test: sign-up on approval/);
      expect(text).not.toMatch(/full\.test|ministry\.test|odd\.example/);
      expect(text).toContain('instances without published rules;');
    });

    it('says what to give up where nothing fits', async () => {
      const text = await page('/en/choose?step=result&seed=a&language=xx');
      expect(text).toContain('Nothing fits all of this');
      expect(text).toMatch(/href="\/en\/choose\?step=result">without “Xx”: 12 instances</);
    });

    it('says so when there is nothing to suggest yet', async () => {
      expect(await page('/en/choose', bare)).toContain('There is nothing to suggest yet');
    });
  });

  describe('the public sector', () => {
    it('shows totals, evidence and lifecycle, and only one country where one is asked for', async () => {
      const text = await page('/en/public-sector/fr');
      expect(text).toContain('<data value="130">130</data>');
      expect(text).toContain('Its name lies under gouv.test, which this body alone hands out');
      expect(text).toContain('Experimental since Apr 2017');
      expect(text).not.toContain('closed.test');
      expect(await page('/en/public-sector')).toContain('Closed since 30 September 2024');
      expect((await app.inject('/en/public-sector/xx')).statusCode).toBe(404);
      expect((await app.inject('/en/public-sector/france')).statusCode).toBe(404);
    });

    it('offers the check as a form that cannot send anything, and the list to read', async () => {
      const text = await page('/fr/public-sector/fr');
      const form = /<form class="search" hidden>(.*?)<\/form>/.exec(text)?.[1] ?? '';
      expect(form).toContain('id="mail-domain"');
      expect(form).not.toMatch(/ name=| action=/);
      expect(text).toContain('gouv.test et tous les noms au-dessous, au plus tard depuis le 20 avril 2017');
      expect(text).toContain('<noscript>');
    });

    it('is on the instance’s page: badge, evidence, restricted sign-up', async () => {
      const text = await page('/en/instances/ministry.test');
      expect(text).toContain('<a class="badge" href="#official">Public body, France');
      expect(text).toContain('Opens ministry.test: for certain e-mail addresses');
      expect(text).toContain('Ministry of &lt;b&gt;Toots&lt;/b&gt;');
      expect(text).toContain('An experiment.');
      expect(await page('/en/instances/open-1.test')).not.toContain('class="badge"');
    });

    it('is open data: the registry and its totals, as JSON and CSV', async () => {
      const list = (await app.inject('/api/v1/public-sector?country=fr')).json();
      expect(list).toEqual({ data: [OFFICIAL] });
      const csv = await app.inject('/api/v1/public-sector.csv');
      expect(csv.body.split('\r\n')[2]).toContain('"*.gouv.test"');
      const series = (await app.inject('/api/v1/public-sector/series?country=FR')).json();
      expect(series.points.map(([, value]: [number, number]) => value)).toEqual([100, 110, null, 130]);
      expect((await app.inject('/api/v1/public-sector?country=zz')).statusCode).toBe(404);
      expect((await app.inject('/api/v1/public-sector?country=france')).statusCode).toBe(400);
    });
  });

  it('a closed instance’s page offers open ones like it', async () => {
    const text = await page('/en/instances/full.test');
    const section = /id="alternatives">(.*?)<\/section>/.exec(text)?.[1] ?? '';
    expect(section.match(/<li>/g)).toHaveLength(4);
    expect(section).not.toContain('full.test');
    expect(await page('/en/instances/open-1.test')).not.toContain('id="alternatives"');
  });

  it('an instance’s page tells how steadily it answers, in a strip and in words', async () => {
    const text = await page('/en/instances/open-1.test');
    expect(text).toContain('Answered 30 of 30 visits in 90 days (100%).');
    expect(text.match(/class="day-(all|none)"/g)).toHaveLength(90);
    expect(await page('/en/instances/toots.example.test')).toContain(
      'It has not been visited in the last 90 days.',
    );
  });
});
