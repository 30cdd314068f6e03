/** A simulated fediverse, and crawls of it as processes: by one machine, or by a coordinator and workers. */
import { onTestFinished } from 'vitest';
import type { Domain } from '../../db/model.ts';
import { addInstances } from '../../db/instances.ts';
import { openReader, openWriter } from '../../db/open.ts';
import { startFediverse } from '../../scripts/demo/server.ts';
import { start, type Child } from '../faults/processes.ts';

export type Fleet = {
  readonly domains: readonly Domain[];
  readonly env: Readonly<Record<string, string>>;
};

export async function startFleet(size: number): Promise<Fleet> {
  const fediverse = await startFediverse({ now: Math.floor(Date.now() / 1000), size });
  onTestFinished(async () => await fediverse.close());
  return {
    domains: fediverse.domains,
    env: {
      CRAWL_SCHEME: 'http',
      CRAWL_PORT: String(fediverse.httpPort),
      CRAWL_NAME_SERVERS: `127.0.0.1:${fediverse.dnsPort}`,
      ALLOWED_PRIVATE_ADDRESSES: '127.0.0.1/32',
      ALLOWED_SUFFIXES: 'test',
      CRAWL_CONCURRENCY: '8',
    },
  };
}

/** One pass over all of them, into a new file. @param more settings, such as the queue */
export function startCrawl(fleet: Fleet, path: string, more: Readonly<Record<string, string>> = {}): Child {
  const db = openWriter(path);
  addInstances(db, fleet.domains, 'operator', 0);
  db.close();
  return start('scripts/crawl.ts', ['--all'], { ...fleet.env, ...more, DATABASE_PATH: path });
}
export function startWorker(fleet: Fleet, more: Readonly<Record<string, string>>): Child {
  return start('crawler/worker.ts', [], { ...fleet.env, ...more });
}

/** Everything a pass leaves behind of the instances it was given, but for times, durations and chance. */
export function rowsOf(path: string, { domains }: Fleet): Record<string, unknown[]> {
  const db = openReader(path);
  const all = (sql: string): unknown[] =>
    db.prepare(sql.replace('$names', 'SELECT value FROM json_each(?)')).all(JSON.stringify(domains));
  const figures =
    'users, activeMonth, activeHalfYear, activeWeek, statuses, comments, connections, peersListed';
  try {
    return {
      instances: all(
        'SELECT domain, state, failures, failureKind, failureDetail, movedTo, site, peersHash FROM instance WHERE domain IN ($names) ORDER BY domain',
      ),
      observations: all(
        `SELECT domain, ${figures} FROM observation JOIN instance ON id = instance WHERE domain IN ($names) ORDER BY domain`,
      ),
      days: all(
        `SELECT domain, ${figures} FROM day JOIN instance ON id = instance WHERE domain IN ($names) ORDER BY domain`,
      ),
      latest: all(
        `SELECT domain, ${figures} FROM latest JOIN instance ON id = instance WHERE domain IN ($names) ORDER BY domain`,
      ),
      profiles: all(
        `SELECT domain, softwareName, softwareVersion, title, description, languages, registrations, registrationsMessage, rules, minimumAge,
           thumbnail, characterLimit, limitedFederation
         FROM profile JOIN instance ON id = instance WHERE domain IN ($names) ORDER BY domain, fromAt`,
      ),
      refusals: all(
        'SELECT domain, figure, rule, raw FROM refusal JOIN instance ON id = instance WHERE domain IN ($names) ORDER BY domain, figure',
      ),
      visits: all(
        `SELECT domain, attempt.failureKind, count(*) AS count
         FROM attempt JOIN instance ON id = instance
         WHERE domain IN ($names) GROUP BY domain, attempt.failureKind ORDER BY domain`,
      ),
      robots: all(
        'SELECT domain, rules FROM robots JOIN instance ON id = instance WHERE domain IN ($names) ORDER BY domain',
      ),
    };
  } finally {
    db.close();
  }
}
