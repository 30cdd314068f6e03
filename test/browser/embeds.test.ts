/** Embedded graphs in a real browser, on a page of somebody else's, show what the API says. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SentGraphPoints } from '../../web/charts/graph-points.ts';
import { timesOf } from '../../web/client/times.ts';
import { serve, startBrowser, type Served } from './browser.ts';
import { MAIN_INSTANCE } from './herd.ts';

let browser: Browser;
let site: Served;
/** Somebody else's site: another port is another origin. */
let elsewhere: Server;
let theirPage = '';
beforeAll(async () => {
  [browser, site] = await Promise.all([startBrowser(), serve()]);
  elsewhere = createServer((_request, response) =>
    response.setHeader('content-type', 'text/html').end(theirPage),
  );
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  await browser.close();
  await site.stop();
  elsewhere.close();
});

type Series = { points: [number, number | null][] };

test.each([
  ['network/users', 'network/series?metric=users'],
  ['network/active', 'network/series?metric=activeMonth'],
  [`instances/${MAIN_INSTANCE}/statuses`, `instances/${MAIN_INSTANCE}/series?metric=statuses`],
])('the frame and the picture of %s have the API’s figures', async (path, series) => {
  const answer = (await (await fetch(`${site.origin}/api/v1/${series}`)).json()) as Series;
  const known = new Map(answer.points.filter(([, value]) => value !== null));
  const last = [...known.values()].at(-1) ?? 0;
  const page = await browser.newPage();
  const refusals: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') refusals.push(message.text());
  });
  theirPage = `<iframe src="${site.origin}/embed/${path}?range=30d&lang=en" width="800" height="600"></iframe>
    <img src="${site.origin}/embed/${path}.svg?range=30d&lang=en">
    <img src="${site.origin}/embed/${path}.png?range=30d&lang=en&width=640&height=360">`;
  await page.goto(`http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/`);
  const frame = page.frames()[1];
  const drawn = await frame?.locator('.plot-points').textContent();
  const { at: steps, value }: SentGraphPoints = JSON.parse(drawn ?? '{}');
  const at = timesOf(steps);
  expect(at.length).toBeGreaterThan(20);
  for (const [index, time] of at.entries()) expect(value[index]).toBe(known.get(time) ?? null);
  const sizes = await page.evaluate(
    '[...document.images].map((one) => [one.naturalWidth, one.naturalHeight])',
  );
  expect(sizes).toEqual([
    [800, 420],
    [640, 360],
  ]);
  const svg = await (await fetch(`${site.origin}/embed/${path}.svg?range=30d&lang=en`)).text();
  expect(/<desc[^>]*>([^<]*)<\/desc>/.exec(svg)?.[1]).toContain(`to ${last.toLocaleString('en')} on`);
  expect(refusals).toEqual([]);
  await page.close();
});
