/**
 * The coordinator's side of the queue in PostgreSQL: one session that holds the queue's lock, so that whoever has no
 * session cannot touch the queue. Loads PostgreSQL's packages only when a session is opened.
 */
import { readFileSync } from 'node:fs';
import type { Client } from 'pg';
import { taskName } from './tasks.ts';

/** 'herdbook' in numbers; the key of the advisory lock that keeps a second coordinator out. */
const LOCK_KEY = '7521983762114';
/** A worker that has said nothing for so long is lost: it beats every 2 s. */
export const LOST_SECONDS = 15;
/** So often a job may be begun: one that takes its worker with it each time is given up. */
const MOST_ATTEMPTS = 5;
/** Results taken at once. */
const MOST_TAKEN = 500;
/** PostgreSQL answers in milliseconds; one that does not within this time is gone. */
const QUERY_MS = 10_000;
/** A session cut off without a word ends after this, and its lock with it. */
const IDLE_SECONDS = 30;

export type Job = {
  /** One job at a time has this key. */
  readonly key: string;
  /** Whose job it is; `null`: anybody's. */
  readonly place: string | null;
  readonly payload: object;
};
/** As a worker left it. Nothing of it has been looked at. */
export type RawResult = { readonly ask: string; readonly place: string; readonly outcome: string };

export type QueueSession = {
  /** Puts jobs on the queue; one of the same key replaces the one that waits. */
  put(jobs: readonly Job[]): Promise<void>;
  withdraw(keys: readonly string[]): Promise<void>;
  /** Takes what has come in, some hundred at most. */
  take(): Promise<readonly RawResult[]>;
  /** Gives the jobs of lost workers to others. @returns the places of those that live */
  tend(): Promise<readonly string[]>;
  /** Keys of jobs that lost every worker that began them; they are off the queue. */
  takeGivenUp(): Promise<readonly string[]>;
  /** Keys of the jobs on the queue, those under way included. */
  keys(): Promise<readonly string[]>;
  /** Empties the queue of what an earlier coordinator left. */
  clear(): Promise<void>;
  close(): Promise<void>;
};

/**
 * Opens the session, making the tables where they are missing.
 * @param onLost called once when the session ends by itself
 * @returns `null` while another coordinator has the queue
 * @throws what PostgreSQL or the way to it says
 */
export async function openSession(url: string, onLost: () => void): Promise<QueueSession | null> {
  const { default: pg } = await import('pg');
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: QUERY_MS,
    query_timeout: QUERY_MS,
    keepAlive: true,
    application_name: 'herdbook coordinator',
  });
  client.on('error', onLost).on('end', onLost);
  try {
    await client.connect();
    const { rows } = await client.query<{ isOurs: boolean }>(`SELECT pg_try_advisory_lock($1) AS "isOurs"`, [
      LOCK_KEY,
    ]);
    if (rows[0]?.isOurs === true) {
      await client.query(`SET idle_session_timeout = '${IDLE_SECONDS}s'`);
      await makeTables(url, client);
      return sessionOf(client);
    }
  } catch (error) {
    await leave(client);
    throw error;
  }
  await leave(client);
  return null;
}

async function makeTables(url: string, client: Client): Promise<void> {
  const { Logger, runMigrations } = await import('graphile-worker');
  await runMigrations({ connectionString: url, logger: new Logger(() => () => undefined) });
  await client.query(readFileSync(new URL('./schema.sql', import.meta.url), 'utf8'));
}

/** A session that is lost already has nothing more to end. */
async function leave(client: Client): Promise<void> {
  await client.end().catch(() => undefined);
}

function sessionOf(client: Client): QueueSession {
  return {
    async put(jobs) {
      if (jobs.length === 0) return;
      await client.query(
        `SELECT count(*)
         FROM graphile_worker.add_jobs(ARRAY(
           SELECT json_populate_record(null::graphile_worker.job_spec, spec) FROM json_array_elements($1::json) AS spec))`,
        [JSON.stringify(jobs.map(specOf))],
      );
    },
    async withdraw(keys) {
      if (keys.length > 0)
        await client.query('SELECT graphile_worker.remove_job(key) FROM unnest($1::text[]) AS key', [keys]);
    },
    async take() {
      const { rows } = await client.query<RawResult>(
        `DELETE FROM herdbook.result
         WHERE id IN (SELECT id FROM herdbook.result ORDER BY id LIMIT ${MOST_TAKEN})
         RETURNING ask, place, outcome`,
      );
      return rows;
    },
    tend: async () => await tend(client),
    takeGivenUp: async () => await takeGivenUp(client),
    async keys() {
      const { rows } = await client.query<{ key: string }>(
        'SELECT key FROM graphile_worker._private_jobs WHERE key IS NOT NULL',
      );
      return rows.map(({ key }) => key);
    },
    async clear() {
      await client.query('DELETE FROM herdbook.result');
      // The database is the queue's alone: there are no jobs but ours.
      await client.query('DELETE FROM graphile_worker._private_jobs');
    },
    close: async () => await leave(client),
  };
}

function specOf({ key, place, payload }: Job): object {
  return { identifier: taskName(place), job_key: key, payload, max_attempts: MOST_ATTEMPTS };
}

async function tend(client: Client): Promise<readonly string[]> {
  await client.query(
    `DELETE FROM herdbook.worker WHERE "beatAt" < now() - make_interval(secs => ${LOST_SECONDS})`,
  );
  await client.query(
    `SELECT graphile_worker.force_unlock_workers(ARRAY(
       SELECT DISTINCT locked_by
       FROM graphile_worker._private_jobs
       WHERE locked_at < now() - make_interval(secs => ${LOST_SECONDS})
       AND locked_by NOT IN (SELECT id FROM herdbook.worker)))`,
  );
  const { rows } = await client.query<{ place: string }>(
    'SELECT DISTINCT place FROM herdbook.worker ORDER BY place',
  );
  return rows.map(({ place }) => place);
}

async function takeGivenUp(client: Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ key: string | null }>(
    `DELETE FROM graphile_worker._private_jobs
     WHERE attempts >= max_attempts AND locked_at IS NULL
     RETURNING key`,
  );
  return rows.flatMap(({ key }) => (key === null ? [] : [key]));
}
