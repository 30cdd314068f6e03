/**
 * A worker's side of the queue in PostgreSQL: takes jobs, hands in results, says that it lives. It keeps nothing of its
 * own. Loads PostgreSQL's packages only when it is started.
 */
import { EventEmitter } from 'node:events';
import type { WorkerEvents } from 'graphile-worker';
import type { Pool } from 'pg';
import { taskName } from './tasks.ts';

/** Several signs of life in the time after which it counts as lost. */
const BEAT_MS = 2_000;
const QUERY_MS = 10_000;
/** For jobs that a lost worker left: new ones are announced. */
const POLL_MS = 1_000;
const CONNECTIONS = 10;

export type Answered = { readonly ask: string; readonly outcome: object };
export type QueueWorker = {
  /** Resolves when it has ended by itself, in silence or for a reason. */
  readonly ended: Promise<Error | null>;
  /** Takes no more jobs; those under way go back to the queue unless they end at once. */
  stop(): Promise<void>;
};
export type WorkerSettings = {
  readonly url: string;
  /** The network it sees from. */
  readonly place: string;
  /** Jobs at once. */
  readonly concurrency: number;
  /** Does a job. What it throws gives the job back to the queue. */
  readonly answer: (payload: unknown) => Promise<Answered>;
};

/** @throws what PostgreSQL or the way to it says */
export async function startWorker({ url, place, concurrency, answer }: WorkerSettings): Promise<QueueWorker> {
  const { default: pg } = await import('pg');
  const { Logger, run } = await import('graphile-worker');
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: QUERY_MS,
    query_timeout: QUERY_MS,
    keepAlive: true,
    application_name: 'herdbook worker',
  });
  // Said by whatever was being asked; without a listener it would end the process.
  pool.on('error', () => undefined).on('connect', (client) => client.on('error', () => undefined));
  const events: WorkerEvents = new EventEmitter();
  const stopped = Promise.withResolvers<Error | null>();
  const beats: NodeJS.Timeout[] = [];
  events.once('pool:create', ({ workerPool: { id } }) => {
    const say = (): void => void beat(pool, id, place).catch((error: Error) => stopped.resolve(error));
    say();
    beats.push(setInterval(say, BEAT_MS));
  });
  const task = async (payload: unknown): Promise<void> => {
    const { ask, outcome } = await answer(payload);
    await pool.query('INSERT INTO herdbook.result (ask, place, outcome) VALUES ($1, $2, $3)', [
      ask,
      place,
      JSON.stringify(outcome),
    ]);
  };
  try {
    const runner = await run(
      {
        pgPool: pool,
        concurrency,
        pollInterval: POLL_MS,
        noHandleSignals: true,
        events,
        logger: new Logger(() => () => undefined),
      },
      { [taskName(null)]: task, [taskName(place)]: task },
      [],
    );
    runner.promise.then(
      () => stopped.resolve(null),
      (error: Error) => stopped.resolve(error),
    );
    return { ended: stopped.promise, stop: async () => await end(runner, pool, beats) };
  } catch (error) {
    await end(null, pool, beats);
    throw error;
  }
}

async function beat(pool: Pool, id: string, place: string): Promise<void> {
  await pool.query(
    `INSERT INTO herdbook.worker (id, place)
     VALUES ($1, $2)
     ON CONFLICT (id) DO UPDATE SET "beatAt" = now()`,
    [id, place],
  );
}

/** Whatever is lost already has nothing more to end. */
async function end(
  runner: { stop(): Promise<unknown> } | null,
  pool: Pool,
  beats: readonly NodeJS.Timeout[],
): Promise<void> {
  for (const timer of beats) clearInterval(timer);
  await runner?.stop().catch(() => undefined);
  await pool.end().catch(() => undefined);
}
