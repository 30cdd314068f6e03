import { execFileSync } from 'node:child_process';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openReader } from '../../db/open.ts';
import { temporaryFolder } from '../temporary.ts';
import { crawlerEnv, ended, fleet, observed, pause, start, until } from './processes.ts';

/** A file system of its own that can be filled; `null` where that is not allowed. */
function smallDisk(): string | null {
  const folder = temporaryFolder();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=12m', 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    return null;
  }
  onTestFinished(() => void execFileSync('umount', ['-l', folder]));
  return folder;
}

/** Takes all the space there is. @returns the file to remove */
function fill(folder: string): string {
  const path = join(folder, 'filler');
  const file = openSync(path, 'w');
  for (const size of [65_536, 4_096]) {
    try {
      for (;;) writeSync(file, Buffer.alloc(size, 1));
    } catch (error) {
      expect(error).toMatchObject({ code: 'ENOSPC' });
    }
  }
  closeSync(file);
  return path;
}

test(
  'a full disk stops the crawl with one clear message, readers go on, and it recovers by itself',
  { timeout: 120_000 },
  async (context) => {
    const folder = smallDisk();
    if (folder === null) {
      context.skip('mounting a small file system takes rights that this machine does not give');
      return;
    }
    const path = join(folder, 'herdbook.sqlite');
    const settings = await fleet(path, 500, 30);
    const crawler = start('crawler/main.ts', [], crawlerEnv(path, settings));
    await until(() => observed(path) > 5);
    const reader = openReader(path);
    onTestFinished(() => void reader.close());
    const count = (): number => Number(reader.prepare('SELECT count(*) FROM observation').pluck().get());
    const filler = fill(folder);
    await until(() => crawler.said().includes('Crawling pauses'));
    const kept = count();
    await pause(3_000);
    expect(crawler.exitCode).toBeNull();
    expect(crawler.said().match(/Crawling pauses: the disk is full/g)).toHaveLength(1);
    expect(count()).toBe(kept);
    rmSync(filler);
    await until(() => crawler.said().includes('crawling goes on'), 60_000);
    await until(() => count() === 500, 60_000);
    expect(reader.pragma('integrity_check', { simple: true })).toBe('ok');
    crawler.kill('SIGTERM');
    expect(await ended(crawler)).toBe(0);
  },
);
