/** What the crawler is held against: the fewest things that can be done with the same hosts. They store nothing and judge nothing. */
import { readFileSync } from 'node:fs';
import { connect, createSecureContext } from 'node:tls';
import { Client } from 'undici';
import type { Ports } from './fleet.ts';
import { spent, type Cost } from './cost.ts';
import { kindOf, QUESTIONS } from './population.ts';

export type VisitTask = {
  readonly ports: Ports;
  readonly domains: readonly string[];
  /** The first so many are visited before the measuring starts. */
  readonly warmUp: number;
  /** Visits at once. */
  readonly places: number;
  readonly authority: string;
};

/** No names server: a reference pays nothing for names. */
const lookup = (
  _name: string,
  _options: unknown,
  callback: (error: null, found: { address: string; family: number }[]) => void,
): void => callback(null, [{ address: '127.0.0.1', family: 4 }]);

/** The same requests as the crawler's, each host on one new connection, answers parsed and dropped. */
export async function undiciVisits(task: VisitTask): Promise<Cost> {
  const secureContext = createSecureContext({ ca: readFileSync(task.authority) });
  return await measured(task, async (domain) => {
    const client = new Client(`https://${domain}:${task.ports.https}`, {
      connect: { lookup, secureContext, ca: undefined },
    });
    for (const path of QUESTIONS[kindOf(domain)] ?? []) {
      const isPost = /^\/api\/(?:meta|stats)$/.test(path);
      const { body } = await client.request({
        path,
        method: isPost ? 'POST' : 'GET',
        headers: { accept: 'application/json', ...(isPost ? { 'content-type': 'application/json' } : {}) },
        ...(isPost ? { body: '{}' } : {}),
      });
      if (path === '/robots.txt') await body.text();
      else await body.json();
    }
    await client.close();
  });
}

/** A verified TLS handshake with each host, and nothing else. */
export async function shakeHands(task: VisitTask): Promise<Cost> {
  const secureContext = createSecureContext({ ca: readFileSync(task.authority) });
  return await measured(
    task,
    (domain) =>
      new Promise((resolve, reject) => {
        const socket = connect({
          host: '127.0.0.1',
          port: task.ports.https,
          servername: domain,
          secureContext,
        });
        socket
          .once('secureConnect', () => socket.destroy())
          .once('close', resolve)
          .once('error', reject);
      }),
  );
}

async function measured(
  { domains, warmUp, places }: VisitTask,
  visit: (domain: string) => Promise<unknown>,
): Promise<Cost> {
  const visitAll = async (names: readonly string[]): Promise<void> => {
    const queue = names.values();
    const work = async (): Promise<void> => {
      for (const name of queue) await visit(name);
    };
    await Promise.all(Array.from({ length: places }, work));
  };
  await visitAll(domains.slice(0, warmUp));
  return await spent(() => visitAll(domains.slice(warmUp)));
}
