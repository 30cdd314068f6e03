/** Choosing in a real browser: accessible, at home on any screen, the check that sends nothing, the graph of several lines, the form. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importOfficial, readOfficial } from '../../db/official/official-file.ts';
import type { OfficialEntry } from '../../db/official/official.ts';
import type { Database } from '../../db/open.ts';
import { domainOf } from '../rows.ts';
import { serve, startBrowser, visit, type Served, type Visit } from './browser.ts';
import { HERD_NOW, MAIN_INSTANCE, ODD_INSTANCE, writeHerd } from './herd.ts';

/** An instance of the herd that admits by e-mail domain. */
const MINISTRY = 'instance-3.example.test';
const CLOSED = 'instance-2.example.test';
const SEVERAL = `i=${MAIN_INSTANCE}&i=instance-20.example.test&i=instance-30.example.test&i=${ODD_INSTANCE}`;
const PATHS = [
  '/choose',
  '/choose?step=size&language=fr',
  '/choose?step=result&language=fr&seed=a',
  '/choose?step=result&language=xx&seed=a',
  '/compare',
  `/compare?${SEVERAL}&reading=indexed&range=all`,
  `/compare?${SEVERAL}&scale=log&i=nowhere`,
  '/public-sector',
  '/public-sector/fr',
  '/suggest',
  `/suggest?domain=${MAIN_INSTANCE}`,
  `/instances/${MINISTRY}`,
  `/instances/${CLOSED}`,
] as const;

function fill(path: string): Database {
  const db = writeHerd(path);
  const registry = readOfficial();
  const etalab = registry.find(({ mailDomains }) => mailDomains.length > 0);
  if (etalab === undefined) throw new Error('the registry has no allow-list');
  const entry: OfficialEntry = { ...etalab, domain: domainOf(MINISTRY) };
  importOfficial(db, HERD_NOW, [...registry, entry]);
  const note = db.prepare(
    'INSERT OR IGNORE INTO attempt (at, instance, failureKind, durationMs, requests) SELECT ?, id, ?, 300, 5 FROM instance WHERE domain = ?',
  );
  for (let count = 0; count < 300; count += 1) {
    const kind = count % 40 === 3 ? 'timeout' : null;
    for (const domain of [MINISTRY, CLOSED]) note.run(HERD_NOW - count * 21_600, kind, domain);
  }
  return db;
}

