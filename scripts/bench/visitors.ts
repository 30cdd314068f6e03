/** Visitors of the web app, one after another at a steady pace: how long its answers take. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const WEB = fileURLToPath(new URL('../../web/main.ts', import.meta.url));
const PATHS = [
  '/',
  '/api/v1/instances?limit=50',
  '/api/v1/network',
  '/instances',
  '/api/v1/network/series?metric=users',
];
const PACE_MS = 25;
const START_MS = 20_000;

export type Latency = { readonly p50: number; readonly p99: number; readonly requests: number };
export type Web = {
  /** Asks until `until` settles. */
  visit(until: Promise<unknown>): Promise<Latency>;
  end(): Promise<void>;
};

/** @throws Error when it does not answer in time */
export async function startWeb(databasePath: string): Promise<Web> {
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const env = { ...process.env, DATABASE_PATH: databasePath, PORT: String(port), ALLOWED_SUFFIXES: 'test' };
  const child = spawn(process.execPath, [WEB], { env, stdio: 'ignore' });
  const end = async (): Promise<void> => {
    if (child.exitCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };
  const deadline = performance.now() + START_MS;
  while (!(await isUp(address))) {
    if (performance.now() > deadline || child.exitCode !== null) {
      await end();
      throw new Error('the web app does not start');
    }
    await wait(200);
  }
  return { visit: (until) => visit(address, until), end };
}

async function visit(address: string, until: Promise<unknown>): Promise<Latency> {
  const taken: number[] = [];
  const over = new AbortController();
  const ended = until.finally(() => over.abort());
  for (let index = 0; !over.signal.aborted; index += 1) {
    const startedAt = performance.now();
    const reply = await fetch(address + PATHS[index % PATHS.length]);
    await reply.arrayBuffer();
    if (reply.status >= 500) throw new Error(`the web app answers ${reply.status}`);
    taken.push(performance.now() - startedAt);
    await wait(PACE_MS);
  }
  await ended;
  taken.sort((a, b) => a - b);
  const at = (share: number): number => taken[Math.floor(taken.length * share)] ?? NaN;
  return { p50: at(0.5), p99: at(0.99), requests: taken.length };
}

async function isUp(address: string): Promise<boolean> {
  try {
    return (await fetch(`${address}/healthz`)).ok;
  } catch {
    // Nobody listens yet.
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
