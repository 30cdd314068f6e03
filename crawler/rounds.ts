/** Takes instances one by one to their visit: so many at once, each block of addresses at its pace. Records nothing. */
import { setTimeout as sleep } from 'node:timers/promises';
import PQueue from 'p-queue';
import type { Domain } from '../db/model.ts';
import { makePace } from './pace.ts';

/** Tasks waiting beside those running: enough to keep every place busy, few enough to weigh nothing. */
const WAITING = 100;

/**
 * Places opened at once, and again each second until all are: a thousand first questions in one moment are more than a home
 * router or a name server bears, and would look like an outage of our own.
 */
const RAMP = 100;
const RAMP_MS = 1_000;

/** The block of addresses that a host answers from; `null` where it has none to spare or none is known. */
export type Locate = (domain: Domain) => Promise<string | null>;

/**
 * Visits each item once.
 * @param visit is cut off by its signal; it must not reject for remote trouble: what it rejects with ends the round
 * @returns when all visits have ended, or those under way at the stop
 */
export async function visitAll<Item extends { readonly domain: Domain }>(
  items: readonly Item[],
  visit: (item: Item, end: AbortSignal) => Promise<void>,
  {
    concurrency,
    stop,
    locate,
  }: { readonly concurrency: number; readonly stop: AbortSignal; readonly locate: Locate | null },
): Promise<void> {
  const queue = new PQueue({ concurrency: Math.min(concurrency, RAMP) });
  const ramp = setInterval(() => {
    queue.concurrency = Math.min(concurrency, queue.concurrency + RAMP);
    if (queue.concurrency === concurrency) clearInterval(ramp);
  }, RAMP_MS);
  const pace = makePace();
  const delayed = new Set<Promise<void>>();
  const fault = new AbortController();
  const end = AbortSignal.any([stop, fault.signal]);

  function enter(task: () => Promise<void>, priority: number): void {
    const run = async (): Promise<void> => (end.aborted ? undefined : await task());
    queue.add(run, { priority }).catch((error: unknown) => fault.abort(error));
  }
  async function paced(item: Item): Promise<void> {
    const block = locate === null ? null : await locate(item.domain);
    const waitMs = block === null ? 0 : pace.turn(block, performance.now());
    if (waitMs === 0) return await visit(item, end);
    // Waiting takes nobody's place; when its turn comes the visit goes first.
    const turn = sleep(waitMs, undefined, { signal: end })
      .catch(() => undefined)
      .then(() => enter(() => visit(item, end), 1))
      .finally(() => delayed.delete(turn));
    delayed.add(turn);
  }

  for (const item of items) {
    if (end.aborted) break;
    await queue.onSizeLessThan(WAITING);
    enter(() => paced(item), 0);
  }
  for (;;) {
    await queue.onIdle();
    if (delayed.size === 0 && queue.size === 0 && queue.pending === 0) break;
    await Promise.all(delayed);
  }
  clearInterval(ramp);
  if (fault.signal.aborted) throw fault.signal.reason;
}
