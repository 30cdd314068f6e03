/** Outcomes on their way into the database: written in small transactions, and the day's totals after them. */
import { addInstances } from '../db/instances.ts';
import type { Domain } from '../db/model.ts';
import type { Database } from '../db/open.ts';
import { record, type Visit } from '../db/record.ts';
import { rebuildNetworkDay } from '../db/rollups.ts';
import { dayOf } from '../db/time.ts';

/** An outcome waits for at most this long, or this many others. */
const WAIT_MS = 250;
const SIZE = 100;
/** How often the day's totals follow while a run goes on. */
const ROLLUP_MS = 15_000;

export type Batch = {
  add(visits: readonly Visit[]): void;
  /** Writes what has waited long enough. Call it often. */
  tick(): void;
  /** Writes everything. */
  close(): void;
};

/** @param now the crawl's clock, Unix seconds */
export function openBatch(db: Database, now: () => number): Batch {
  const days = new Set<number>();
  let waiting: Visit[] = [];
  let writtenAt = performance.now();
  let rolledUpAt = performance.now();

  function write(): void {
    record(db, waiting);
    const targets = waiting.map(targetOf).filter((domain) => domain !== null);
    if (targets.length > 0) addInstances(db, targets, 'peer', now());
    for (const { result } of waiting) if (result.ok) days.add(dayOf(result.at));
    waiting = [];
    writtenAt = performance.now();
  }
  function rollUp(): void {
    for (const day of days) rebuildNetworkDay(db, day);
    days.clear();
    rolledUpAt = performance.now();
  }

  return {
    add(visits) {
      waiting.push(...visits);
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

/** The host that an instance moved to, which joins the register once. */
function targetOf({ result }: Visit): Domain | null {
  return !result.ok && result.failure.kind === 'redirect' ? result.failure.target : null;
}
