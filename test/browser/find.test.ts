/** Finding in a real browser: the filters without a script, and no accessibility fault. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serve, startBrowser, visit, type Served } from './browser.ts';

describe('finding in a browser', { timeout: 120_000 }, () => {
  let browser: Browser;
  let served: Served;
  beforeAll(async () => {
    [browser, served] = await Promise.all([startBrowser(), serve()]);
  }, 90_000);
  afterAll(async () => {
    await browser.close();
    await served.stop();
  });

  it('filters by groups without a script', async () => {
    const { page, problems, close } = await visit(browser, served.origin, {
      javaScriptEnabled: false,
      viewport: { width: 360, height: 780 },
    });
    await page.goto('/en/instances');
    await page.locator('.sheet > summary').click();
    await page.locator('.group > summary', { hasText: 'Software' }).click();
    await page.getByRole('checkbox', { name: /^Lemmy/ }).check();
    await page.locator('.sheet-body button').click();
    expect(await page.locator('.chips').textContent()).toContain('Lemmy');
    expect(await page.locator('.register tbody tr').count()).toBe(7);
    expect(problems).toEqual([]);
    await close();
  });

  it.each(['light', 'dark'] as const)(
    'has no accessibility fault with everything open (%s)',
    async (colorScheme) => {
      const { page, problems, close } = await visit(browser, served.origin, { colorScheme });
      await page.goto(
        '/en/instances?sort=fair&guesses=yes&state=asleep&software=mastodon&size=medium,large,huge',
      );
      await page.evaluate('document.querySelectorAll("details").forEach((one) => { one.open = true; })');
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
      expect(problems).toEqual([]);
      await close();
    },
  );
});
