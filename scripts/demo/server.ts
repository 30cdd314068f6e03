/** The demo's fediverse on loopback: one HTTP server for all instances and a name server. It is reached from this machine only. */
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { Domain } from '../../db/model.ts';
import { answer } from './answers.ts';
import { readCast } from './cast.ts';
import { startNameServer } from './names.ts';
import type { World } from './world.ts';
import { lifeAt, livingDomains, makeWorld } from './world.ts';

const LOOPBACK = '127.0.0.1';

export type Fediverse = {
  readonly httpPort: number;
  readonly dnsPort: number;
  readonly world: World;
  /** Every instance, also those that are not born yet. */
  readonly domains: readonly Domain[];
  /** Instances whose names exist at the simulated time. */
  living(): readonly Domain[];
  now(): number;
  /** Moves the simulated time, Unix seconds. */
  setNow(at: number): void;
  close(): Promise<void>;
};

/**
 * @param now the simulated time at which the play starts, Unix seconds
 * @param size number of instances
 */
export async function startFediverse({
  now,
  seed = 1,
  size = 60,
}: {
  now: number;
  seed?: number;
  size?: number;
}): Promise<Fediverse> {
  const world = makeWorld({ cast: readCast(), seed, size, startAt: now });
  let at = now;
  const exists = (name: string): boolean => {
    const instance = world.byDomain.get(name);
    return instance !== undefined && !['unborn', 'vanished'].includes(lifeAt(world, instance, at));
  };
  const server = createServer((request, response) => respond(world, at, request, response));
  server.listen(0, LOOPBACK);
  await once(server, 'listening');
  const names = await startNameServer(exists);
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return {
    httpPort: address.port,
    dnsPort: names.port,
    world,
    domains: world.instances.map(({ domain }) => domain),
    living: () => livingDomains(world, at),
    now: () => at,
    setNow: (next) => {
      at = next;
    },
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await Promise.all([closed, names.close()]);
    },
  };
}

function respond(world: World, at: number, request: IncomingMessage, response: ServerResponse): void {
  // Bodies of the few POST questions say nothing that matters here.
  request.resume();
  const authority = request.headers.host ?? '';
  const { status, headers, body } = answer(world, at, {
    method: request.method ?? 'GET',
    path: (request.url ?? '/').split('?', 1)[0] ?? '/',
    host: authority.replace(/:\d+$/, '').toLowerCase(),
    origin: `http://${authority}`,
  });
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(request.method === 'HEAD' ? undefined : body);
}
