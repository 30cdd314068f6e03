import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { demo, readOptions } from '../../scripts/demo.ts';

const SCRIPT = fileURLToPath(new URL('../../scripts/demo.ts', import.meta.url));
/** Starting Node twice and a few passes, on a busy machine. */
const PATIENCE_MS = 60_000;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'herdbook-demo-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('plays half a year on port 3000 unless told otherwise', () => {
  expect(readOptions([], {})).toEqual({
    days: 180,
    isOnce: false,
    host: '127.0.0.1',
    port: 3000,
    databasePath: null,
  });
  expect(readOptions(['--days', '5', '--once', '--port', '0'], { DATABASE_PATH: 'x.sqlite' })).toMatchObject({
    days: 5,
    isOnce: true,
    port: 0,
    databasePath: 'x.sqlite',
  });
});

it.each([[['--days', 'many']], [['--days', '0']], [['--port', '70000']], [['--port', '-1']]])(
  'refuses %j in words',
  (args) => {
    expect(() => readOptions(args, {})).toThrow(/takes a whole number|argument/);
  },
);

it('never mixes its invented figures into a database that is there', async () => {
  const databasePath = join(folder, 'real.sqlite');
  writeFileSync(databasePath, 'precious');
  const options = { ...readOptions([], {}), databasePath };
  await expect(demo(options, AbortSignal.timeout(PATIENCE_MS))).rejects.toThrow('a file of their own');
});

function start(args: readonly string[]) {
  const child = spawn(process.execPath, [SCRIPT, '--port', '0', ...args], {
    env: { ...process.env, TMPDIR: folder },
  });
  const out = { text: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out.text += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (out.text += text));
  return { child, out };
}

it(
  'plays, says where to look, ends, and leaves no file behind',
  async () => {
    const { child, out } = start(['--once', '--days', '2']);
    const [code] = (await once(child, 'exit')) as [number | null];
    expect({ code, text: out.text }).toMatchObject({ code: 0 });
    expect(out.text).toMatch(/Open http:\/\/127\.0\.0\.1:\d+/);
    expect(out.text).toContain('day 2 of 2');
    expect(readdirSync(folder)).toEqual([]);
  },
  PATIENCE_MS,
);

it(
  'ends cleanly when told to stop in the middle',
  async () => {
    const { child, out } = start(['--days', '180']);
    while (!out.text.includes('day 0 of')) await once(child.stdout, 'data');
    child.kill('SIGTERM');
    const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
    expect({ code, signal, text: out.text }).toMatchObject({ code: 0, signal: null });
    expect(readdirSync(folder)).toEqual([]);
  },
  PATIENCE_MS,
);
