/** One pass over the due instances: visits them, bounded and polite, and records what they said as it arrives. */
import PQueue from 'p-queue';
import { addInstances, allInstances, dueInstances, findDue, type DueInstance } from '../db/instances.ts';
import type { Domain, ProbeResult } from '../db/model.ts';
import type { Database } from '../db/open.ts';
import type { Visit } from '../db/record.ts';
import { beatRun, beginRun, endRun, type Run, type RunCounts } from '../db/runs.ts';
import { openBatch } from './batch.ts';
import { processLease } from './lease.ts';
import { makeOutageGuard, type Judgement } from './outage.ts';
import type { Probe } from './probe.ts';
import { planAfter } from './schedule.ts';

export type Pass = {
  readonly db: Database;
  readonly probe: Probe;
  /** The crawl's clock, Unix seconds. */
  readonly now: () => number;
  /** Uniform in [0, 1), for jitter. */
  readonly random: () => number;
  readonly concurrency: number;
  /** Stops the pass: visits under way are cut off, what was recorded stays. */
  readonly signal: AbortSignal;
  /** Which instances: those due (default), all, or the named ones, which join the register if they are new. */
  readonly which?: 'due' | 'all' | readonly Domain[];
  readonly onProgress?: (run: Run) => void;
};

/** How often the run says that it lives. */
const BEAT_MS = 2_000;
const TICK_MS = 250;
/** Tasks waiting beside those running: enough to keep every place busy, few enough to weigh nothing. */
const WAITING = 100;

/**
 * Makes one pass.
 * @returns the run as it ended; `null` when another process has one going
 */
export async function runPass(pass: Pass): Promise<Run | null> {
  const instances = chosen(pass);
  const run = beginRun(pass.db, instances.length, pass.now(), processLease());
  if (run === null) return null;
  const log = openLog(pass, run);
  try {
    await visitAll(pass, instances, log);
    return log.end();
  } catch (error) {
    // Our own bug or the disk's: the run is closed as ours, the error goes up.
    log.fail(error);
    throw error;
  }
}

function chosen({ db, which = 'due', now }: Pass): DueInstance[] {
  if (which === 'all') return allInstances(db);
  if (which === 'due') return dueInstances(db, now());
  addInstances(db, which, 'operator', now());
  return which.map((domain) => findDue(db, domain)).filter((instance) => instance !== null);
}

async function visitAll(pass: Pass, instances: readonly DueInstance[], log: Log): Promise<void> {
  const queue = new PQueue({ concurrency: pass.concurrency });
  const stop = AbortSignal.any([pass.signal, log.stopped]);
  let fault: unknown = null;
  for (const instance of instances) {
    if (stop.aborted || fault !== null) break;
    await queue.onSizeLessThan(WAITING);
    void queue
      .add(async () => {
        if (stop.aborted) return;
        log.take(instance, await pass.probe(instance, stop));
      })
      .catch((error: unknown) => {
        fault ??= error;
        queue.clear();
      });
  }
  await queue.onIdle();
  if (fault !== null) throw fault;
}

type Log = {
  readonly stopped: AbortSignal;
  take(instance: DueInstance, result: ProbeResult): void;
  end(): Run;
  fail(error: unknown): void;
};

/** Counts results, and lets the outage guard decide which of them are recorded at all. */
function openLog(pass: Pass, run: Run): Log {
  const { db } = pass;
  const guard = makeOutageGuard<Visit>();
  const batch = openBatch(db, pass.now);
  const stop = new AbortController();
  const counts = { visited: 0, answered: 0, withheld: 0, failed: 0 };
  let outage: string | null = null;

  function settle({ settled, outage: found }: Judgement<Visit>): void {
    batch.add(settled);
    if (found === null || outage !== null) return;
    outage = found;
    stop.abort();
  }
  const beat = (): void => beatRun(db, run.id, counts, processLease().wallAt);
  const timers = [setInterval(beat, BEAT_MS), setInterval(() => batch.tick(), TICK_MS)];
  function close(state: 'finished' | 'aborted' | 'interrupted', reason: string | null): Run {
    for (const timer of timers) clearInterval(timer);
    batch.close();
    beat();
    return endRun(db, run.id, { state, reason, at: pass.now() });
  }

  return {
    stopped: stop.signal,
    take(instance, result) {
      if (pass.signal.aborted && !result.ok) return;
      count(counts, result);
      const visit = { id: instance.id, result, plan: planAfter(instance, result, pass.random()) };
      settle(guard.see(visit, result, instance.state === 'up'));
      batch.tick();
      pass.onProgress?.({ ...run, ...counts });
    },
    end() {
      if (pass.signal.aborted) return close('interrupted', 'stopped');
      if (outage === null) settle(guard.finish());
      return outage === null ? close('finished', null) : close('aborted', outage);
    },
    fail(error) {
      for (const timer of timers) clearInterval(timer);
      const reason = error instanceof Error ? error.message : String(error);
      endRun(db, run.id, { state: 'aborted', reason: `fault: ${reason}`, at: pass.now() });
    },
  };
}

function count(counts: Record<keyof RunCounts, number>, result: ProbeResult): void {
  counts.visited += 1;
  if (result.ok) counts.answered += 1;
  else if (result.failure.kind === 'withheld') counts.withheld += 1;
  else counts.failed += 1;
}
