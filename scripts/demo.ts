/**
 * `npm run demo`: Herdbook beside a small simulated fediverse on loopback, half a year played in a few minutes, then on
 * in slow time. It needs no Internet and touches no database but its own.
 */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { networkNow } from '../db/network/network.ts';
import type { Database } from '../db/open.ts';
import { openWriter } from '../db/open.ts';
import { programVersion } from '../crawler/version.ts';
import { bundleFolderOf } from '../db/bundle/files.ts';
import { makeBundle } from '../db/bundle/make.ts';
import { DAY, HOUR, dayOf, dayText } from '../db/time.ts';
import { runCommand } from './command.ts';
import type { Player } from './demo/play.ts';
import { tellLore } from './demo/lore.ts';
import { makePlayer } from './demo/play.ts';
import type { Fediverse } from './demo/server.ts';
import { startFediverse } from './demo/server.ts';
import { PLAY_DAYS } from './demo/world.ts';

const USAGE = `npm run demo -- [--days 180] [--once] [--port 3000]
Herdbook beside a simulated fediverse on this machine, in a database of its own that goes with it.
--days  so many days are played, one after the other, then it goes on in slow time until today
--once  ends after the play; DATABASE_PATH names the file to leave it in`;
/** The play ends this long before today, so that slow time has somewhere to go: a quarter of an hour of it. */
const SLOW_DAYS = 4;
/** After the play: this much simulated time for each step of real time, but never past the real now. */
const SLOW_STEP = { realMs: 10_000, simulatedSeconds: HOUR };
/** Off a terminal, at most a line in so long. */
const LINE_EVERY_MS = 5_000;
const WEB = fileURLToPath(new URL('../web/main.ts', import.meta.url));
/** How long the web app may take to end before it is killed. */
const GRACE_MS = 5_000;

export type DemoOptions = {
  /** Days to play. */
  readonly days: number;
  /** End after the play instead of going on. */
  readonly isOnce: boolean;
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** `null`: a fresh temporary file, removed at the end. */
  readonly databasePath: string | null;
};

/** @throws Error in words for arguments and variables that make no sense */
export function readOptions(args: readonly string[], env: NodeJS.ProcessEnv): DemoOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      days: { type: 'string', default: String(PLAY_DAYS) },
      once: { type: 'boolean', default: false },
      port: { type: 'string', default: env['PORT'] || '3000' },
    },
  });
  return {
    days: wholeNumber('--days', values.days, 1, 3_650),
    isOnce: values.once,
    host: env['HOST'] || '127.0.0.1',
    port: wholeNumber('--port', values.port, 0, 65_535),
    databasePath: env['DATABASE_PATH'] || null,
  };
}

function wholeNumber(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  throw new Error(`${name} takes a whole number from ${least} to ${most}, not "${text}"`);
}

/** Runs the demo until it is over or `signal` says so. */
export async function demo(options: DemoOptions, signal: AbortSignal): Promise<void> {
  if (options.databasePath !== null && existsSync(options.databasePath)) {
    throw new Error(`${options.databasePath} exists: the demo's invented figures need a file of their own.`);
  }
  const folder = mkdtempSync(join(tmpdir(), 'herdbook-demo-'));
  const path = options.databasePath ?? join(folder, 'demo.sqlite');
  const startAt = wallSeconds() - (options.days + (options.isOnce ? 0 : SLOW_DAYS)) * DAY;
  const fediverse = await startFediverse({ now: startAt });
  const db = openWriter(path);
  const end = new AbortController();
  const stop = AbortSignal.any([signal, end.signal]);
  const web = await startWeb(options, path, () => end.abort());
  try {
    say(
      `Herdbook's demo, with the invented fediverse of ${fediverse.domains.length} instances on this machine.`,
    );
    say(`Open ${web.address} and watch it grow. Database: ${path}`);
    tellLore(db, fediverse);
    await play({ db, fediverse, options, path, address: web.address, signal: stop });
  } finally {
    await web.close();
    await fediverse.close();
    db.close();
    rmSync(folder, { recursive: true, force: true });
    say(
      options.databasePath === null
        ? 'The demo has ended; its database is removed.'
        : `The demo has ended; its database is left at ${path}.`,
    );
  }
  if (end.signal.aborted && !signal.aborted)
    throw new Error('The web app ended by itself; its message is above.');
}

