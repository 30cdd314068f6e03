/** The pages for those who choose, as a browser receives them: whole, translated, safe, and leading nowhere that is not there. */
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { choosingApps } from './choosing.ts';
import { pageOf } from './register.ts';

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
  let app: FastifyInstance;
  let bare: FastifyInstance;
  beforeAll(async () => {
    ({ full: app, bare } = await choosingApps());
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
