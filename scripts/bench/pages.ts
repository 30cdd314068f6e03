/** How long a reader waits for a graph of eight years in a real browser: our page beside a plain one with chart.js/auto. Loopback only. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import Fastify, { type FastifyInstance } from 'fastify';
import type { Browser, Page } from 'playwright-core';
import { openReader, type Database } from '../../db/open.ts';
import { dailyRows } from '../../db/yardstick.ts';
import { startBrowser } from '../../test/browser/browser.ts';
import { median } from './cost.ts';
import { writeHistory } from './history.ts';
import { plainScript } from './script.ts';
import { listening, webApp } from './web.ts';

export type PagesTask = { readonly rounds: number };
/** Milliseconds from asking for the page: to the first line painted, to the same drawn by the script, and to that of the plain page. */
export type PagesCost = { readonly painted: number; readonly live: number; readonly plain: number };

const POLL_MS = 20;
const LONGEST_MS = 20_000;
/** Tells when the script has taken over, whatever the page does meanwhile. */
const WATCH = `new MutationObserver(() => {
  if (document.querySelector('.plot.drawn') && !performance.getEntriesByName('live').length) performance.mark('live');
}).observe(document, { attributes: true, childList: true, subtree: true });`;
const at = (name: string): string =>
  `performance.getEntries().find(({ name }) => name.startsWith('${name}'))?.startTime`;

export async function pages({ rounds }: PagesTask): Promise<PagesCost> {
  const folder = mkdtempSync(join(tmpdir(), 'herdbook-bench-'));
  const path = join(folder, 'bench.sqlite');
  const { db: writer, domains } = writeHistory(path, 1);
  const db = openReader(path);
  const [domain = ''] = domains;
  const app = await webApp(path, db);
  const plain = await plainPage(db, domain);
  const browser = await startBrowser();
  try {
    const ours = `http://127.0.0.1:${await listening(app)}/en/instances/${domain}?range=all`;
    const theirs = `http://127.0.0.1:${await listening(plain)}/`;
    const taken: Record<keyof PagesCost, number[]> = { painted: [], live: [], plain: [] };
    for (let round = 0; round <= rounds; round += 1) {
      const [painted, live] = await timesOf(browser, ours, ['first-contentful-paint', 'live']);
      const [drawn] = await timesOf(browser, theirs, ['drawn']);
      // The first of each warms everything up.
      if (round === 0) continue;
      taken.painted.push(painted ?? NaN);
      taken.live.push(live ?? NaN);
      taken.plain.push(drawn ?? NaN);
    }
    return { painted: median(taken.painted), live: median(taken.live), plain: median(taken.plain) };
  } finally {
    await browser.close();
    await Promise.all([app.close(), plain.close()]);
    for (const one of [db, writer]) one.close();
    rmSync(folder, { recursive: true });
  }
}

/** In a context of its own, so that nothing is kept from the last time. */
async function timesOf(browser: Browser, url: string, names: readonly string[]): Promise<number[]> {
  const context = await browser.newContext({ viewport: { width: 1_280, height: 900 } });
  try {
    const page = await context.newPage();
    await page.addInitScript(WATCH);
    await page.goto(url);
    const times: number[] = [];
    for (const name of names) times.push(await momentOf(page, name));
    return times;
  } finally {
    await context.close();
  }
}

async function momentOf(page: Page, name: string): Promise<number> {
  const giveUpAt = performance.now() + LONGEST_MS;
  for (;;) {
    const time = await page.evaluate<number | undefined>(at(name));
    if (time !== undefined) return time;
    if (performance.now() > giveUpAt) throw new Error(`${page.url()} never came to ${name}`);
    await wait(POLL_MS);
  }
}

async function plainPage(db: Database, domain: string): Promise<FastifyInstance> {
  const app = Fastify();
  const script = await plainScript();
  app.get('/rows', (_request, reply) => reply.send(dailyRows(db, domain)));
  app.get('/graph.js', (_request, reply) => reply.type('text/javascript').send(script));
  app.get('/', (_request, reply) =>
    reply
      .type('text/html')
      .send(
        '<!doctype html><title>Graph</title><canvas id="graph"></canvas><script type="module" src="/graph.js"></script>',
      ),
  );
  return app;
}
