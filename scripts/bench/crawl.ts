/** One pass of the real crawler over the fleet, into a real file: queue, names, visits, parsing, records and totals. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeProbe, stranger, type Probe } from '../../crawler/probe.ts';
import { runPass } from '../../crawler/run.ts';
import { readCrawlerSettings } from '../../crawler/settings.ts';
import { addInstances, allInstances } from '../../db/instances.ts';
import type { Domain, ProbeResult } from '../../db/model.ts';
import { openWriter, type Database } from '../../db/open.ts';
import { record } from '../../db/record.ts';
import { DAY, HOUR } from '../../db/time.ts';
import { spent, type Cost } from './cost.ts';
import type { Ports } from './fleet.ts';
import { kindOf } from './population.ts';

export type CrawlTask = {
  readonly ports: Ports;
  /** The first so many are visited before the measuring starts; they must answer. */
  readonly warmUp: number;
  readonly domains: readonly Domain[];
  readonly places: number;
  /** Where to crawl into; default: a file that is removed again. */
  readonly databasePath?: string;
};
export type CrawlCost = Cost & {
  readonly visits: number;
  readonly answered: number;
  /** Requests of all visits. */
  readonly requests: number;
  /** Places taken, summed over all visits. */
  readonly visitMs: number;
  /** Visits a second between the first and the last tenth: neither start nor tail. */
  readonly steadyPerSecond: number;
};

/** Noon of a day, so that no pass meets midnight. */
const START_AT = 20_000 * DAY + 12 * HOUR;

export async function crawl(task: CrawlTask): Promise<CrawlCost> {
  const folder = mkdtempSync(join(tmpdir(), 'herdbook-bench-'));
  const db = openWriter(task.databasePath ?? join(folder, 'bench.sqlite'));
  const startedAt = performance.now();
  const now = (): number => START_AT + Math.floor((performance.now() - startedAt) / 1_000);
  const settings = readCrawlerSettings({
    CRAWL_PORT: String(task.ports.https),
    CRAWL_NAME_SERVERS: `127.0.0.1:${task.ports.dns}`,
    CRAWL_CONCURRENCY: String(task.places),
    ALLOWED_PRIVATE_ADDRESSES: '127.0.0.1/32',
    ALLOWED_SUFFIXES: 'test',
  });
  const probe = makeProbe(settings, now, '0');
  const told = await warmUp(probe, task);
  seed(db, task.domains.slice(task.warmUp), told);
  const seen = { requests: 0, visitMs: 0, ends: [] as number[] };
  const watched: Probe = async (subject, signal) => {
    const result = await probe(subject, signal);
    seen.requests += result.requests;
    seen.visitMs += result.durationMs;
    seen.ends.push(performance.now());
    return result;
  };
  let answered = 0;
  const cost = await spent(async () => {
    const signal = new AbortController().signal;
    const run = await runPass({
      db,
      probe: watched,
      now,
      random: Math.random,
      concurrency: task.places,
      signal,
    });
    if (run?.state !== 'finished') throw new Error(`the pass did not finish: ${run?.reason}`);
    answered = run.answered;
  });
  db.close();
  rmSync(folder, { recursive: true });
  return {
    ...cost,
    visits: seen.ends.length,
    answered,
    requests: seen.requests,
    visitMs: seen.visitMs,
    steadyPerSecond: steady(seen.ends),
  };
}

/** @returns by software, what a host of it says */
async function warmUp(
  probe: Probe,
  { domains, warmUp: count, places }: CrawlTask,
): Promise<Map<string, ProbeResult>> {
  const told = new Map<string, ProbeResult>();
  const queue = domains.slice(0, count).values();
  const work = async (): Promise<void> => {
    for (const domain of queue) told.set(kindOf(domain), await probe(stranger(domain)));
  };
  await Promise.all(Array.from({ length: places }, work));
  return told;
}

/** Instances that were visited this morning and said then what they say now: the state in which most visits find them. */
function seed(db: Database, domains: readonly Domain[], told: ReadonlyMap<string, ProbeResult>): void {
  addInstances(db, domains, 'operator', START_AT - 1);
  const at = START_AT - 6 * HOUR;
  const plan = { state: 'up', failures: 0, failingSince: null, nextProbeAt: START_AT - 1 } as const;
  const visits = allInstances(db).flatMap(({ id, domain }) => {
    const example = told.get(kindOf(domain));
    if (example?.ok !== true) return [];
    const result: ProbeResult = JSON.parse(JSON.stringify(example).replaceAll(example.domain, domain));
    return [{ id, plan, result: { ...result, at } }];
  });
  record(db, visits);
}

function steady(ends: readonly number[]): number {
  const from = Math.floor(ends.length * 0.1);
  const until = Math.floor(ends.length * 0.9);
  return (1_000 * (until - from)) / ((ends[until] ?? NaN) - (ends[from] ?? NaN));
}
