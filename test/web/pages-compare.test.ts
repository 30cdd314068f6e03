/** The comparison: nothing is lost by adding or removing, the graph, the table and the CSV say the same. */
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { choosingApps } from './choosing.ts';
import { pageOf } from './register.ts';

describe('comparing', () => {
  let app: FastifyInstance;
  let bare: FastifyInstance;
  beforeAll(async () => {
    ({ full: app, bare } = await choosingApps());
  });
  afterAll(async () => {
    await Promise.all([app.close(), bare.close()]);
  });
  const page = (url: string, from = app): Promise<string> => pageOf(from, url);

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
