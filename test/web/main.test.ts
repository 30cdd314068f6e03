/** The web app as a program: what it says when it cannot start, and how it ends. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openWriter } from '../../db/open.ts';
import { temporaryFolder } from '../temporary.ts';

const MAIN = fileURLToPath(new URL('../../web/main.ts', import.meta.url));

type Ended = { readonly code: number | null; readonly output: string; readonly complaints: string };

/** Runs the program; `onOutput` sees all it printed so far. */
async function run(
  env: Readonly<Record<string, string>>,
  onOutput: (output: string, stop: (signal: NodeJS.Signals) => void) => void = () => undefined,
): Promise<Ended> {
  const child = spawn(process.execPath, [MAIN], { env: { PATH: process.env['PATH'], ...env } });
  onTestFinished(() => void child.kill('SIGKILL'));
  let output = '';
  let complaints = '';
  child.stdout.on('data', (text) => onOutput((output += String(text)), (signal) => child.kill(signal)));
  child.stderr.on('data', (text) => (complaints += String(text)));
  await once(child, 'close');
  return { code: child.exitCode, output, complaints };
}

function database(): string {
  const path = join(temporaryFolder(), 'web.sqlite');
  openWriter(path).close();
  return path;
}

describe('the web program', () => {
  test('names every setting that cannot be used', async () => {
    const { code, complaints } = await run({ PORT: 'x', PUBLIC_URL: 'y' });
    expect(code).toBe(1);
    expect(complaints).toMatch(/^These settings cannot be used:\nPORT: .+\nPUBLIC_URL: .+\n$/);
  });

  test('says who makes the database when there is none', async () => {
    const { code, complaints } = await run({ DATABASE_PATH: join(temporaryFolder(), 'none.sqlite') });
    expect(code).toBe(1);
    expect(complaints).toMatch(/^There is no database at .+ yet: the crawler makes it/);
    expect(complaints).not.toContain('    at ');
  });

  test('says so when the port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void other.close());
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' ? String(address?.port) : '';
    const { code, complaints } = await run({ DATABASE_PATH: database(), PORT: port });
    expect(code).toBe(1);
    expect(complaints).toMatch(new RegExp(`:${port}\\nAnother program has this port: stop it, or set PORT.`));
  });

  test.each(['SIGTERM', 'SIGINT'] as const)('answers visitors, and ends cleanly on %s', async (signal) => {
    let health: Promise<unknown> | undefined;
    const { code, output, complaints } = await run(
      { DATABASE_PATH: database(), PORT: '0' },
      (printed, stop) => {
        const address = /Herdbook is at (\S+)\n/.exec(printed)?.[1];
        if (address === undefined || health !== undefined) return;
        health = fetch(`${address}/healthz`)
          .then((answer) => answer.json())
          .finally(() => stop(signal));
      },
    );
    expect(await health).toEqual({ status: 'ok', database: 'readable', lastRun: null });
    expect([code, complaints]).toEqual([0, '']);
    expect(output).toMatch(/^Herdbook is at http:\/\/127\.0\.0\.1:\d+\n$/);
  });
});
