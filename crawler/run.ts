/** One pass over the due instances: visits them, bounded and polite, and records what they said as it arrives. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { refreshLongView } from '../db/long-view.ts';
import { findRobots } from '../db/visits/robots.ts';
import { witnesses, type DueInstance } from '../db/instances.ts';
import type { ProbeResult } from '../db/model.ts';
import type { Database } from '../db/open.ts';
import { rebuildNetworkDays } from '../db/network/rollups.ts';
import {
  beatRun,
  beginRun,
  emptyRun,
  endRun,
  latestRun,
  noteLook,
  type Run,
  type RunCounts,
} from '../db/runs.ts';
import { dayOf, WEEK } from '../db/time.ts';
import { openBatch, type Outcome } from './batch.ts';
import { chooseInstances, type Which } from './choice.ts';
import { processLease } from './lease.ts';
import { makeOutageGuard, type Judgement } from './outage.ts';
import type { Probe, Probed } from './probe.ts';
import { visitAll, type Locate } from './rounds.ts';
import { isHearsay } from './schedule.ts';

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
  readonly which?: Which;
  /** Where a host answers from, for a floor between the visits to one hoster; default: no floor. */
  readonly locate?: Locate;
  readonly onProgress?: (run: Run) => void;
  /** Told what is safe in the database, after each transaction. */
  readonly onRecorded?: (outcomes: readonly Outcome[]) => void;
};

/** How often the run says that it lives. */
const BEAT_MS = 2_000;
const TICK_MS = 250;
const NS_PER_MS = 1_000_000;
/** Asked out of turn when a small run heard nobody: if they are silent too, the fault is ours. */
const WITNESSES = 5;

/**
 * Makes one pass.
 * @returns the run as it ended; `null` when another process has one going; where nothing was due, an empty one that is
 * not kept: most looks find nothing
 */
export async function runPass(pass: Pass): Promise<Run | null> {
  const { db, probe, which = 'due' } = pass;
  const instances = chooseInstances(db, which, pass.now());
  const before = latestRun(db);
  noteLook(db, pass.now());
  if (instances.length === 0 && before?.state !== 'running') return emptyRun(pass.now());
  const run = beginRun(db, instances.length, pass.now(), processLease());
  if (run === null) return null;
  const log = openLog(pass, run);
  const stop = AbortSignal.any([pass.signal, log.stopped]);
  const visit = async (instance: DueInstance, end: AbortSignal): Promise<void> => {
    const known = { robots: findRobots(db, instance.id), isHearsay: isHearsay(instance) };
    log.begin();
    log.take(instance, await probe({ ...instance, ...known }, end));
  };
  try {
    mendTotals(db, before, pass.now());
    const how = { concurrency: pass.concurrency, stop, locate: pass.locate ?? null };
    await visitAll(instances, visit, how);
    if (log.isInDoubt()) await visitAll(witnesses(db, instances, WITNESSES), visit, how);
    const ended = log.end();
    if (ended.state === 'finished') await refreshLongView(db, pass.now());
    return ended;
  } catch (error) {
    // Our own bug or the disk's: the run is closed as ours, the error goes up.
    log.fail(error);
    throw error;
  }
}

/** A run that was cut off has left visits behind that are in no total yet. */
function mendTotals(db: Database, before: Run | null, now: number): void {
  if (before === null || before.state === 'finished') return;
  rebuildNetworkDays(db, dayOf(Math.max(before.startedAt, now - WEEK)), dayOf(now));
}

type Log = {
  readonly stopped: AbortSignal;
  begin(): void;
  take(instance: DueInstance, result: Probed): void;
  /** Nobody answered, and too few were asked to tell whose fault it is. */
  isInDoubt(): boolean;
  end(): Run;
  fail(error: unknown): void;
};

/** Counts results, and lets the outage guard decide which of them are recorded at all. */
function openLog(pass: Pass, run: Run): Log {
  const { db } = pass;
  const guard = makeOutageGuard<Outcome>();
  const batch = openBatch(db, pass.now, pass.onRecorded);
  const stop = new AbortController();
  const counts = { visited: 0, answered: 0, withheld: 0, failed: 0 };
  let outage: string | null = null;
  const faults = watchFaults(() => stop.abort());

  function settle({ settled, outage: found }: Judgement<Outcome>): void {
    batch.add(settled);
    if (found === null || outage !== null) return;
    outage = found;
    stop.abort();
  }
  const pauses = watchPauses();
  const beat = (): void => beatRun(db, run.id, counts, processLease().wallAt, pauses.longestMs());
  const timers = [
    setInterval(() => faults.guard(beat), BEAT_MS),
    setInterval(() => faults.guard(() => batch.tick()), TICK_MS),
  ];
  function close(state: 'finished' | 'aborted' | 'interrupted', reason: string | null): Run {
    for (const timer of timers) clearInterval(timer);
    batch.close();
    beat();
    pauses.end();
    return endRun(db, run.id, { state, reason, at: pass.now() });
  }

  return {
    stopped: stop.signal,
    begin: () => guard.begin(),
    take(instance, result) {
      if (faults.first() !== null || (pass.signal.aborted && !result.ok)) return;
      count(counts, result);
      const outcome = { instance, result, chance: pass.random() };
      faults.guard(() => {
        settle(guard.see(outcome, result, instance.state === 'up'));
        batch.tick();
      });
      pass.onProgress?.({ ...run, ...counts });
    },
    isInDoubt: () => guard.isInDoubt(),
    end() {
      faults.rethrow();
      if (pass.signal.aborted) return close('interrupted', 'stopped');
      if (outage === null) settle(guard.finish());
      return outage === null ? close('finished', null) : close('aborted', `network: ${outage}`);
    },
    fail(error) {
      for (const timer of timers) clearInterval(timer);
      pauses.end();
      const reason = error instanceof Error ? error.message : String(error);
      try {
        batch.close();
        endRun(db, run.id, { state: 'aborted', reason: `fault: ${reason}`, at: pass.now() });
      } catch {
        // The store that failed cannot note it either: the next run closes this one by its lease.
      }
    },
  };
}

/** How long the event loop stood still at most since then: longer than a fraction of a second keeps visits waiting. */
function watchPauses(): { longestMs(): number; end(): void } {
  const delay = monitorEventLoopDelay();
  delay.enable();
  return { longestMs: () => Math.round(delay.max / NS_PER_MS), end: () => void delay.disable() };
}

type Faults = {
  /** Does nothing after the first fault. */
  guard(work: () => void): void;
  first(): { readonly error: unknown } | null;
  rethrow(): void;
};

/** What breaks in a timer would end the process, in a visit only that one: it ends the run instead. */
function watchFaults(onFault: () => void): Faults {
  let fault: { readonly error: unknown } | null = null;
  return {
    guard(work) {
      try {
        if (fault === null) work();
      } catch (error) {
        fault = { error };
        onFault();
      }
    },
    first: () => fault,
    rethrow() {
      if (fault !== null) throw fault.error;
    },
  };
}

function count(counts: Record<keyof RunCounts, number>, result: ProbeResult): void {
  counts.visited += 1;
  if (result.ok) counts.answered += 1;
  else if (result.failure.kind === 'withheld') counts.withheld += 1;
  else counts.failed += 1;
}
