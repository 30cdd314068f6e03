/**
 * Names per second, our way and Node's default way, against a name server of its own with latency. Prints one line of JSON.
 * Node's default asks the system's name server, so for that this runs where /etc/resolv.conf names 127.0.0.1 (see names.ts).
 */
import { lookup } from 'node:dns/promises';
import { startNameServer } from '../demo/names.ts';
import { makeLookup } from '../../crawler/names.ts';
import { readCrawlerSettings } from '../../crawler/settings.ts';

export type LookupRates = {
  readonly ours: number;
  /** `null`: not measured. */
  readonly nodes: number | null;
};

const AT_ONCE = 200;
const NAMES = { ours: 4_000, nodes: 300 };
/** Where the system's resolver asks. */
const DNS_PORT = 53;

async function rate(count: number, resolve: (name: string) => Promise<unknown>): Promise<number> {
  const queue = Array.from({ length: count }, (_, index) => `n${index}.bench.test`).values();
  const work = async (): Promise<void> => {
    for (const name of queue) await resolve(name);
  };
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return (count * 1_000) / (performance.now() - startedAt);
}

/** @param latencyMs of the name server */
async function measureLookups(latencyMs: number, withNodes: boolean): Promise<LookupRates> {
  const names = await startNameServer(() => true, { latencyMs, port: withNodes ? DNS_PORT : 0 });
  const ours = makeLookup(
    readCrawlerSettings({
      CRAWL_NAME_SERVERS: `127.0.0.1:${names.port}`,
      ALLOWED_PRIVATE_ADDRESSES: '127.0.0.1/32',
    }),
  );
  const resolve = (name: string): Promise<unknown> =>
    new Promise((done, fail) =>
      ours(name, { all: true }, (error, found) => (error === null ? done(found) : fail(error))),
    );
  const rates = {
    ours: await rate(NAMES.ours, resolve),
    nodes: withNodes ? await rate(NAMES.nodes, (name) => lookup(name)) : null,
  };
  await names.close();
  return rates;
}

const [latencyMs, mode] = process.argv.slice(2);
process.stdout.write(JSON.stringify(await measureLookups(Number(latencyMs), mode === 'both')));
