/** Finding in a real browser: suggestions by keyboard and by pointer, the filters without a script, and no accessibility fault. */
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

  it('suggests while typing; arrows choose, Enter opens, Escape closes', async () => {
    const { page, problems, close } = await visit(browser, served.origin);
    await page.goto('/fr/instances');
    const field = page.getByRole('combobox', { name: 'Nom ou mots' });
    const options = page.locator('.suggestions').getByRole('option');
    await field.pressSequentially('harb', { delay: 20 });
    await options.first().waitFor();
    expect(await options.first().textContent()).toMatch(/^Harbour/);
    expect(await field.getAttribute('aria-expanded')).toBe('true');
    const { violations } = await new AxeBuilder({ page }).include('form[role="search"]').analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
    await page.keyboard.press('Escape');
    expect(await options.count()).toBe(0);
    expect([await field.inputValue(), await field.getAttribute('aria-expanded')]).toEqual(['harb', 'false']);
    await field.pressSequentially('our');
    await options.first().waitFor();
    await page.keyboard.press('ArrowUp');
    await expect.poll(() => options.last().getAttribute('aria-selected')).toBe('true');
    await page.keyboard.press('ArrowDown');
    expect(await field.getAttribute('aria-activedescendant')).toBe(null);
    await page.keyboard.press('ArrowDown');
    const chosen = await options.first().getAttribute('data-domain');
    expect(await field.getAttribute('aria-activedescendant')).toBe(await options.first().getAttribute('id'));
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/fr/instances/${chosen}`);
    expect(problems).toEqual([]);
    await close();
  });

  it('suggests on the home page too, and opens what is clicked', async () => {
    const { page, problems, close } = await visit(browser, served.origin);
    await page.goto('/en/');
    await page.locator('#q').pressSequentially('toots.ex', { delay: 20 });
    await page.getByRole('option', { name: /toots\.example\.test/ }).click();
    await page.waitForURL('**/en/instances/toots.example.test');
    expect(problems).toEqual([]);
    await close();
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