type Scene = {
  readonly db: Database;
  readonly fediverse: Fediverse;
  readonly options: DemoOptions;
  /** Of the database. */
  readonly path: string;
  /** Where the web app is. */
  readonly address: string;
  readonly signal: AbortSignal;
};

async function play(scene: Scene): Promise<void> {
  const { fediverse, options, path, address, signal } = scene;
  const progress = makeProgress(scene);
  const player = makePlayer(scene);
  const startAt = fediverse.now();
  for (let day = 0; day <= options.days && !signal.aborted; day += 1) {
    await player.passAt(startAt + day * DAY);
    if (!signal.aborted) progress(day);
  }
  if (signal.aborted) return;
  say(`\nPlayed ${options.days} days, up to ${dayText(dayOf(fediverse.now()))}.`);
  // As every night of a real one.
  makeBundle({
    databasePath: path,
    folder: bundleFolderOf(path),
    site: address,
    programVersion: programVersion(),
  });
  if (!options.isOnce) await playOn(player, scene);
}

async function playOn(player: Player, { fediverse, signal }: Scene): Promise<void> {
  say('It goes on in slow time, an hour every ten seconds until it meets today. Ctrl-C ends it.');
  while (!signal.aborted) {
    try {
      await wait(SLOW_STEP.realMs, undefined, { signal });
    } catch {
      // The wait ends early only when the demo is to end.
      return;
    }
    const next = fediverse.now() + SLOW_STEP.simulatedSeconds;
    if (next <= wallSeconds()) await player.passAt(next);
  }
}

/** Tells the day and its totals: in place on a terminal, in lines now and then elsewhere. */
function makeProgress({ db, fediverse, options: { days } }: Scene): (day: number) => void {
  let toldAt = -Infinity;
  return (day) => {
    const isDue = performance.now() - toldAt >= LINE_EVERY_MS || day === days;
    if (!process.stdout.isTTY && !isDue) return;
    toldAt = performance.now();
    const { instances, users } = networkNow(db);
    const line = `${dayText(dayOf(fediverse.now()))}  day ${day} of ${days}  ${instances} instances  ${users ?? 0} users`;
    if (process.stdout.isTTY) process.stdout.write(`\r${line}   `);
    else say(line);
  };
}

function wallSeconds(): number {
  return Math.floor(Date.now() / 1000);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

type Web = { readonly address: string; close(): Promise<void> };

/** The web app in a process of its own, as in production. It prints its own errors. */
async function startWeb(options: DemoOptions, databasePath: string, onDeath: () => void): Promise<Web> {
  const port = options.port === 0 ? await freePort(options.host) : options.port;
  const child = spawn(process.execPath, [WEB], {
    env: {
      ...process.env,
      DATABASE_PATH: databasePath,
      HOST: options.host,
      PORT: String(port),
      ALLOWED_SUFFIXES: 'test',
      INVENTED: 'yes',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  child.once('exit', onDeath);
  return {
    address: `http://${options.host.includes(':') ? `[${options.host}]` : options.host}:${port}`,
    close: () => {
      child.off('exit', onDeath);
      return endChild(child);
    },
  };
}

async function endChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
  await ended;
  clearTimeout(timer);
}

async function freePort(host: string): Promise<number> {
  const server = createServer().listen(0, host);
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

if (import.meta.main) {
  const stop = new AbortController();
  const end = (): void => stop.abort();
  process.on('SIGINT', end).on('SIGTERM', end);
  runCommand(USAGE, async () => {
    await demo(readOptions(process.argv.slice(2), process.env), stop.signal);
    return 0;
  });
}
