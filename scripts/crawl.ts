/** `npm run crawl -- [--all] [domain …]`: one run now, with progress and a summary. Exit code 0 unless the fault is ours. */
import { parseArgs } from 'node:util';
import { progressTo, summaryOf } from '../crawler/progress.ts';
import { makeProbe } from '../crawler/probe.ts';
import { runPass } from '../crawler/run.ts';
import { readCrawlerSettings } from '../crawler/settings.ts';
import { programVersion } from '../crawler/version.ts';
import { parseDomain } from '../db/domain.ts';
import type { Domain } from '../db/model.ts';
import { countInstances } from '../db/instances.ts';
import { openWriter } from '../db/open.ts';

async function crawl(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { all: { type: 'boolean' } },
    allowPositionals: true,
  });
  const settings = readCrawlerSettings(process.env);
  const named = readDomains(positionals, settings.allowedSuffixes);
  if (named === null) return 1;
  const now = (): number => Math.floor(Date.now() / 1000);
  const db = openWriter(settings.databasePath);
  const stop = new AbortController();
  const end = (): void => stop.abort();
  process.once('SIGTERM', end).once('SIGINT', end);
  try {
    if (named.length === 0 && countInstances(db) === 0) {
      process.stderr.write(
        'No instance is known yet: name some, add a list with "npm run add", or use "npm start".\n',
      );
      return 0;
    }
    const run = await runPass({
      db,
      probe: makeProbe(settings, now, programVersion()),
      now,
      random: Math.random,
      concurrency: settings.concurrency,
      signal: stop.signal,
      which: named.length > 0 ? named : values.all === true ? 'all' : 'due',
      onProgress: progressTo(process.stdout),
    });
    if (run === null) {
      process.stderr.write('Another process is crawling into this database: nothing was done.\n');
      return 1;
    }
    process.stdout.write(`\n${summaryOf(run)}`);
    return run.state === 'aborted' ? 1 : 0;
  } finally {
    db.close();
  }
}

/** `null` after complaining about every name that is none. */
function readDomains(texts: readonly string[], allowedSuffixes: readonly string[]): Domain[] | null {
  const read = texts.map((text) => ({ text, domain: parseDomain(text, allowedSuffixes) }));
  const bad = read.filter(({ domain }) => domain === null);
  for (const { text } of bad) process.stderr.write(`"${text}" is not the name of a public host.\n`);
  return bad.length > 0 ? null : read.flatMap(({ domain }) => (domain === null ? [] : [domain]));
}

crawl().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
