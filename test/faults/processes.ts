/** Real processes and real hosts for tests of what happens when one is cut off. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished } from 'vitest';
import type { CrawlerSettings } from '../../crawler/settings.ts';
import { addInstances } from '../../db/instances.ts';
import { openReader, openWriter } from '../../db/open.ts';
import { instanceHost, serveHosts, type Handler } from '../hosts.ts';
import { domain } from '../visits.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** How often a random moment is tried: more of it in longer runs, `KILL_CYCLES=200 npm test`. */
export function cycles(variable: string, fallback: number): number {
  return Number(process.env[variable] ?? fallback);
}

export type Child = ChildProcess & { said: () => string };

/** Starts a script of the repository; it is gone when the test is. */
export function start(
  script: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Child {
  const child = spawn(process.execPath, [join(ROOT, script), ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return Object.assign(child, { said: () => said });
}

export function crawlerEnv(path: string, settings: CrawlerSettings): Record<string, string> {
  return {
    DATABASE_PATH: path,
    CRAWL_SCHEME: 'http',
    CRAWL_PORT: String(settings.crawlPort),
    CRAWL_NAME_SERVERS: settings.nameServers.join(','),
    ALLOWED_PRIVATE_ADDRESSES: '127.0.0.1/32',
    ALLOWED_SUFFIXES: 'test',
    CRAWL_CONCURRENCY: '4',
    CRAWL_SCHEDULE: '* * * * * *',
  };
}

/** So many instances that take their time, in a new database. */
export async function fleet(path: string, count: number, delayMs = 20): Promise<CrawlerSettings> {
  const names = Array.from({ length: count }, (_, index) => `i${index}.test`);
  const usage = { software: { name: 'lemmy', version: '1' }, usage: { users: { total: 7 } } };
  const slowly: Handler = (_, response) =>
    void setTimeout(() => response.writeHead(200).end(JSON.stringify({ version: '2.0', ...usage })), delayMs);
  const { settings } = await serveHosts(
    Object.fromEntries(names.map((name) => [name, { ...instanceHost(usage), '/nodeinfo/2.0': slowly }])),
  );
  const db = openWriter(path);
  addInstances(db, names.map(domain), 'operator', 0);
  db.close();
  return settings;
}

/** Observations in a database that somebody else writes to; it has to be sound at every moment. */
export function observed(path: string): number {
  if (!existsSync(path)) return 0;
  const db = openReader(path);
  try {
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    return Number(db.prepare('SELECT count(*) FROM observation').pluck().get());
  } finally {
    db.close();
  }
}

export async function until(holds: () => boolean, forMs = 30_000): Promise<void> {
  const startedAt = performance.now();
  while (!holds()) {
    if (performance.now() - startedAt > forMs) throw new Error('it never came to pass');
    await pause(20);
  }
}

export async function pause(ms: number): Promise<void> {
  await new Promise((resolve) => void setTimeout(resolve, ms));
}

export async function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'close');
  return child.exitCode;
}
