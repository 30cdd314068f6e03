/**
 * The simulated fleet, in a process of its own so that its work is not counted as ours: one TLS server and one name server
 * on loopback for any number of instances. It counts what an administrator would see, and is reached from this machine only.
 */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { TLSSocket } from 'node:tls';
import { gzipSync } from 'node:zlib';
import { startNameServer } from '../demo/names.ts';
import { dice } from '../demo/dice.ts';
import type { Certificates } from './certificates.ts';
import { instanceDocuments } from './documents.ts';
import { kindOf } from './population.ts';
import { openTally, type Tally } from './tally.ts';

const LOOPBACK = '127.0.0.1';
/** Spread of the latency: hosts differ, and each request of a host a little. */
const HOST_SIGMA = 0.6;
const REQUEST_SIGMA = 0.25;
const BOMB = gzipSync(Buffer.alloc(20 * 1_048_576));

export type FleetOptions = {
  readonly certificates: Certificates;
  /** Median of a request's latency, log-normal over hosts; 0: none. */
  readonly latencyMs: number;
  readonly dnsMs: number;
};
export type Ports = { readonly https: number; readonly dns: number };

async function startFleet({ certificates, latencyMs, dnsMs }: FleetOptions): Promise<void> {
  const tally = openTally();
  const documents = instanceDocuments();
  const server = createServer(
    { key: readFileSync(certificates.key), cert: readFileSync(certificates.chain), keepAliveTimeout: 60_000 },
    (request, response) => {
      const name = nameOf(request);
      const leave = tally.enter(name, request.url ?? '');
      // Answered, or given up: the close is told only after the next request may have come.
      response.once('prefinish', leave).once('close', leave);
      const wait = latencyMs === 0 ? 0 : latencyOf(name, request.url ?? '', latencyMs);
      const answer = (): void => respond(request, response, { name, documents, tally });
      if (wait === 0) answer();
      else setTimeout(answer, wait);
    },
  );
  server.on('secureConnection', (socket: TLSSocket) => {
    const name = typeof socket.servername === 'string' ? socket.servername : '';
    socket.once('close', tally.connect(name));
    // Clients hang up on what is hostile; that is no trouble of the fleet's.
    socket.on('error', () => socket.destroy());
  });
  server.listen(0, LOOPBACK, 4_096);
  await once(server, 'listening');
  const names = await startNameServer((name) => kindOf(name) !== 'absent', { latencyMs: dnsMs });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  process.on('message', (message) => {
    if (message === 'counts') process.send?.(tally.counts());
  });
  process.send?.({ https: address.port, dns: names.port } satisfies Ports);
}

function nameOf(request: IncomingMessage): string {
  return (request.headers.host ?? '').replace(/:\d+$/, '');
}

/** Log-normal, the same for the same host and path. */
function latencyOf(name: string, path: string, medianMs: number): number {
  return medianMs * Math.exp(HOST_SIGMA * normal(name) + REQUEST_SIGMA * normal(name + path));
}

/** Standard normal by Box and Muller. */
function normal(text: string): number {
  return Math.sqrt(-2 * Math.log(1 - dice(1, text))) * Math.cos(2 * Math.PI * dice(2, text));
}

type Scene = {
  readonly name: string;
  readonly documents: ReturnType<typeof instanceDocuments>;
  readonly tally: Tally;
};

function respond(
  request: IncomingMessage,
  response: ServerResponse,
  { name, documents, tally }: Scene,
): void {
  request.resume();
  const path = request.url ?? '/';
  const kind = kindOf(name);
  const misbehave = MISBEHAVIOUR[kind];
  if (misbehave !== undefined) {
    if (kind === 'busy') tally.refuse(name);
    if (kind === 'forbids' && path === '/robots.txt') tally.forbid(name);
    misbehave(response, path);
    return;
  }
  const body = documents(kind, path, request.headers.host ?? '');
  if (body === null) response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>Not found</h1>');
  else {
    const type = path === '/robots.txt' ? 'text/plain' : 'application/json; charset=utf-8';
    response.writeHead(200, { 'content-type': type, 'content-length': Buffer.byteLength(body) }).end(body);
  }
}

const MISBEHAVIOUR: Readonly<Record<string, (response: ServerResponse, path: string) => void>> = {
  hang: () => undefined,
  broken: (response) => response.writeHead(503).end(),
  parked: (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>For sale</h1>'),
  gone: (response) => response.writeHead(410).end(),
  busy: (response) => response.writeHead(429, { 'retry-after': '3600' }).end(),
  moved: (response) => response.writeHead(301, { location: 'https://elsewhere.g0.test/' }).end(),
  forbids: (response) => response.writeHead(200).end('User-agent: *\nDisallow: /\n'),
  cut: (response) => {
    response.writeHead(200, { 'content-length': 5_000 }).write('{');
    response.socket?.destroySoon();
  },
  bomb: (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(BOMB),
  drip: (response) => {
    response.writeHead(200);
    const timer = setInterval(() => response.write(' '), 1_000);
    response.once('close', () => clearInterval(timer));
  },
  flood: (response) => {
    response.writeHead(200);
    const flow = (): void => {
      while (!response.destroyed && response.write(' '.repeat(65_536)));
      response.once('drain', flow);
    };
    flow();
  },
};

// A benchmark that is killed leaves nothing running.
process.once('disconnect', () => process.exit());
process.once('message', (options: FleetOptions) => void startFleet(options));
