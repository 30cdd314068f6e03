/** Outcomes on their way into the database: reviewed and written in small transactions, and the day's totals after them. */
import { dropFoundVia, forget } from '../db/discoveries.ts';
import type { DueInstance } from '../db/instances.ts';
import type { Database } from '../db/open.ts';
import { savePlaces } from '../db/visits/places.ts';
import { recordVisits, type Visit } from '../db/record.ts';
import { saveRobots } from '../db/visits/robots.ts';
import { rebuildNetworkDay } from '../db/network/rollups.ts';
import { dayOf } from '../db/time.ts';
import { orderedAt } from './clock.ts';
import { openDiscovery, type Discovery } from './discovery.ts';
import { screenNewcomers } from './newcomers.ts';
import type { Probed } from './probe.ts';
import { review } from './review.ts';
import { isHearsay, isToForget, planAfter } from './schedule.ts';

/**
 * An outcome waits for at most this long, or this many others. A transaction writes whole pages, and neighbours in the
 * register share them: 2,000 visits at once cost a fifth of the bytes and two thirds of the CPU of 100 at once, and take a
 * tenth of a second. What a kill loses is asked again.
 */
const WAIT_MS = 2_000;
const SIZE = 2_000;
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
    db.transaction(() => {
      recordOutcomes(db, outcomes, discovery, now());
      screenNewcomers(db, new Set(outcomes.map(({ instance }) => instance.id)));
    }).immediate();
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

type Reviewed = { readonly instance: DueInstance; readonly result: Probed; readonly visit: Visit };

function recordOutcomes(db: Database, outcomes: readonly Outcome[], discovery: Discovery, now: number): void {
  for (const together of ofDifferentSites(outcomes)) {
    const reviewed = together.map((outcome) => reviewOutcome(db, outcome));
    recordVisits(
      db,
      reviewed.map(({ visit }) => visit),
    );
    for (const one of reviewed) followUp(db, one, discovery, now);
  }
}

/** An outcome is held against its own past and its site's: those of one site have to be recorded one after another. */
function ofDifferentSites(outcomes: readonly Outcome[]): Outcome[][] {
  const groups: Outcome[][] = [];
  let sites = new Set<string>();
  for (const outcome of outcomes) {
    const { site } = outcome.instance;
    if (groups.length === 0 || sites.has(site)) {
      groups.push([]);
      sites = new Set();
    }
    groups.at(-1)?.push(outcome);
    sites.add(site);
  }
  return groups;
}

function reviewOutcome(db: Database, { instance, result: told, chance }: Outcome): Reviewed {
  const { id, lastVisitAt } = instance;
  const result = review(db, instance, { ...told, at: orderedAt(told.at, lastVisitAt) });
  return { instance, result, visit: { id, result, plan: planAfter(instance, result, chance) } };
}

/** What else a visit changes: its robots.txt, the names it brought up, and whether its own name is kept. */
function followUp(
  db: Database,
  { instance, result, visit }: Reviewed,
  discovery: Discovery,
  now: number,
): void {
  const { id } = instance;
  if (result.places !== undefined) savePlaces(db, id, result.at, result.places);
  if (result.robots !== undefined && result.robots !== null) saveRobots(db, id, result.robots);
  if (result.ok) {
    if (isHearsay(instance)) dropFoundVia(db, id);
    if (result.peers !== null) discovery.take(instance, result.peers.domains);
  } else if (result.failure.kind === 'redirect' && result.failure.target !== null) {
    discovery.take(instance, [result.failure.target]);
  }
  if (isToForget(instance, visit.plan)) forget(db, id, now);
}
