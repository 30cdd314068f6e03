/** The crawler's process: looks for due instances on its schedule, for ever, and ends cleanly. */
import { setInterval } from 'node:timers';
import { CronJob } from 'cron';
import { emptyLog, openWriter } from '../db/open.ts';
import { keepUp } from '../db/retention.ts';
import { isHelpAsked } from '../db/usage.ts';
import { openAsking } from './asking.ts';
import { makeBackups, type Backups } from './backups.ts';
import { makeBundles } from './bundles.ts';
import { makeLog, type Log } from './log.ts';
import { makePatience } from './patience.ts';
import { runPass, type Pass } from './run.ts';
import { readCrawlerSettings } from './settings.ts';
import { takeSuggestions } from './suggestions.ts';
import { programVersion } from './version.ts';

/** How soon it is noticed that a full disk has room again. */
const ROOM_CHECK_MS = 20_000;

/** Ends with code 1 on settings or a database that cannot be used, 0 when told to stop. */
async function main(): Promise<void> {
  const settings = readCrawlerSettings(process.env);
  const db = openWriter(settings.databasePath);
  const now = (): number => Math.floor(Date.now() / 1000);
  const stop = new AbortController();
  const suggestions = (): number =>
    takeSuggestions(db, settings.databasePath, settings.allowedSuffixes, now());
  const log = makeLog(settings.logFormat);
  const say = log.warn;
  const { databasePath, publicUrl } = settings;
  const order = { databasePath, site: publicUrl, programVersion: programVersion() };
  const daily = [
    makeBackups(db, databasePath, settings.backups, now, say),
    makeBundles(db, order, settings.bundles, now, say),
  ];
  const { close, ...asking } = await openAsking(settings, now, say);
  const pass = makePasses(databasePath, suggestions, daily, log, {
    db,
    ...asking,
    now,
    random: Math.random,
    signal: stop.signal,
    onProgress: log.progress,
  });
  const fail = (error: unknown): void => {
    log.fault(error);
    process.exitCode = 1;
    stop.abort();
  };
  const job = CronJob.from({
    cronTime: settings.schedule,
    timeZone: 'UTC',
    onTick: async () => await pass.begin(),
    runOnInit: true,
    waitForCompletion: true,
    errorHandler: fail,
  });
  job.start();
  const check = setInterval(() => {
    if (pass.isWaiting()) pass.begin().catch(fail);
  }, ROOM_CHECK_MS);
  const end = (): void => stop.abort();
  process.once('SIGTERM', end).once('SIGINT', end);
  stop.signal.addEventListener('abort', () => {
    clearInterval(check);
    void Promise.all([job.stop(), pass.ended()])
      .then(close)
      .then(() => db.close());
  });
}

type Passes = {
  /** Makes a pass, unless one is under way or the store is in trouble. Rejects for our own bugs only. */
  begin(): Promise<void>;
  isWaiting(): boolean;
  /** When the pass under way has ended. */
  ended(): Promise<void>;
};

/** @param takeNames takes in what visitors suggested, before each pass @param daily what is due once a day, after one */
function makePasses(
  path: string,
  takeNames: () => number,
  daily: readonly Backups[],
  log: Log,
  settings: Pass,
): Passes {
  const patience = makePatience(path, log.warn);
  let current: Promise<void> | null = null;
  async function pass(): Promise<void> {
    if (settings.signal.aborted || !patience.mayBegin(Date.now())) return;
    try {
      keepUp(settings.db, settings.now());
      takeNames();
      const run = await runPass(settings);
      patience.relieve();
      if (run === null) log.note('Another process is crawling into this database; waiting for it.');
      else {
        if (run.due > 0) log.ended(run);
        // Between two runs nobody writes: readers find a short log, and backups a whole file.
        if (run.due > 0) emptyLog(settings.db);
        for (const task of daily) await task.keep();
      }
    } catch (error) {
      if (!patience.bears(error, Date.now())) throw error;
    }
  }
  return {
    begin: async () => {
      if (current !== null) return;
      current = pass().finally(() => (current = null));
      await current;
    },
    isWaiting: () => patience.isWaiting(),
    ended: async () => {
      await current?.catch(() => undefined);
    },
  };
}

if (import.meta.main && isHelpAsked(process.argv.slice(2))) {
  process.stdout.write(
    'npm run crawler\nCrawls on the schedule of CRAWL_SCHEDULE, until Ctrl-C. It takes no arguments.\n',
  );
} else if (import.meta.main) {
  main().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  });
}
