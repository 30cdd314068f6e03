/** The examples, run as a reader would run them, against a real server. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import type { Database } from '../db/open.ts';
import { AT0, DAY0, insertInstance, insertLatest, insertNetworkDay, insertProfile } from './rows.ts';
import { served } from './web/served.ts';

const EXAMPLES = fileURLToPath(new URL('../examples/', import.meta.url));

function herd(db: Database): void {
  for (const [index, name] of ['a.test', 'b.test', 'c.test'].entries()) {
    const id = insertInstance(db, name, { lastVisitAt: AT0, lastAnswerAt: AT0 });
    insertProfile(db, id, { softwareName: 'mastodon', languages: ['fr'], registrations: 'open' });
    insertLatest(db, id, { users: 10 * (index + 1) });
  }
  for (const [month, users] of [200, 220].entries())
    insertNetworkDay(db, DAY0 - 40 + 40 * month, { users, instances: 3, measured: 3 });
}

async function run(command: string, args: readonly string[]): Promise<string> {
  const { app } = await served(herd);
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const folder = mkdtempSync(join(tmpdir(), 'herdbook-examples-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const child = spawn(command, [...args, `http://127.0.0.1:${port}`], { cwd: folder });
  let out = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (out += String(text)));
  const code = await new Promise((resolve) => child.on('close', resolve));
  expect(code, out).toBe(0);
  return out;
}

const isThere = (command: string): boolean => spawnSync(command, ['--version']).error === undefined;

test.skipIf(!isThere('curl'))('curl: instances as CSV', async () => {
  const out = await run('sh', [join(EXAMPLES, 'curl/french-open.sh')]);
  expect(
    out
      .split('\r\n')
      .slice(1, 4)
      .map((line) => line.slice(0, 8)),
  ).toEqual(['"c.test"', '"b.test"', '"a.test"']);
});

test.skipIf(!isThere('python3'))('Python: growth by month', async () => {
  const out = await run('python3', [join(EXAMPLES, 'python/growth.py')]);
  expect(out).toBe('2026-01\t200\t\n2026-02\tunknown\t\n2026-03\t220\t\n');
});

test.skipIf(!isThere('python3'))('Python: every page of a list', async () => {
  const out = await run('python3', [join(EXAMPLES, 'python/all_instances.py')]);
  expect(out).toBe('a.test\t10\nb.test\t20\nc.test\t30\n');
});

test.skipIf(!isThere('Rscript'))('R: growth as a plot (skipped where R is not installed)', async () => {
  expect(await run('Rscript', [join(EXAMPLES, 'r/growth.R')])).toContain('220');
});
