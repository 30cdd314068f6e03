/**
 * Has visits made by workers on other machines: puts each on the queue, waits for what comes back, and asks other places
 * where one alone could not reach a host. Records nothing: to the run it is a probe like the local one.
 */
import type { QueueSession, RawResult } from '../../db/queue/coordinator.ts';
import type { Probe, Subject } from '../probe.ts';
import { Asks, lost } from './asks.ts';
import { attend, makeTrouble } from './attend.ts';
import { readResult } from './result.ts';

export type CoordinatorSettings = {
  readonly queueUrl: string;
  readonly allowedSuffixes: readonly string[];
  /** Unix seconds. */
  readonly now: () => number;
  /** The block of addresses an instance answers from; `null`: none that has to be spared. */
  readonly blockOf: (subject: Subject) => string | null;
  /** Gets a line for each trouble with the queue, and one when it is over. */
  readonly say: (line: string) => void;
};
export type Coordinator = {
  readonly probe: Probe;
  readonly close: () => Promise<void>;
};

/** Opens at once, connects in its own time: a queue out of reach delays visits and loses none. */
export function openCoordinator(settings: CoordinatorSettings): Coordinator {
  const { now, blockOf, queueUrl, allowedSuffixes } = settings;
  const asks = new Asks();
  const stop = new AbortController();
  const trouble = makeTrouble(settings.say);

  let isWarned = false;

  function hear(raw: RawResult): void {
    const ask = asks.find(raw.ask);
    // Of an earlier pass.
    if (ask === null) return;
    const result = readResult(raw.outcome, ask.subject.domain, now(), allowedSuffixes);
    if (result === null && !isWarned) {
      isWarned = true;
      settings.say('A worker hands in what is no result: is it of this release?');
    }
    const heard = result ?? lost(ask.subject, now(), 'the result could not be read');
    asks.hear(ask, raw, heard, performance.now());
  }
  /** What was put there before may be there still, or have come back, or be lost. */
  async function resume(session: QueueSession): Promise<void> {
    const there = await session.keys();
    for (let results = await session.take(); results.length > 0; results = await session.take())
      results.forEach(hear);
    asks.missFrom(there);
  }
  async function look(session: QueueSession): Promise<void> {
    const { jobs, withdrawn } = asks.outbox();
    await session.withdraw(withdrawn);
    await session.put(jobs);
    (await session.take()).forEach(hear);
  }
  async function tend(session: QueueSession): Promise<void> {
    const places = await session.tend();
    if (places.length > 0) trouble.relieve();
    else if (asks.size > 0)
      trouble.note('No worker is at the queue: visits wait until one is started with "npm run worker".');
    asks.giveUp(await session.takeGivenUp(), now(), performance.now());
    asks.meet(places, performance.now());
  }

  const isIdle = (): boolean => asks.size === 0;
  const work = attend(queueUrl, stop.signal, trouble, { resume, look, tend, isIdle });
  return {
    probe: (subject, signal) =>
      new Promise((resolve) => {
        const ask = asks.open(subject, blockOf(subject), (result) => {
          signal?.removeEventListener('abort', cut);
          resolve(result);
        });
        const cut = (): void => asks.cut(ask, now());
        if (signal?.aborted === true) cut();
        else signal?.addEventListener('abort', cut, { once: true });
      }),
    async close() {
      stop.abort();
      await work;
    },
  };
}
