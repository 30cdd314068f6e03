import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { backupPath, listBackups, rotateBackups } from '../../db/backup/backup-files.ts';
import { DAY, HOUR } from '../../db/time.ts';
import { temporaryFolder } from '../temporary.ts';
import { unix } from '../visits.ts';

const AT = unix('2026-03-02T03:17:00Z');

test('a backup is named after its moment and found by it', () => {
  const folder = join(temporaryFolder(), 'backups');
  const path = backupPath(folder, AT);
  writeFileSync(path, '');
  writeFileSync(join(folder, 'notes.txt'), '');
  expect(path).toMatch(/herdbook-20260302T031700Z\.sqlite$/);
  expect(listBackups(folder)).toEqual([{ path, at: AT, isReplaced: false }]);
  expect(listBackups(join(folder, 'none'))).toEqual([]);
});

test('of a year of backups twice a day, the newest of each of three days and four weeks stay', () => {
  const folder = temporaryFolder();
  for (let half = 0; half < 730; half += 1) {
    writeFileSync(backupPath(folder, AT + half * 12 * HOUR), '');
    rotateBackups(folder, { days: 3, weeks: 4 });
  }
  const ages = listBackups(folder).map(({ at }) => Math.floor((AT + 365 * DAY - at) / DAY));
  expect(ages).toHaveLength(6);
  expect(ages.slice(0, 3)).toEqual([0, 1, 2]);
  expect(ages.at(-1)).toBeGreaterThanOrEqual(14);
});

test('rotation removes what was cut off and leaves what a restore put aside and what is not its own', () => {
  const folder = temporaryFolder();
  for (const path of [backupPath(folder, AT), `${backupPath(folder, AT)}.part`, backupPath(folder, 0, true)])
    writeFileSync(path, '');
  writeFileSync(join(folder, 'herdbook.sqlite'), '');
  rotateBackups(folder, { days: 1, weeks: 0 });
  expect(readdirSync(folder).toSorted()).toEqual([
    'herdbook-20260302T031700Z.sqlite',
    'herdbook-replaced-19700101T000000Z.sqlite',
    'herdbook.sqlite',
  ]);
});
