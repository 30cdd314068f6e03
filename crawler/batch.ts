/** Outcomes on their way into the database: reviewed and written in small transactions, and the day's totals after them. */
import { dropFoundVia, forget } from '../db/discoveries.ts';
import type { DueInstance } from '../db/instances.ts';
import type { Database } from '../db/open.ts';
import { recordVisit } from '../db/record.ts';
import { saveRobots } from '../db/robots.ts';
import { rebuildNetworkDay } from '../db/rollups.ts';
import { dayOf } from '../db/time.ts';
import { orderedAt } from './clock.ts';
import { openDiscovery, type Discovery } from './discovery.ts';
import type { Probed } from './probe.ts';
import { review } from './review.ts';
import { isHearsay, isToForget, planAfter } from './schedule.ts';

/** An outcome waits for at most this long, or this many others. */
const WAIT_MS = 250;
const SIZE = 100;
/** How often the day's totals follow while a run goes on. */
const ROLLUP_MS = 15_000;

/** What a visit brought, and what was known before it. */
export type Outcome = {
  readonly instance: DueInstance;
  readonly result: Probed;
  /** Uniform in [0, 1), for the jitter of the next visit. */
  readonly chance: number;
};
export type Batch = {
  add(outcomes: readonly Outcome[]): void;
  /** Writes what has waited long enough. Call it often. */
  tick(): void;
  /** Writes everything. */
  close(): void;
};

/**
 * @param now the crawl's clock, Unix seconds
 * @param onRecorded told what is safe in the database, after each transaction
 */
export function openBatch(
  db: Database,
  now: () => number,
  onRecorded: (outcomes: readonly Outcome[]) => void = () => undefined,
): Batch {
  const discovery = openDiscovery(db, now);
  const days = new Set<number>();
  let waiting: Outcome[] = [];
  let writtenAt = performance.now();
  let rolledUpAt = performance.now();

  function write(): void {
    const outcomes = waiting;
    waiting = [];
    // One after another, because an outcome is also held against those just before it.
    db.transaction(() =>
      outcomes.forEach((outcome) => recordOutcome(db, outcome, discovery, now())),
    ).immediate();
    for (const { result } of outcomes) if (result.ok) days.add(dayOf(result.at));
    writtenAt = performance.now();
    onRecorded(outcomes);
  }
  function rollUp(): void {
    for (const day of days) rebuildNetworkDay(db, day);
    days.clear();
    rolledUpAt = performance.now();
  }

  return {
    add(outcomes) {
      waiting.push(...outcomes);
    },
    tick() {
      const isLate = performance.now() - writtenAt >= WAIT_MS;
      if (waiting.length >= SIZE || (waiting.length > 0 && isLate)) write();
      if (performance.now() - rolledUpAt >= ROLLUP_MS) rollUp();
    },
    close() {
      if (waiting.length > 0) write();
      rollUp();
    },
  };
}

function recordOutcome(
  db: Database,
  { instance, result: told, chance }: Outcome,
  discovery: Discovery,
  now: number,
): void {
  const { id, lastVisitAt } = instance;
  const result = review(db, instance, { ...told, at: orderedAt(told.at, lastVisitAt) });
  const plan = planAfter(instance, result, chance);
  recordVisit(db, { id, result, plan });
  if (result.robots !== undefined && result.robots !== null) saveRobots(db, id, result.robots);
  if (result.ok) {
    if (isHearsay(instance)) dropFoundVia(db, id);
    if (result.peers !== null) discovery.take(instance, result.peers.domains);
  } else if (result.failure.kind === 'redirect' && result.failure.target !== null) {
    discovery.take(instance, [result.failure.target]);
  }
  if (isToForget(instance, plan)) forget(db, id, now);
}
