/** Who makes the visits: this process, or workers on other machines through the queue. The queue's code is loaded only where it is asked for. */
import { makeLocate } from './locate.ts';
import { makeLookup } from './names.ts';
import { makeProbe } from './probe.ts';
import type { Pass } from './run.ts';
import type { CrawlerSettings } from './settings.ts';
import { programVersion } from './version.ts';

/** Visits under way or on the queue at once: enough for twenty workers, and the outage guard still sees in time what fails. */
const QUEUED = 1_000;

export type Asking = Pick<Pass, 'probe' | 'concurrency'> &
  Required<Pick<Pass, 'locate'>> & { readonly close: () => Promise<void> };

/** @param now Unix seconds @param say gets a line for trouble with the queue */
export async function openAsking(
  settings: CrawlerSettings,
  now: () => number,
  say: (line: string) => void,
): Promise<Asking> {
  const lookup = makeLookup(settings);
  const locate = makeLocate(lookup);
  const { queueUrl, allowedSuffixes, concurrency } = settings;
  if (queueUrl === null) {
    const probe = makeProbe(settings, now, programVersion(), lookup);
    return { probe, locate, concurrency, close: async () => undefined };
  }
  const { openCoordinator } = await import('./queue/coordinator.ts');
  /** Found by the floor between two visits to a block, needed again when the visit is handed over. */
  const blocks = new Map<string, string>();
  const { probe, close } = openCoordinator({
    queueUrl,
    allowedSuffixes,
    now,
    say,
    blockOf: ({ domain }) => {
      const block = blocks.get(domain) ?? null;
      blocks.delete(domain);
      return block;
    },
  });
  return {
    probe,
    close,
    concurrency: QUEUED,
    locate: async (domain) => {
      const block = await locate(domain);
      if (block !== null) blocks.set(domain, block);
      return block;
    },
  };
}
