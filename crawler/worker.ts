/** A worker's process: makes visits that a coordinator on another machine asks for, until it is told to stop. It has no database and keeps nothing. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answered, QueueWorker } from '../db/queue/worker.ts';
import { isHelpAsked } from '../db/usage.ts';
import { makeLog, type Log } from './log.ts';
import { makeProbe } from './probe.ts';
import { readPayload } from './queue/job.ts';
import { readCrawlerSettings } from './settings.ts';
import { programVersion } from './version.ts';

/** Before the queue is tried again. */
const RETRY_MS = 3_000;

/** Ends with code 1 on settings that cannot be used, 0 when told to stop. */
async function main(): Promise<void> {
  const settings = readCrawlerSettings(process.env);
  const { queueUrl, place, concurrency, allowedSuffixes } = settings;
  if (queueUrl === null) throw new Error('CRAWL_QUEUE_URL: has to be the queue that this worker works for');
  const { startWorker } = await import('../db/queue/worker.ts');
  const stop = new AbortController();
  process.once('SIGTERM', () => stop.abort()).once('SIGINT', () => stop.abort());
  const probe = makeProbe(settings, () => Math.floor(Date.now() / 1000), programVersion());
  const answer = async (payload: unknown): Promise<Answered> => {
    const { ask, subject } = readPayload(payload, allowedSuffixes);
    const outcome = await probe(subject, stop.signal);
    // What our own stop cut off goes back to the queue.
    if (stop.signal.aborted && !outcome.ok) throw new Error('the worker was stopped');
    return { ask, outcome };
  };
  const log = makeLog(settings.logFormat);
  await workOn(() => startWorker({ url: queueUrl, place, concurrency, answer }), place, log, stop.signal);
}

/** Works until stopped, through one connection after another. */
async function workOn(
  begin: () => Promise<QueueWorker>,
  place: string,
  log: Log,
  stop: AbortSignal,
): Promise<void> {
  const stopped = new Promise<null>((resolve) => {
    stop.addEventListener('abort', () => resolve(null), { once: true });
  });
  const nextLoss = hearLosses();
  while (!stop.aborted) {
    try {
      const worker = await begin();
      log.note(`Working at the queue, from ${place}.`);
      const error = await Promise.race([worker.ended, nextLoss(), stopped]);
      await worker.stop();
      if (error !== null) throw error;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      log.warn(`The queue is out of reach (${reason}); trying again.`);
    }
    await sleep(RETRY_MS, undefined, { signal: stop }).catch(() => undefined);
  }
}

/**
 * graphile-worker writes down what is done without waiting for it: that a connection is gone then reaches nobody but the
 * process, which it would end. Several may come at once, of one loss.
 * @returns resolves with the next that nobody heard
 */
function hearLosses(): () => Promise<Error> {
  let tell: (error: Error) => void = () => undefined;
  process.on('unhandledRejection', (reason) =>
    tell(reason instanceof Error ? reason : new Error(String(reason))),
  );
  return async () =>
    await new Promise((resolve) => {
      tell = resolve;
    });
}

const HELP = `npm run worker
Makes visits for the crawler whose queue CRAWL_QUEUE_URL names, until Ctrl-C. It takes no arguments, and has no database.
`;

if (isHelpAsked(process.argv.slice(2))) process.stdout.write(HELP);
else
  main().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  });
