/** A backup taken while a crawl writes: what the API answers from it is what it answered from the original at that moment. */
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { makeBackup } from '../../db/backup/backup.ts';
import { addInstances } from '../../db/instances.ts';
import { openReader, openWriter } from '../../db/open.ts';
import { restoreBackup } from '../../db/backup/restore.ts';
import { buildServer } from '../../web/server.ts';
import { readWebSettings } from '../../web/settings.ts';
import { temporaryFolder } from '../temporary.ts';
import { domain } from '../visits.ts';
import { start, until } from './processes.ts';

const ASKED = [
  '/api/v1/instances?limit=200',
  '/api/v1/network',
  '/api/v1/instances/i7.test',
  '/api/v1/instances/i7.test/series',
  '/api/v1/changes',
];
const START = 1_750_000_000;

async function answersOf(path: string): Promise<readonly string[]> {
  const db = openReader(path);
  const app = await buildServer({
    db,
    settings: readWebSettings({ ALLOWED_SUFFIXES: 'test', DATABASE_PATH: path }),
    now: () => START,
  });
  onTestFinished(async () => {
    await app.close();
    db.close();
  });
  const answers = await Promise.all(ASKED.map(async (url) => await app.inject({ url })));
  return answers.map(({ statusCode, payload }) => `${statusCode} ${payload}`);
}

test(
  'backups taken under load are whole, and restore to the same answers',
  { timeout: 120_000 },
  async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'herdbook.sqlite');
    const setUp = openWriter(path);
    const names = Array.from({ length: 150 }, (_, index) => domain(`i${index}.test`));
    addInstances(setUp, names, 'operator', 0);
    setUp.close();
    const crawler = start('test/faults/crawling.ts', [path, String(START)]);
    await until(() => crawler.said().split('\n').length > 300);
    const made = [];
    for (let index = 0; index < 8; index += 1) {
      const heard = crawler.said().length;
      await until(() => crawler.said().length > heard);
      made.push(await makeBackup(path, join(folder, 'backups'), START + index));
    }
    // Written to all the while: no two are the same.
    expect(new Set(made.map(({ rows }) => rows)).size).toBe(made.length);
    // Frozen in mid-write, the original with its log is what a machine that lost its power leaves behind.
    crawler.kill('SIGSTOP');
    const last = await makeBackup(path, join(folder, 'backups'), START + 100);
    const frozen = join(folder, 'frozen.sqlite');
    for (const ending of ['', '-wal']) copyFileSync(path + ending, frozen + ending);
    crawler.kill('SIGKILL');
    const restored = join(folder, 'restored', 'herdbook.sqlite');
    restoreBackup(last.path, restored, folder, { wallAt: START, isGone: () => true });
    const answers = await answersOf(restored);
    // The crawl that was under way then is over, in what was restored.
    expect(answers.join('\n')).toContain('"state":"interrupted"');
    const withoutRun = (all: readonly string[]): string[] =>
      all.map((one) => one.replace(/"run":\{.*?\}/, ''));
    expect(withoutRun(answers)).toEqual(withoutRun(await answersOf(frozen)));
    expect(answers.every((answer) => answer.startsWith('200 '))).toBe(true);
  },
);
