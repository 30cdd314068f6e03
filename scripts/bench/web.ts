/** What answers of the web app cost the server's process, beside the least that the same framework can do. Loopback only. */
import { fork, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Fastify, { type FastifyInstance } from 'fastify';
import { openReader, type Database } from '../../db/open.ts';
import { dailyRows } from '../../db/yardstick.ts';
import { buildServer } from '../../web/server.ts';
import { readWebSettings } from '../../web/settings.ts';
import type { Question } from './asker.ts';
import { median, spent } from './cost.ts';
import { BEGINNING, NOW, writeHistory } from './history.ts';

const ASKER = fileURLToPath(new URL('./asker.ts', import.meta.url));

export type WebTask = { readonly rounds: number };
/** CPU of a request in milliseconds. */
const ANSWERS = ['hello', 'appHello', 'cached', 'unchanged', 'rows', 'series'] as const;
type Answer = (typeof ANSWERS)[number];
export type WebCost = {
  readonly cpuMs: Readonly<Record<Answer, number>>;
  /** Bytes of numbers that a graph's page brings along: the page as it opens, and of all years. */
  readonly graphBytes: { readonly first: number; readonly whole: number };
  /** Bytes of the same figure from the API, a value a day: as it is, and as sent. */
  readonly seriesBytes: number;
  readonly sentBytes: number;
};

/** Connections at once. */
const CONNECTIONS = 16;
/** Requests of a connection; an address may ask 600 times in a minute. */
const MOST_EACH = 150;
/** Long answers are asked for less often, so that all of it stays short. */
const EACH = { hello: MOST_EACH, appHello: MOST_EACH, cached: MOST_EACH, unchanged: MOST_EACH };
const EACH_LONG = { rows: 12, series: 12 };

type Asked = Pick<Question, 'port' | 'path' | 'headers' | 'status'>;

export async function web({ rounds }: WebTask): Promise<WebCost> {
  const folder = mkdtempSync(join(tmpdir(), 'herdbook-bench-'));
  const path = join(folder, 'bench.sqlite');
  const { db: writer, domains } = writeHistory(path, 1);
  const db = openReader(path);
  const [domain = ''] = domains;
  const app = await webApp(path, db);
  app.get('/hello', HELLO, () => ({ hello: 'world' }));
  const plain = Fastify();
  plain.get('/hello', HELLO, () => ({ hello: 'world' }));
  plain.get('/rows', (_request, reply) => reply.send(dailyRows(db, domain)));
  const ports = { app: await listening(app), plain: await listening(plain) };
  const asker = fork(ASKER);
  try {
    const series = `/api/v1/instances/${domain}/series`;
    const known = await fetch(`http://127.0.0.1:${ports.app}${series}`, { headers: COMPRESSED });
    const seriesBytes = (await known.text()).length;
    const sentBytes = Number(known.headers.get('content-length'));
    const etag = known.headers.get('etag') ?? '';
    const ofApp = (address: string, headers = {}, status = 200): Asked => ({
      port: ports.app,
      path: address,
      headers,
      status,
    });
    const asked: Readonly<Record<Answer, Asked>> = {
      hello: { port: ports.plain, path: '/hello', headers: {}, status: 200 },
      appHello: ofApp('/hello'),
      cached: ofApp(series, COMPRESSED),
      unchanged: ofApp(series, { ...COMPRESSED, 'if-none-match': etag }, 304),
      rows: { port: ports.plain, path: '/rows', headers: {}, status: 200 },
      // A span is read from the database each time.
      series: ofApp(`${series}?metric=users,activeMonth,statuses,connections&from=${BEGINNING}`),
    };
    const cpuMs = await costsOf(asker, asked, rounds);
    const pageBytes = async (query: string): Promise<number> =>
      pointsBytes(await (await fetch(`http://127.0.0.1:${ports.app}/instances/${domain}${query}`)).text());
    const graphBytes = { first: await pageBytes(''), whole: await pageBytes('?range=all') };
    return { cpuMs, graphBytes, seriesBytes, sentBytes };
  } finally {
    asker.kill();
    await Promise.all([app.close(), plain.close()]);
    for (const one of [db, writer]) one.close();
    rmSync(folder, { recursive: true });
  }
}

const COMPRESSED = { 'accept-encoding': 'br' };
const HELLO = {
  schema: { response: { 200: { type: 'object', properties: { hello: { type: 'string' } } } } },
};

export async function webApp(path: string, db: Database): Promise<FastifyInstance> {
  const settings = readWebSettings({ DATABASE_PATH: path, ALLOWED_SUFFIXES: 'test' });
  return await buildServer({ db, settings, now: () => NOW });
}

/** @returns the port */
export async function listening(app: FastifyInstance): Promise<number> {
  await app.listen({ host: '127.0.0.1', port: 0 });
  const address = app.server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** In turns; the first round compiles everything and does not count. */
async function costsOf(
  asker: ChildProcess,
  asked: Readonly<Record<Answer, Asked>>,
  rounds: number,
): Promise<WebCost['cpuMs']> {
  const taken = new Map<Answer, number[]>();
  let network = 0;
  for (let round = 0; round <= rounds; round += 1) {
    for (const name of ANSWERS) {
      const each = { ...EACH, ...EACH_LONG }[name];
      network += 1;
      const question = { ...asked[name], connections: CONNECTIONS, each, network };
      const { cpuMs } = await spent(() => answered(asker, question));
      if (round > 0) taken.set(name, [...(taken.get(name) ?? []), cpuMs / (CONNECTIONS * each)]);
    }
  }
  const of = (name: Answer): number => median(taken.get(name) ?? []);
  return {
    hello: of('hello'),
    appHello: of('appHello'),
    cached: of('cached'),
    unchanged: of('unchanged'),
    rows: of('rows'),
    series: of('series'),
  };
}

async function answered(asker: ChildProcess, question: Question): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const end = (): void => reject(new Error(`asking for ${question.path} ended early`));
    asker.once('exit', end);
    asker.once('message', () => {
      asker.off('exit', end);
      resolve();
    });
    asker.send(question);
  });
}

/** Of the page's first graph. */
function pointsBytes(page: string): number {
  return /class="plot-points">([^<]*)</.exec(page)?.[1]?.trim().length ?? NaN;
}
