/** The benchmark's child processes: each part that is measured runs in one of its own, so that its CPU time is its own. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { FleetOptions, Ports } from './fleet.ts';
import type { FleetCounts } from './tally.ts';
import type { Results, Tasks } from './contender.ts';

const FLEET = fileURLToPath(new URL('./fleet.ts', import.meta.url));
const CONTENDER = fileURLToPath(new URL('./contender.ts', import.meta.url));

export type Fleet = Ports & { counts(): Promise<FleetCounts>; end(): Promise<void> };

export async function startFleet(options: FleetOptions): Promise<Fleet> {
  const child = fork(FLEET);
  child.send(options);
  const ports = await reply<Ports>(child);
  return {
    ...ports,
    counts() {
      child.send('counts');
      return reply<FleetCounts>(child);
    },
    async end() {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/**
 * Runs one contender to its end.
 * @param authority file of the certificates that it trusts
 * @throws Error when it ends without a result
 */
export async function contend<Name extends keyof Tasks>(
  name: Name,
  task: Tasks[Name],
  authority?: string,
): Promise<Results[Name]> {
  const env = authority === undefined ? process.env : { ...process.env, NODE_EXTRA_CA_CERTS: authority };
  const child = fork(CONTENDER, { env, execArgv: [...process.execArgv, '--expose-gc'] });
  child.send({ name, task });
  return await reply<Results[Name]>(child);
}

async function reply<T>(child: ChildProcess): Promise<T> {
  return await new Promise<T>((resolve, reject) => {
    const end = (code: number | null): void =>
      reject(new Error(`a part of the benchmark ended with ${code}`));
    child.once('exit', end);
    child.once('message', (message: T) => {
      child.off('exit', end);
      resolve(message);
    });
  });
}
