/** Several crawler machines, for real: PostgreSQL, processes that are killed, and a network that goes silent. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { Domain } from '../../db/model.ts';
import { openReader } from '../../db/open.ts';
import { startNameServer } from '../../scripts/demo/names.ts';
import { buildServer } from '../../web/server.ts';
import { readWebSettings } from '../../web/settings.ts';
import { cycles, ended, pause, start, until } from '../faults/processes.ts';
import { temporaryFolder } from '../temporary.ts';
import { rowsOf, startCrawl, startFleet, startWorker } from './fleet.ts';
import { startPostgres, whyNoPostgres, type Postgres } from './postgres.ts';
import { startRelay } from './relay.ts';

const reason = whyNoPostgres();
if (reason !== null) process.stderr.write(`The queue is not tested here: ${reason}.\n`);

/** More of them in longer runs: QUEUE_INSTANCES=5000. */
const INSTANCES = cycles('QUEUE_INSTANCES', 300);
const LONG = { timeout: 120_000 + INSTANCES * 200 };

describe.skipIf(reason !== null)('the queue', () => {
  let postgres: Postgres;
  let queue: Readonly<Record<string, string>>;
  beforeAll(async () => {
    postgres = await startPostgres();
    queue = { CRAWL_QUEUE_URL: postgres.url };
  });
  afterAll(async () => await postgres.close());
  beforeEach(async () => {
    await postgres.query('DROP SCHEMA IF EXISTS herdbook, graphile_worker CASCADE');
  });
  const results = async (): Promise<number> => {
    const [row] = await postgres.query(
      `SELECT coalesce((SELECT last_value FROM pg_sequences WHERE schemaname = 'herdbook'), 0)::int AS count`,
    );
    return Number(row?.['count']);
  };

  test(
    'two workers killed and one cut off in mid-run, a crawl ends with the same rows as by one machine',
    LONG,
    async () => {
      const folder = temporaryFolder();
      const fleet = await startFleet(INSTANCES);
      const alone = startCrawl(fleet, join(folder, 'alone.sqlite'));
      expect(await ended(alone), alone.said()).toBe(0);

      const relay = await startRelay(postgres.port);
      onTestFinished(() => relay.close());
      const shared = join(folder, 'shared.sqlite');
      const crawl = startCrawl(fleet, shared, queue);
      await until(() => crawl.said().includes('No worker is at the queue'), 20_000);
      const [first, second] = [startWorker(fleet, queue), startWorker(fleet, queue)];
      const third = startWorker(fleet, {
        CRAWL_QUEUE_URL: postgres.url.replace(/:\d+\//, `:${relay.port}/`),
      });
      for (const worker of [first, second, third])
        await until(() => worker.said().includes('Working at the queue'), 20_000);
      for (const [worker, share] of [
        [first, 0.2],
        [second, 0.4],
      ] as const) {
        while ((await results()) < INSTANCES * share) await pause(20);
        worker.kill('SIGKILL');
      }
      while ((await results()) < INSTANCES * 0.5) await pause(20);
      relay.mute();
      const atMute = await results();
      await pause(8_000);
      // Nobody is left to work: whatever was under way at the three is on no machine now.
      expect(await results()).toBeLessThan(atMute + 30);
      expect(crawl.exitCode).toBeNull();
      relay.unmute();
      expect(await ended(crawl), crawl.said()).toBe(0);
      expect(crawl.said()).toMatch(/No worker is at the queue|answered/);
      const rows = rowsOf(shared, fleet);
      expect(rows['instances']).toHaveLength(INSTANCES);
      expect(rows).toEqual(rowsOf(join(folder, 'alone.sqlite'), fleet));
      expect(
        await postgres.query('SELECT key FROM graphile_worker._private_jobs WHERE key IS NOT NULL'),
      ).toEqual([]);
    },
  );

  test(
    'two coordinators never have one queue, and the second goes on when the first has ended',
    LONG,
    async () => {
      const folder = temporaryFolder();
      const fleet = await startFleet(30);
      const first = startCrawl(fleet, join(folder, 'first.sqlite'), queue);
      await until(() => first.said().includes('No worker is at the queue'));
      const second = startCrawl(fleet, join(folder, 'second.sqlite'), queue);
      await until(() => second.said().includes('Another coordinator has this queue'));
      startWorker(fleet, queue);
      expect(await ended(first), first.said()).toBe(0);
      expect(await ended(second), second.said()).toBe(0);
      expect(rowsOf(join(folder, 'second.sqlite'), fleet)).toEqual(
        rowsOf(join(folder, 'first.sqlite'), fleet),
      );
    },
  );

  test(
    'a coordinator that is told to end leaves nothing on the queue, and one that was killed is no hindrance',
    LONG,
    async () => {
      const folder = temporaryFolder();
      const fleet = await startFleet(30);
      const waiting = async (): Promise<unknown> =>
        (
          await postgres.query(
            'SELECT count(*)::int AS count FROM graphile_worker._private_jobs WHERE key IS NOT NULL',
          )
        )[0];
      const path = join(folder, 'herdbook.sqlite');
      const told = startCrawl(fleet, path, queue);
      await until(() => told.said().includes('No worker is at the queue'));
      // Visits are put on the queue over a while, as they would be begun here.
      await expect.poll(waiting, { timeout: 60_000 }).toEqual({ count: 30 });
      told.kill('SIGTERM');
      expect(await ended(told)).toBe(0);
      expect(await waiting()).toEqual({ count: 0 });
      const killed = startCrawl(fleet, path, queue);
      await until(() => killed.said().includes('No worker is at the queue'));
      killed.kill('SIGKILL');
      await ended(killed);
      startWorker(fleet, queue);
      const next = startCrawl(fleet, path, queue);
      expect(await ended(next), next.said()).toBe(0);
      const { visits } = rowsOf(path, fleet);
      expect(visits).toHaveLength(30);
      expect(
        visits?.every((row) => typeof row === 'object' && row !== null && 'count' in row && row.count === 1),
      ).toBe(true);
    },
  );

  test(
    'what one network cannot reach is up when another can, and its page says from how many',
    LONG,
    async () => {
      const path = join(temporaryFolder(), 'herdbook.sqlite');
      const fleet = await startFleet(40);
      const names = await startNameServer(() => false);
      onTestFinished(async () => await names.close());
      // The first coordinator makes the tables, and both places are at work before anything is asked.
      const maker = startCrawl(fleet, path, queue);
      await until(() => maker.said().includes('No worker is at the queue'));
      maker.kill('SIGTERM');
      await ended(maker);
      const nowhere = { CRAWL_NAME_SERVERS: `127.0.0.1:${names.port}` };
      const blind = startWorker(fleet, { ...queue, ...nowhere, VANTAGE: 'blind' });
      const seeing = startWorker(fleet, { ...queue, VANTAGE: 'seeing' });
      for (const worker of [blind, seeing]) await until(() => worker.said().includes('Working at the queue'));
      const crawl = startCrawl(fleet, path, queue);
      expect(await ended(crawl), crawl.said() + blind.said() + seeing.said()).toBe(0);
      const db = openReader(path);
      onTestFinished(() => void db.close());
      const places = db
        .prepare<[], { place: string; failureKind: string | null; state: string; count: number }>(
          `SELECT place, p.failureKind, state, count(*) AS count
         FROM place AS p JOIN instance AS i ON i.id = p.instance
         GROUP BY place, p.failureKind, state`,
        )
        .all();
      // Those that live are reached from one place and not from the other; the dead from neither.
      const reached = places.filter(({ place, failureKind }) => place === 'seeing' && failureKind === null);
      expect(reached.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThan(5);
      expect(places.some(({ place, failureKind }) => place === 'blind' && failureKind === 'dns')).toBe(true);
      expect(places.filter(({ place, failureKind }) => place === 'blind' && failureKind === null)).toEqual(
        [],
      );
      const found = db
        .prepare<[], Domain>(
          "SELECT domain FROM place JOIN instance ON id = instance WHERE state = 'up' LIMIT 1",
        )
        .pluck()
        .get();
      expect(found).toBeDefined();
      const app = await buildServer({
        db,
        settings: readWebSettings({ ALLOWED_SUFFIXES: 'test', DATABASE_PATH: path }),
        now: () => Math.floor(Date.now() / 1000),
      });
      const page = await app.inject({ url: `/en/instances/${found}` });
      expect(page.payload).toContain('Reached from 1 of 2 places.');
      await app.close();
    },
  );

  test('a worker works with the rights of its role, and has no other', LONG, async () => {
    const path = join(temporaryFolder(), 'herdbook.sqlite');
    const fleet = await startFleet(20);
    const crawl = startCrawl(fleet, path, queue);
    await until(() => crawl.said().includes('No worker is at the queue'));
    const role = readFileSync(new URL('../../db/queue/worker-role.sql', import.meta.url), 'utf8');
    // What psql does with its own commands.
    await postgres.query('DROP ROLE IF EXISTS herdbook_worker');
    await postgres.query('CREATE ROLE herdbook_worker LOGIN');
    await postgres.query(role.replace(/^SELECT 'CREATE ROLE.*$/m, '').replace(":'password'", "'secret'"));
    onTestFinished(async () => void (await postgres.query('DROP OWNED BY herdbook_worker CASCADE')));
    const url = postgres.url.replace('owner@', 'herdbook_worker:secret@');
    startWorker(fleet, { CRAWL_QUEUE_URL: url });
    expect(await ended(crawl), crawl.said()).toBe(0);
    expect(rowsOf(path, fleet)['visits']).toHaveLength(20);
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    onTestFinished(async () => await client.end());
    for (const forbidden of [
      'SELECT outcome FROM herdbook.result',
      "INSERT INTO graphile_worker._private_jobs (task_id, payload) VALUES (1, '{}')",
      "SELECT graphile_worker.add_job('probe')",
      'CREATE TABLE herdbook.mine (id int)',
      'DROP TABLE herdbook.result',
    ])
      await expect(client.query(forbidden), forbidden).rejects.toThrow(/permission denied|must be owner/);
  });

  test('a queue that goes away and comes back loses nothing', LONG, async () => {
    const path = join(temporaryFolder(), 'herdbook.sqlite');
    const fleet = await startFleet(100);
    const crawl = startCrawl(fleet, path, queue);
    const worker = startWorker(fleet, { ...queue, CRAWL_CONCURRENCY: '4' });
    await until(() => worker.said().includes('Working'));
    while ((await results()) < 20) await pause(20);
    await postgres.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND backend_type = $1',
      ['client backend'],
    );
    await until(() => crawl.exitCode !== null, 150_000).catch(() => undefined);
    expect(crawl.exitCode, crawl.said() + worker.said()).toBe(0);
    expect(rowsOf(path, fleet)['visits']).toHaveLength(100);
  });
});

test('without the setting nothing of the queue is loaded', { timeout: 60_000 }, async () => {
  const fleet = await startFleet(5);
  const path = join(temporaryFolder(), 'herdbook.sqlite');
  const crawl = startCrawl(fleet, path, {
    NODE_OPTIONS: `--import ${join(import.meta.dirname, 'watch-imports.mjs')}`,
  });
  expect(await ended(crawl)).toBe(0);
  expect(crawl.said()).toContain('loaded: better-sqlite3');
  expect(crawl.said()).not.toMatch(/loaded: (?:pg|graphile-worker)\b/);
});

test('a worker without a queue says what it needs', { timeout: 60_000 }, async () => {
  const worker = start('crawler/worker.ts', []);
  expect(await ended(worker)).toBe(1);
  expect(worker.said()).toContain('CRAWL_QUEUE_URL');
});
