/** “Help me choose”: every answer leaves what it promised, nothing is lost on the way back, every suggestion says why. */
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { choosingApps } from './choosing.ts';
import { pageOf } from './register.ts';

describe('help me choose', () => {
  let app: FastifyInstance;
  let bare: FastifyInstance;
  beforeAll(async () => {
    ({ full: app, bare } = await choosingApps());
  });
  afterAll(async () => {
    await Promise.all([app.close(), bare.close()]);
  });
  const page = (url: string, from = app): Promise<string> => pageOf(from, url);

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
    expect(text).toMatch(/Open open-\d+\.test: sign-up on approval/);
    expect(text).not.toMatch(/full\.test|ministry\.test|odd\.example/);
    expect(text).toContain('instances without published rules;');
  });

  it('says what to give up where nothing fits', async () => {
    const text = await page('/en/choose?step=result&seed=a&language=xx');
    expect(text).toContain('Nothing fits all of this');
    expect(text).toMatch(/href="\/en\/choose\?step=result">without “Xx”: 12 instances</);
    // Two answers that nobody fits: leaving either out is another dead end.
    const twice = await page('/en/choose?step=result&seed=a&language=xx&topic=religion');
    expect(twice).not.toContain(': 0 instances');
    expect(twice).toContain('Begin anew');
  });

  it('says so when there is nothing to suggest yet', async () => {
    expect(await page('/en/choose', bare)).toContain('There is nothing to suggest yet');
  });
});
