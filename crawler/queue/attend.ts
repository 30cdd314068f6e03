/** Keeps a session with the queue for as long as it is wanted, through one connection after another. Knows nothing of what is asked. */
import { setTimeout as sleep } from 'node:timers/promises';
import { openSession, type QueueSession } from '../../db/queue/coordinator.ts';

/** Between two looks at the queue; a visit takes some ten times as long. */
const LOOK_MS = 100;
const IDLE_LOOK_MS = 1_000;
const TEND_MS = 2_000;
const RETRY_MS = 2_000;

export type Turns = {
  /** First with each session. */
  resume(session: QueueSession): Promise<void>;
  /** Some times a second. */
  look(session: QueueSession): Promise<void>;
  /** Every few seconds. */
  tend(session: QueueSession): Promise<void>;
  isIdle(): boolean;
};
export type Trouble = {
  /** Says it, once while it lasts. */
  note(line: string): void;
  relieve(): void;
};

/** Resolves once `stop` has been told and the last session is closed. */
export async function attend(url: string, stop: AbortSignal, trouble: Trouble, turns: Turns): Promise<void> {
  let isFirst = true;
  while (!stop.aborted) {
    let session: QueueSession | null = null;
    const lost = new AbortController();
    try {
      session = await openSession(url, () => lost.abort());
      if (session === null) {
        trouble.note('Another coordinator has this queue: waiting until it ends.');
      } else {
        trouble.relieve();
        if (isFirst) await session.clear();
        isFirst = false;
        await attendWith(session, AbortSignal.any([stop, lost.signal]), turns);
        // What the stop withdrew is taken off the queue.
        if (stop.aborted) await turns.look(session);
      }
    } catch (error) {
      trouble.note(`The queue is out of reach (${error instanceof Error ? error.message : String(error)}).`);
    }
    await session?.close();
    await pause(RETRY_MS, stop);
  }
}

async function attendWith(session: QueueSession, end: AbortSignal, turns: Turns): Promise<void> {
  await turns.resume(session);
  let tendedAt = -Infinity;
  while (!end.aborted) {
    if (performance.now() - tendedAt > TEND_MS) {
      tendedAt = performance.now();
      await turns.tend(session);
    }
    await turns.look(session);
    await pause(turns.isIdle() ? IDLE_LOOK_MS : LOOK_MS, end);
  }
}

async function pause(ms: number, end: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal: end }).catch(() => undefined);
}

export function makeTrouble(say: (line: string) => void): Trouble {
  let last: string | null = null;
  return {
    note(line) {
      if (line !== last) say(line);
      last = line;
    },
    relieve() {
      if (last !== null) say('The queue works again.');
      last = null;
    },
  };
}
