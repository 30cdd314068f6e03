/** Every page in a real browser: accessible, within its own policy, at home on any screen, in both languages and schemes. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serve, startBrowser, visit, type Served } from './browser.ts';
import { MAIN_INSTANCE, ODD_INSTANCE } from './herd.ts';

const PATHS = [
  '/',
  '/instances',
  '/instances?q=nowhere&language=fr',
  `/instances/${MAIN_INSTANCE}`,
  `/instances/${ODD_INSTANCE}`,
  `/instances/${MAIN_INSTANCE}/visits`,
  '/network',
  '/data',
  '/dashboard',
  '/method',
  '/crawler',
  '/about',
  '/api',
] as const;
const LANGUAGES = ['en', 'fr'] as const;
const PHONE = { viewport: { width: 360, height: 780 } };

describe('the pages in a browser', { timeout: 180_000 }, () => {
  let browser: Browser;
  let served: Served;
  beforeAll(async () => {
    [browser, served] = await Promise.all([startBrowser(), serve()]);
  }, 90_000);
  afterAll(async () => {
    await browser.close();
    await served.stop();
  });

  const looks = LANGUAGES.flatMap((lang) =>
    (['light', 'dark'] as const).map((scheme) => [lang, scheme] as const),
  );
  it.each(looks)(
    'have no accessibility fault in %s, %s, and ask nobody else for anything',
    async (lang, colorScheme) => {
      const { page, problems, close } = await visit(browser, served.origin, {
        colorScheme,
        viewport: { width: 1280, height: 900 },
      });
      for (const path of PATHS) {
        await page.goto(`/${lang}${path}`);
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations.map(({ id, nodes }) => `${path}: ${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
      }
      expect(problems).toEqual([]);
      await close();
    },
  );

  it.each([320, 360, 768, 1280, 3840])('never scroll sideways on a screen %i px wide', async (width) => {
    const { page, close } = await visit(browser, served.origin, { viewport: { width, height: 900 } });
    for (const path of PATHS) {
      await page.goto(`/fr${path}`);
      const [content, screen] = await page.evaluate<number[]>(
        '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
      );
      expect(`${path}: ${content}`).toBe(`${path}: ${screen}`);
    }
    await close();
  });

  it('lead a newcomer with a phone, no script and French from home to a sign-up page', async () => {
    const { page, problems, close } = await visit(browser, served.origin, {
      ...PHONE,
      javaScriptEnabled: false,
      locale: 'fr-FR',
    });
    await page.goto('/');
    await page.getByRole('link', { name: 'celles qui parlent français' }).click();
    await page.locator('.sheet > summary').click();
    await page.getByRole('checkbox', { name: /Ouvertes à tous/ }).check();
    await page.locator('.sheet-body button').click();
    expect(await page.locator('.chips').textContent()).toMatch(/Français.*Ouvertes à tous/s);
    await page.locator('.register .name a').first().click();
    expect(await page.locator('.join a').first().getAttribute('href')).toMatch(
      /^https:\/\/instance-\d+\.example\.test\/(signup|register|registration|auth\/sign_up)?$/,
    );
    expect(await page.locator('.join').textContent()).toContain('inscription immédiate');
    expect(problems).toEqual([]);
    await close();
  });

  it('page through the directory without losing or repeating an instance', async () => {
    const { page, close } = await visit(browser, served.origin, { javaScriptEnabled: false });
    await page.goto('/en/instances?sort=domain');
    const names = async (): Promise<string[]> =>
      page
        .locator('.register .name a')
        .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
    const first = await names();
    await page.getByRole('link', { name: 'Next page' }).click();
    const second = await names();
    expect(new Set([...first, ...second]).size).toBe(55);
    expect(first.length + second.length).toBe(55);
    await page.getByRole('link', { name: 'Back to the first page' }).click();
    expect(await names()).toEqual(first);
    await close();
  });

  it('can be walked through by keyboard, beginning with the way past the navigation', async () => {
    const { page, close } = await visit(browser, served.origin);
    await page.goto('/en/');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the content');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('main');
    await close();
  });

  it('take sign-up addresses and titles from hostile instances as text', async () => {
    const { page, problems, close } = await visit(browser, served.origin);
    await page.goto(`/en/instances/${ODD_INSTANCE}`);
    expect(await page.locator('h1').textContent()).toBe('<script>alert(1)</script>');
    expect(await page.locator('main img, main iframe').count()).toBe(0);
    expect(problems).toEqual([]);
    await close();
  });
});
