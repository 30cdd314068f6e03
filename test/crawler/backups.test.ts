import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { makeBackups } from '../../crawler/backups.ts';
import { listBackups } from '../../db/backup/backup-files.ts';
import { openWriter } from '../../db/open.ts';
import { DAY, HOUR } from '../../db/time.ts';
import { temporaryFolder } from '../temporary.ts';

const AT = 1_790_000_000;

function setUp(folderName = 'backups'): {
  folder: string;
  said: string[];
  keepAt: (at: number) => Promise<void>;
} {
  const base = temporaryFolder();
  const path = join(base, 'herdbook.sqlite');
  const folder = join(base, folderName);
  const db = openWriter(path);
  onTestFinished(() => void db.close());
  const said: string[] = [];
  let now = AT;
  const backups = makeBackups(
    db,
    path,
    { folder, days: 3, weeks: 1 },
    () => now,
    (line) => said.push(line),
  );
  return {
    folder,
    said,
    keepAt: async (at) => {
      now = at;
      await backups.keep();
    },
  };
}

test('the running product makes a backup a day and rotates them', async () => {
  const { folder, said, keepAt } = setUp();
  for (let hour = 0; hour <= 24 * 5; hour += 6) await keepAt(AT + hour * HOUR);
  const ages = listBackups(folder).map(({ at }) => (AT + 5 * DAY - at) / DAY);
  expect(ages).toEqual([0, 1, 2]);
  expect(said).toEqual([]);
});

test('a backup that cannot be made is said, does not stop the crawl, and is tried again after an hour', async () => {
  const { folder, said, keepAt } = setUp('taken/by-a-file');
  writeFileSync(join(folder, '..'), '');
  await keepAt(AT);
  await keepAt(AT + 60);
  expect(said).toHaveLength(1);
  expect(said[0]).toMatch(/^No backup was made: /);
  await keepAt(AT + HOUR);
  expect(said).toHaveLength(2);
});
