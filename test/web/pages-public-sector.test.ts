/** The public sector: evidence and lifecycle, a check that cannot send anything, open data. */
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { choosingApps, OFFICIAL } from './choosing.ts';
import { pageOf } from './register.ts';

describe('the public sector', () => {
  let app: FastifyInstance;
  let bare: FastifyInstance;
  beforeAll(async () => {
    ({ full: app, bare } = await choosingApps());
  });
  afterAll(async () => {
    await Promise.all([app.close(), bare.close()]);
  });
  const page = (url: string, from = app): Promise<string> => pageOf(from, url);

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
    expect(text).toContain('Open ministry.test: for certain e-mail addresses');
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
