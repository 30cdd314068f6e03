/** Starts the browser of the tests and a real server for it to visit. Nothing is downloaded: the browser comes with npm ci. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import chromium from '@sparticuz/chromium';
import { chromium as playwright, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import type { Database } from '../../db/open.ts';
import { buildServer } from '../../web/server.ts';
import { readWebSettings } from '../../web/settings.ts';
import { HERD_NOW, writeHerd } from './herd.ts';

/** Not the package's own list: it breaks at the second context and switches web security off. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export async function startBrowser(): Promise<Browser> {
  return playwright.launch({ executablePath: await chromium.executablePath(), args: FLAGS, headless: true });
}

export type Served = { readonly origin: string; readonly db: Database; readonly stop: () => Promise<void> };

/** A real server on a free port, over a temporary database that `fill` wrote. */
export async function serve(fill: (path: string) => Database = writeHerd): Promise<Served> {
  const folder = mkdtempSync(join(tmpdir(), 'herdbook-browser-'));
  const db = fill(join(folder, 'herd.sqlite'));
  const settings = readWebSettings({
    HOST: '127.0.0.1',
    PORT: '0',
    ALLOWED_SUFFIXES: 'test',
    DATABASE_PATH: join(folder, 'herd.sqlite'),
  });
  const app = await buildServer({ db, settings, now: () => HERD_NOW });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    db,
    stop: async () => {
      await app.close();
      db.close();
      rmSync(folder, { recursive: true });
    },
  };
}

export type Visit = {
  readonly page: Page;
  readonly problems: readonly string[];
  readonly close: () => Promise<void>;
};

/** A page of its own that notes every error, policy violation and request to elsewhere. */
export async function visit(
  browser: Browser,
  origin: string,
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const context = await browser.newContext({ baseURL: origin, ...options });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(origin)) problems.push(`request elsewhere: ${request.url()}`);
  });
  return { page, problems, close: () => context.close() };
}