describe('choosing in a browser', { timeout: 180_000 }, () => {
  let browser: Browser;
  let served: Served;
  beforeAll(async () => {
    [browser, served] = await Promise.all([startBrowser(), serve(fill)]);
  }, 90_000);
  afterAll(async () => {
    await browser.close();
    await served.stop();
  });
  const open = async (path: string, options: BrowserContextOptions = {}): Promise<Visit> => {
    const opened = await visit(browser, served.origin, {
      viewport: { width: 1280, height: 900 },
      ...options,
    });
    await opened.page.goto(path);
    return opened;
  };

  it.each(['light', 'dark'] as const)(
    'has no accessibility fault, in both languages, %s',
    async (colorScheme) => {
      const { page, problems, close } = await open('/en/choose', { colorScheme });
      for (const lang of ['en', 'fr']) {
        for (const path of PATHS) {
          await page.goto(`/${lang}${path}`);
          const { violations } = await new AxeBuilder({ page }).analyze();
          expect(violations.map(({ id, nodes }) => `${path}: ${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
        }
      }
      expect(problems).toEqual([]);
      await close();
    },
  );

  it.each([320, 360, 768, 1280, 3840])('never scrolls sideways on a screen %i px wide', async (width) => {
    const { page, close } = await open('/fr/choose', { viewport: { width, height: 900 } });
    for (const path of PATHS) {
      await page.goto(`/fr${path}`);
      const [content, screen] = await page.evaluate<number[]>(
        '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
      );
      expect(`${path}: ${content}`).toBe(`${path}: ${screen}`);
    }
    await close();
  });

  it('leads a newcomer with a phone, no script and French from home to a sign-up page', async () => {
    const { page, problems, close } = await open('/', {
      viewport: { width: 360, height: 780 },
      javaScriptEnabled: false,
      locale: 'fr-FR',
    });
    await page
      .getByRole('link', { name: /Aidez-moi à choisir/ })
      .first()
      .click();
    const left = async (): Promise<number> =>
      Number(/\d+/.exec((await page.locator('.left strong').textContent()) ?? '')?.[0]);
    const all = await left();
    await page.getByRole('link', { name: /^Français/ }).click();
    const french = await left();
    expect(french).toBeLessThan(all);
    await page.getByRole('link', { name: 'Peu importe' }).click();
    await page.getByRole('link', { name: /^Un village/ }).click();
    expect(await left()).toBeLessThan(french);
    await page.getByRole('link', { name: /^Tout de suite/ }).click();
    await page.waitForURL('**/choose?language=fr&size=village&signup=now&step=result&seed=*');
    expect(await page.locator('.proposal').first().textContent()).toMatch(/parle français.*ouverte à tous/s);
    const join = page.locator('.proposal .join .button').first();
    expect(await join.textContent()).toContain('inscription immédiate');
    expect(await join.getAttribute('href')).toMatch(
      /^https:\/\/instance-\d+\.example\.test\/(signup|register|registration|auth\/sign_up)?$/,
    );
    expect(problems).toEqual([]);
    await close();
  });

  it('checks an address here, by keyboard, and sends nothing to anybody', async () => {
    const { page, problems, close } = await open('/en/public-sector/fr');
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    const answer = page.locator('.eligibility-answer');
    const ask = async (text: string): Promise<string> => {
      await page.locator('#mail-domain').fill(text);
      await page.keyboard.press('Enter');
      return (await answer.textContent()) ?? '';
    };
    expect(await ask('Someone.Secret@Interieur.GOUV.fr.')).toMatch(
      /interieur\.gouv\.fr is on the list of.*gouv\.fr and all names below it/s,
    );
    expect(await answer.textContent()).not.toContain('Secret');
    expect(await ask('someone@insee.fr')).toContain('insee.fr is on the list of');
    expect(await ask('someone@sub.insee.fr')).toContain('sub.insee.fr is on no list known here');
    expect(await ask('someone@notgouv.fr')).toContain('notgouv.fr is on no list known here');
    expect(await ask('someone')).toContain('That is no e-mail domain');
    expect(await ask('<img src=x onerror=alert(1)>@bücher.example')).toContain(
      'xn--bcher-kva.example is on no list',
    );
    await page.locator('#mail-domain').fill('changed');
    expect(await answer.textContent()).toBe('');
    expect(requests.filter((url) => !url.includes('/assets/'))).toEqual([]);
    expect(page.url()).toBe(`${served.origin}/en/public-sector/fr`);
    expect(await page.evaluate('localStorage.length + sessionStorage.length + document.cookie.length')).toBe(
      0,
    );
    expect(problems).toEqual([]);
    await close();
  });

  it('has no form to send an address with where there is no script, and lists to read', async () => {
    const { page, close } = await open('/fr/public-sector/fr', { javaScriptEnabled: false });
    expect(await page.locator('#mail-domain').isVisible()).toBe(false);
    expect(await page.locator('.eligibility').textContent()).toContain(
      'cherchez votre domaine dans les listes',
    );
    await page.locator('#check ~ details summary').first().click();
    expect(await page.locator('.mail-list').first().textContent()).toContain('insee.fr');
    await close();
  });

  it('draws several lines that take over from the server’s without a jump, and reads them by keyboard', async () => {
    const path = `/en/compare?${SEVERAL}&range=all`;
    const plain = await open(path, { javaScriptEnabled: false });
    const { page, problems, close } = await open(path);
    const canvas = page.locator('#graph-compare canvas');
    await canvas.waitFor();
    expect(await page.locator('#graph-compare').boundingBox()).toEqual(
      await plain.page.locator('#graph-compare').boundingBox(),
    );
    const painted = await page.evaluate<number>(`(() => {
      const canvas = document.querySelector('#graph-compare canvas');
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      return data.filter((value, index) => index % 4 === 3 && value > 128).length;
    })()`);
    expect(painted).toBeGreaterThan(1_000);
    await canvas.focus();
    await page.keyboard.press('End');
    const tip = page.locator('#graph-compare .tip');
    expect(await tip.textContent()).toMatch(
      /2 March 2026.*C instance-30\.example\.test: [\d,]+ accounts.*A toots/s,
    );
    await page.keyboard.press('Home');
    expect(await tip.textContent()).not.toContain('2026');
    await page.keyboard.press('Escape');
    expect(await tip.isHidden()).toBe(true);
    await page.getByRole('link', { name: 'Logarithmic' }).click();
    await page.waitForURL('**scale=log**');
    await expect
      .poll(() => page.locator('#graph-compare .graph-words').textContent())
      .toContain('logarithmic');
    await page.locator('#graph-compare canvas').waitFor();
    expect(problems).toEqual([]);
    await Promise.all([plain.close(), close()]);
  });

  it('adds and removes an instance without losing the rest, without script', async () => {
    const { page, close } = await open(`/en/compare?i=${MAIN_INSTANCE}&scale=log&reading=week`, {
      javaScriptEnabled: false,
    });
    await page.locator('#i').fill('instance-9.example.test');
    await page.getByRole('button', { name: 'Add' }).click();
    expect(new URL(page.url()).searchParams.getAll('i')).toEqual([MAIN_INSTANCE, 'instance-9.example.test']);
    expect(page.url()).toContain('reading=week');
    await page.locator('.chip.remove').first().click();
    expect(new URL(page.url()).searchParams.getAll('i')).toEqual(['instance-9.example.test']);
    expect(page.url()).toContain('scale=log');
    await close();
  });

  it('keeps end labels apart and inside the graph', async () => {
    const eight = Array.from({ length: 8 }, (_, index) => `i=instance-${index + 40}.example.test`).join('&');
    for (const width of [360, 1280]) {
      const { page, close } = await open(`/en/compare?${eight}&reading=indexed`, {
        viewport: { width, height: 900 },
      });
      const tops = await page
        .locator('.end-label')
        .evaluateAll((labels) =>
          labels.map((label) => label.getBoundingClientRect().top).sort((a, b) => a - b),
        );
      expect(tops).toHaveLength(8);
      for (const [index, top] of tops.entries())
        if (index > 0) expect(top - (tops[index - 1] ?? 0)).toBeGreaterThan(15);
      await close();
    }
  });

  it('takes a suggestion from its own form', async () => {
    const { page, problems, close } = await open('/en/suggest', { javaScriptEnabled: false });
    await page.locator('#domain').fill('https://new-one.example.test/');
    await page.getByRole('button', { name: 'Suggest it' }).click();
    await page.waitForURL('**/en/suggest?domain=new-one.example.test');
    expect(await page.locator('main').textContent()).toContain('the next run visits it');
    await page.locator('#domain').fill('localhost');
    await page.getByRole('button', { name: 'Suggest it' }).click();
    expect(await page.locator('[role="alert"]').textContent()).toContain(
      'not the address of a public instance',
    );
    expect(await page.locator('#domain').inputValue()).toBe('localhost');
    expect(problems.filter((problem) => !problem.includes('400'))).toEqual([]);
    await close();
  });
});
