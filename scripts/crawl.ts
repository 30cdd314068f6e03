/** `npm run crawl -- [--all] [domain …]`: one run now, with progress and a summary. Exit code 0 unless the fault is ours. */
import { parseArgs } from 'node:util';
import { openAsking } from '../crawler/asking.ts';
import { makeLog } from '../crawler/log.ts';
import { runPass } from '../crawler/run.ts';
import { readCrawlerSettings } from '../crawler/settings.ts';
import { isUnwelcome } from '../db/consent.ts';
import { countInstances } from '../db/instances.ts';
import { openWriter } from '../db/open.ts';
import { readDomains, runCommand, TERMINAL, wallClock } from './command.ts';

const USAGE = `npm run crawl -- [--all] [domain …]
One run now over the due instances, all of them, or the named ones, which join the register if they are new.
Exit code 0 unless the fault is ours.`;

async function crawl(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { all: { type: 'boolean' } },
    allowPositionals: true,
  });
  const settings = readCrawlerSettings(process.env);
  const named = readDomains(positionals, settings.allowedSuffixes);
  if (named === null) return 1;
  // Whoever runs this wants to read it, through a pipe too.
  const log = makeLog(settings.logFormat ?? 'text');
  const db = openWriter(settings.databasePath);
  const { close, ...asking } = await openAsking(settings, wallClock, TERMINAL.complain);
  const stop = new AbortController();
  const end = (): void => stop.abort();
  process.once('SIGTERM', end).once('SIGINT', end);
  try {
    if (named.length === 0 && countInstances(db) === 0) {
      TERMINAL.complain(
        'No instance is known yet: name some, add a list with "npm run add", or use "npm start".',
      );
      return 0;
    }
    for (const domain of named.filter((name) => isUnwelcome(db, name))) {
      TERMINAL.complain(`${domain} has opted out or is blocked: it is not asked.`);
    }
    const run = await runPass({
      db,
      ...asking,
      now: wallClock,
      random: Math.random,
      signal: stop.signal,
      which: named.length > 0 ? named : values.all === true ? 'all' : 'due',
      onProgress: log.progress,
    });
    if (run === null) {
      TERMINAL.complain('Another process is crawling into this database: nothing was done.');
      return 1;
    }
    log.ended(run);
    return run.state === 'aborted' ? 1 : 0;
  } finally {
    await close();
    db.close();
  }
}

runCommand(USAGE, crawl);
