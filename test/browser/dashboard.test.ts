/** The wall in a real browser: renewed graph by graph without a flash, and as large as the screen. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { beatRun, beginRun } from '../../db/runs.ts';
import { HERD_NOW, MAIN_INSTANCE } from './herd.ts';
import { serve, startBrowser, visit, type Served } from './browser.ts';

const FOUR = 'g=network:users&g=network:active&g=network:statuses&g=network:connections';

let browser: Browser;
let site: Served;
beforeAll(async () => {
  [browser, site] = await Promise.all([startBrowser(), serve()]);
});
afterAll(async () => {
  await browser.close();
  await site.stop();
});

test('a wall takes up new figures by itself, without loading the page and without an empty frame', async () => {
  const { page, problems, close } = await visit(browser, site.origin);
  await page.clock.install({ time: HERD_NOW * 1_000 });
  await page.goto(`/en/dashboard?${FOUR}&i=${MAIN_INSTANCE}&every=1`);
  await page.waitForLoadState('networkidle');
  await page.evaluate(`(() => {
    window.unfinished = 0;
    new MutationObserver((records) => {
      for (const { addedNodes } of records)
        for (const node of addedNodes)
          for (const image of node.querySelectorAll?.('img') ?? [])
            if (!image.complete || image.naturalWidth === 0) window.unfinished += 1;
    }).observe(document.body, { childList: true, subtree: true });
  })()`);
  const sources = (): Promise<string[]> =>
    page.locator('.wall img').evaluateAll((images) => images.map((image) => image.getAttribute('src') ?? ''));
  const before = await sources();
  expect(before).toHaveLength(5);

  const run = beginRun(site.db, 55, HERD_NOW, { owner: 'test:2', wallAt: HERD_NOW, isGone: () => true });
  beatRun(site.db, run?.id ?? 0, { visited: 20, answered: 20, withheld: 0, failed: 0 }, HERD_NOW + 5);
  await page.clock.fastForward(61_000);
  await expect.poll(async () => (await sources()).every((source) => !before.includes(source))).toBe(true);
  expect(await page.evaluate('window.unfinished')).toBe(0);
  const widths = await page.evaluate('[...document.images].map(({ naturalWidth }) => naturalWidth)');
  expect(widths).toEqual(before.map(() => 640));
  expect(problems).toEqual([]);
  await close();
});

describe.each([
  ['full HD', 1_920, 1_080],
  ['4K', 3_840, 2_160],
])('on a screen of %s', (_name, width, height) => {
  test.each([
    ['one graph', 'g=network:users'],
    ['two graphs', 'g=network:users&g=network:active'],
    ['four graphs', FOUR],
    ['six graphs', `${FOUR}&i=${MAIN_INSTANCE}&i=instance-7.example.test`],
  ])('%s fill it, and nothing has to be scrolled', async (_graphs, query) => {
    const { page, problems, close } = await visit(browser, site.origin, {
      viewport: { width, height },
      colorScheme: 'dark',
    });
    await page.goto(`/en/dashboard?${query}&theme=dark`);
    await page.waitForLoadState('networkidle');
    const shown = await page.locator('.wall').boundingBox();
    expect(await page.evaluate('document.documentElement.scrollHeight')).toBeLessThanOrEqual(height);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    expect((shown?.y ?? 0) + (shown?.height ?? 0)).toBeGreaterThan(height * 0.9);
    const widest = await page.evaluate(
      '[...document.images].reduce((sum, { clientWidth, clientHeight }) => sum + clientWidth * clientHeight, 0)',
    );
    expect(widest).toBeGreaterThan(width * height * 0.7);
    expect(problems).toEqual([]);
    if (process.env['WALL_PICTURES'] !== undefined)
      await page.screenshot({
        path: `${process.env['WALL_PICTURES']}/${width}-${query.split('&').length}.png`,
      });
    await close();
  });
});
