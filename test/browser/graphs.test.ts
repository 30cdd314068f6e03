/** Graphs in a real browser: the same numbers as the API's, painted, readable by pointer and keyboard, there without script too. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { beatRun, beginRun } from '../../db/runs.ts';
import type { SentGraphPoints } from '../../web/charts/graph-points.ts';
import { timesOf } from '../../web/client/times.ts';
import { serve, startBrowser, visit, type Served, type Visit } from './browser.ts';
import { HERD_NOW, MAIN_INSTANCE } from './herd.ts';

const WIDE = { viewport: { width: 1280, height: 900 } };
/** Run in the page: how many values of a canvas' pixels are not blank. */
const paintedIn = (id: string): string => `(() => {
  const canvas = document.querySelector('#graph-${id} canvas');
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  return data.filter((value, index) => index % 4 === 3 && value > 128).length;
})()`;
type Points = { readonly at: readonly number[]; readonly value: readonly (number | null)[] };

describe('a graph in the browser', { timeout: 60_000 }, () => {
  let browser: Browser;
  let served: Served;
  beforeAll(async () => {
    [browser, served] = await Promise.all([startBrowser(), serve()]);
  }, 90_000);
  afterAll(async () => {
    await browser.close();
    await served.stop();
  });

  const open = async (path: string, options = {}): Promise<Visit> => {
    const opened = await visit(browser, served.origin, { ...WIDE, ...options });
    await opened.page.goto(path);
    return opened;
  };
  const pointsOn = async (page: Page, id: string): Promise<Points> => {
    const sent: SentGraphPoints = JSON.parse(
      (await page.locator(`#graph-${id} .plot-points`).textContent()) ?? '',
    );
    return { ...sent, at: timesOf(sent.at) };
  };
  const ink = (page: Page, id: string): Promise<number> => page.evaluate<number>(paintedIn(id));

  it('shows exactly the API’s values, and paints them', async () => {
    const { page, problems, close } = await open(`/en/instances/${MAIN_INSTANCE}`);
    const answer = await fetch(
      `${served.origin}/api/v1/instances/${MAIN_INSTANCE}/series?metric=users&interval=day`,
    );
    const series: { points: [number, number | null][] } = JSON.parse(await answer.text());
    const shown = await pointsOn(page, 'users');
    const known = new Map<number, number | null>(series.points);
    expect(shown.value).toEqual(shown.at.map((at) => known.get(at) ?? null));
    expect(shown.value.filter((value) => value === null).length).toBeGreaterThan(0);
    await page.locator('#graph-users canvas').waitFor();
    expect(await ink(page, 'users')).toBeGreaterThan(500);
    expect(problems).toEqual([]);
    await close();
  });

  it('takes over from the server’s drawing without a change of size', async () => {
    const plain = await open('/en/', { javaScriptEnabled: false });
    const scripted = await open('/en/');
    await scripted.page.locator('#graph-users canvas').waitFor();
    expect(await scripted.page.locator('#graph-users').boundingBox()).toEqual(
      await plain.page.locator('#graph-users').boundingBox(),
    );
    await Promise.all([plain.close(), scripted.close()]);
  });

  it('tells its values to arrow keys and to the pointer', async () => {
    const { page, close } = await open('/en/');
    const canvas = page.locator('#graph-users canvas');
    await canvas.focus();
    await page.keyboard.press('End');
    const { value } = await pointsOn(page, 'users');
    const tip = page.locator('#graph-users .tip');
    expect(await tip.textContent()).toMatch(
      `2 March 2026: ${new Intl.NumberFormat('en').format(value.at(-1) ?? 0)} accounts`,
    );
    await page.keyboard.press('ArrowLeft');
    expect(await tip.textContent()).toContain('1 March 2026');
    await page.keyboard.press('Escape');
    expect(await tip.isHidden()).toBe(true);
    await canvas.hover({ position: { x: 2, y: 100 } });
    expect(await tip.textContent()).toContain('2 December 2025');
    await close();
  });

  it('changes period and figure without a page load, and the back button goes back', async () => {
    const { page, problems, close } = await open('/fr/');
    await page.locator('#graph-users canvas').waitFor();
    await page.evaluate(`document.body.setAttribute('data-same-page', '')`);
    await page.getByRole('link', { name: 'Tout', exact: true }).click();
    await page.waitForURL('**/fr/?range=all');
    await page.locator('#graph-users .subtitle', { hasText: 'Totaux' }).waitFor();
    await expect.poll(async () => (await pointsOn(page, 'users')).at.length).toBeGreaterThan(400);
    await page.getByRole('link', { name: 'Messages', exact: true }).click();
    await expect.poll(() => page.locator('.graph .subtitle').textContent()).toContain('messages');
    await page.goBack();
    await expect.poll(() => page.locator('.graph .subtitle').textContent()).toContain('comptes');
    expect(await page.locator('body').getAttribute('data-same-page')).toBe('');
    expect(problems).toEqual([]);
    await close();
  });

  it('is there without script: a drawn line, its summary and its table', async () => {
    const { page, close } = await open('/fr/?range=30d', { javaScriptEnabled: false });
    expect(await page.locator('.graph .line.measured').getAttribute('d')).toMatch(/^M[\d.]+ [\d.]+L/);
    expect(await page.locator('.graph-words').textContent()).toMatch(/^\s*De .* à .* le 2 mars 2026/);
    await page.getByText('Tableau', { exact: true }).click();
    expect(await page.locator('.graph-table tbody tr').count()).toBe(31);
    await page.getByRole('link', { name: 'Par semaine' }).click();
    expect(await page.locator('.graph .subtitle').textContent()).toContain('d’une semaine à l’autre');
    await close();
  });

  it('follows a run while it goes on', async () => {
    const { db } = served;
    const run = beginRun(db, 400, HERD_NOW, { owner: 'test:2', wallAt: HERD_NOW, isGone: () => true });
    const { page, problems, close } = await open('/en/');
    await page.locator('#graph-users canvas').waitFor();
    expect(await page.locator('progress').getAttribute('value')).toBe('0');
    beatRun(db, run?.id ?? 0, { visited: 123, answered: 120, withheld: 0, failed: 3 }, HERD_NOW);
    db.prepare(
      'UPDATE networkDay SET users = 987654321 WHERE dimension = ? AND day = (SELECT max(day) FROM networkDay)',
    ).run('all');
    await page.locator('progress[value="123"]').waitFor();
    expect(await page.locator('.figure-value data').first().textContent()).toBe('988M');
    expect((await pointsOn(page, 'users')).value.at(-1)).toBe(987_654_321);
    expect(await page.locator('#graph-users canvas').count()).toBe(1);
    expect(problems).toEqual([]);
    await close();
  });
});
