/** Plays days of the demo's fediverse through the real crawler, one pass a day. It owns no process, no database and no server. */
import { makeProbe } from '../../crawler/probe.ts';
import { runPass } from '../../crawler/run.ts';
import { readCrawlerSettings } from '../../crawler/settings.ts';
import { programVersion } from '../../crawler/version.ts';
import { addInstances } from '../../db/instances.ts';
import type { Database } from '../../db/open.ts';
import type { Run } from '../../db/runs.ts';
import { dice } from './dice.ts';
import type { Fediverse } from './server.ts';

/** The crawler's variables that lead it to a demo fediverse instead of the Internet. */
function crawlerEnv({ httpPort, dnsPort }: Fediverse): Record<string, string> {
  return {
    CRAWL_SCHEME: 'http',
    CRAWL_PORT: String(httpPort),
    CRAWL_NAME_SERVERS: `127.0.0.1:${dnsPort}`,
    ALLOWED_PRIVATE_ADDRESSES: '127.0.0.1/32',
    ALLOWED_SUFFIXES: 'test',
  };
}

export type Player = {
  /**
   * Moves the simulated time to `at` (Unix seconds), puts newborn instances into the register, and makes one pass over
   * the due ones.
   * @throws Error when the pass was aborted: in the demo there is no network that could be at fault
   */
  passAt(at: number): Promise<Run | null>;
};

export function makePlayer({
  db,
  fediverse,
  signal,
}: {
  db: Database;
  fediverse: Fediverse;
  signal: AbortSignal;
}): Player {
  const settings = readCrawlerSettings(crawlerEnv(fediverse));
  const now = (): number => fediverse.now();
  const probe = makeProbe(settings, now, programVersion());
  let throws = 0;
  const random = (): number => dice(fediverse.world.seed, 'jitter', (throws += 1));
  return {
    passAt: async (at) => {
      fediverse.setNow(at);
      addInstances(db, fediverse.living(), 'operator', at);
      const run = await runPass({ db, probe, now, random, concurrency: settings.concurrency, signal });
      if (run?.state === 'aborted')
        throw new Error(`The pass was aborted: ${run.reason ?? 'no reason given'}`);
      return run;
    },
  };
}
