import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import type { CrawlerSettings } from '../../crawler/settings.ts';
import { addInstances } from '../../db/instances.ts';
import { openReader, openWriter } from '../../db/open.ts';
import { instanceHost, serveHosts, type Handler } from '../hosts.ts';
import { temporaryFolder } from '../temporary.ts';
import { domain } from '../visits.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

function start(
  script: string,
  path: string,
  settings: CrawlerSettings,
  args: readonly string[] = [],
): ChildProcess {
  const child = spawn(process.execPath, [join(ROOT, script), ...args], {
    env: {
      ...process.env,
      DATABASE_PATH: path,
      CRAWL_SCHEME: 'http',
      CRAWL_PORT: String(settings.crawlPort),
      CRAWL_NAME_SERVERS: settings.nameServers.join(','),
      ALLOWED_PRIVATE_ADDRESSES: '127.0.0.1/32',
      ALLOWED_SUFFIXES: 'test',
      CRAWL_CONCURRENCY: '4',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

async function ended(child: ChildProcess): Promise<{ code: number | null; output: string }> {
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await once(child, 'close');
  return { code: child.exitCode, output };
}

const slowly =
  (value: unknown): Handler =>
  (_, response) =>
    void setTimeout(() => response.writeHead(200).end(JSON.stringify(value)), 20);

async function fleet(count: number): Promise<{ path: string; settings: CrawlerSettings }> {
  const names = Array.from({ length: count }, (_, index) => `i${index}.test`);
  const usage = { software: { name: 'lemmy', version: '1' }, usage: { users: { total: 7 } } };
  const { settings } = await serveHosts(
    Object.fromEntries(
      names.map((name) => [
        name,
        { ...instanceHost(usage), '/nodeinfo/2.0': slowly({ version: '2.0', ...usage }) },
      ]),
    ),
  );
  const path = join(temporaryFolder(), 'herdbook.sqlite');
  const db = openWriter(path);
  addInstances(db, names.map(domain), 'operator', 0);
  db.close();
  return { path, settings };
}
function observed(path: string): number {
  const db = openReader(path);
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  const count = Number(db.prepare('SELECT count(*) FROM observation').pluck().get());
  db.close();
  return count;
}
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => void setTimeout(resolve, 10));
}

test('a crawl from the command line says how it goes, sums up and exits with 0', async () => {
  const { path, settings } = await fleet(3);
  const { code, output } = await ended(start('scripts/crawl.ts', path, settings));
  expect(output).toMatch(/Run 1 finished: 3\/3 visited, 3 answered/);
  expect(code).toBe(0);
});

test('a crawl of a host that is broken is no fault of ours', async () => {
  const { path, settings } = await fleet(1);
  expect(await ended(start('scripts/crawl.ts', path, settings, ['nobody.test', 'i0.test']))).toMatchObject({
    code: 0,
  });
});

test('a crawl of something that is no host is refused with its name', async () => {
  const { path, settings } = await fleet(1);
  const { code, output } = await ended(start('scripts/crawl.ts', path, settings, ['no host', 'i0.test']));
  expect(output).toContain('"no host" is not the name of a public host');
  expect(code).toBe(1);
});

test('a probe prints what it found and writes nothing', async () => {
  const { path, settings } = await fleet(1);
  const { code, output } = await ended(start('scripts/probe.ts', path, settings, ['i0.test']));
  expect(JSON.parse(output)).toMatchObject({ ok: true, observation: { figures: { users: 7 } } });
  expect(code).toBe(0);
  expect(observed(path)).toBe(0);
});

test('settings that cannot be used are named, and nothing starts', async () => {
  const { path, settings } = await fleet(1);
  const child = start('crawler/main.ts', path, { ...settings, crawlPort: 99_999 });
  const { code, output } = await ended(child);
  expect(output).toContain('CRAWL_PORT');
  expect(code).toBe(1);
});

test('killed in mid-run, it loses nothing that was committed, and the next start goes on', async () => {
  const { path, settings } = await fleet(400);
  const child = start('crawler/main.ts', path, settings);
  await until(() => observed(path) > 5);
  child.kill('SIGKILL');
  await once(child, 'close');
  const kept = observed(path);
  expect(kept).toBeLessThan(400);
  const { code } = await ended(start('scripts/crawl.ts', path, settings));
  expect(code).toBe(0);
  expect(observed(path)).toBe(400);
  const db = openReader(path);
  expect(db.prepare('SELECT state, reason FROM run ORDER BY id').all()).toEqual([
    { state: 'interrupted', reason: 'killed' },
    { state: 'finished', reason: null },
  ]);
  expect(
    db.prepare('SELECT max(n) FROM (SELECT count(*) AS n FROM observation GROUP BY instance)').pluck().get(),
  ).toBe(1);
  db.close();
});

test('told to end in mid-run, it ends cleanly within seconds', async () => {
  const { path, settings } = await fleet(400);
  const child = start('crawler/main.ts', path, settings);
  await until(() => observed(path) > 5);
  const at = performance.now();
  child.kill('SIGTERM');
  const { code } = await ended(child);
  expect(code).toBe(0);
  expect(performance.now() - at).toBeLessThan(5_000);
  const db = openReader(path);
  expect(db.prepare('SELECT state, reason FROM run').all()).toEqual([
    { state: 'interrupted', reason: 'stopped' },
  ]);
  db.close();
});
