/** The crawler's process: looks for due instances on its schedule, for ever, and ends cleanly. */
import { CronJob } from 'cron';
import { openWriter } from '../db/open.ts';
import { makeProbe } from './probe.ts';
import { progressTo, summaryOf } from './progress.ts';
import { runPass } from './run.ts';
import { readCrawlerSettings } from './settings.ts';
import { programVersion } from './version.ts';

/** Ends with code 1 on settings or a database that cannot be used, 0 when told to stop. */
async function main(): Promise<void> {
  const settings = readCrawlerSettings(process.env);
  const db = openWriter(settings.databasePath);
  const now = (): number => Math.floor(Date.now() / 1000);
  const stop = new AbortController();
  const probe = makeProbe(settings, now, programVersion());
  const pass = async (): Promise<void> => {
    if (stop.signal.aborted) return;
    const run = await runPass({
      db,
      probe,
      now,
      random: Math.random,
      concurrency: settings.concurrency,
      signal: stop.signal,
      onProgress: progressTo(process.stdout),
    });
    if (run === null)
      process.stdout.write('Another process is crawling into this database; waiting for it.\n');
    else if (run.due > 0) process.stdout.write(`\n${summaryOf(run)}`);
  };
  const job = CronJob.from({
    cronTime: settings.schedule,
    timeZone: 'UTC',
    onTick: pass,
    runOnInit: true,
    waitForCompletion: true,
    errorHandler: (error) => {
      process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
      process.exitCode = 1;
      stop.abort();
    },
  });
  job.start();
  const end = (): void => stop.abort();
  process.once('SIGTERM', end).once('SIGINT', end);
  stop.signal.addEventListener('abort', () => {
    void Promise.resolve(job.stop()).then(() => db.close());
  });
}

if (import.meta.main) {
  main().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  });
}
