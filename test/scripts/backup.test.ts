/** Backup, restore, and erasing in backups, on real files. */
import { copyFileSync, existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { beforeEach, describe, expect, test } from 'vitest';
import { processLease } from '../../crawler/lease.ts';
import { listBackups } from '../../db/backup/backup-files.ts';
import { isUnwelcome } from '../../db/consent.ts';
import { addInstances } from '../../db/instances.ts';
import { openWriter } from '../../db/open.ts';
import { beginRun } from '../../db/runs.ts';
import { backup } from '../../scripts/backup.ts';
import { erase } from '../../scripts/erase.ts';
import { optout } from '../../scripts/optout.ts';
import { restore } from '../../scripts/restore.ts';
import { temporaryFolder } from '../temporary.ts';
import { domain } from '../visits.ts';

let path: string;
let folder: string;
let said: string[];
let complaints: string[];
const env = (): NodeJS.ProcessEnv => ({ DATABASE_PATH: path, ALLOWED_SUFFIXES: 'test' });
const terminal = {
  say: (line: string) => void said.push(line),
  complain: (line: string) => void complaints.push(line),
};
const newest = (): string => listBackups(folder)[0]?.path ?? '';
function names(file: string): unknown[] {
  const db = new Sqlite(file, { readonly: true });
  const rows = db.prepare('SELECT domain FROM instance ORDER BY id').pluck().all();
  db.close();
  return rows;
}

beforeEach(() => {
  const base = temporaryFolder();
  path = join(base, 'herdbook.sqlite');
  folder = join(base, 'backups');
  said = [];
  complaints = [];
  const db = openWriter(path);
  addInstances(db, [domain('lantern.test'), domain('other.test')], 'operator', 0);
  db.close();
});

describe('backup', () => {
  test('makes one whole file that needs nothing beside it', async () => {
    expect(await backup([], env(), terminal)).toBe(0);
    expect(readdirSync(folder)).toHaveLength(1);
    expect(names(newest())).toEqual(['lantern.test', 'other.test']);
    expect(readdirSync(folder)).toHaveLength(1);
    expect(said[0]).toMatch(/\d+ rows in \d+ bytes, read through and counted/);
  });
  test('takes another folder', async () => {
    const other = join(folder, 'elsewhere');
    await backup([other], env(), terminal);
    expect(listBackups(other)).toHaveLength(1);
  });
  test('of a damaged database leaves nothing that looks like a backup', async () => {
    const db = openWriter(path);
    addInstances(
      db,
      Array.from({ length: 2_000 }, (_, index) => domain(`i${index}.test`)),
      'operator',
      0,
    );
    db.close();
    const bytes = readFileSync(path);
    bytes.fill(0xff, bytes.length - 40_960);
    writeFileSync(path, bytes);
    await expect(backup([], env(), terminal)).rejects.toThrow(/damaged|malformed/);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('restore', () => {
  beforeEach(async () => {
    await backup([], env(), terminal);
    const db = openWriter(path);
    addInstances(db, [domain('later.test')], 'operator', 0);
    db.close();
  });
  test('puts the backup in place and keeps the former database', () => {
    const file = newest();
    expect(restore([file], env(), terminal)).toBe(0);
    expect(names(path)).toEqual(['lantern.test', 'other.test']);
    const kept = listBackups(folder).find(({ isReplaced }) => isReplaced);
    expect(names(kept?.path ?? '')).toEqual(['lantern.test', 'other.test', 'later.test']);
    expect(names(file)).toEqual(['lantern.test', 'other.test']);
  });
  test('refuses while a crawl is under way, and while anybody has the database open', () => {
    const db = openWriter(path);
    beginRun(db, 1, 0, { ...processLease(), isGone: () => false, owner: 'elsewhere:1' });
    expect(() => restore([newest()], env(), terminal)).toThrow(/crawl is under way \(elsewhere:1\)/);
    db.exec('DELETE FROM run');
    expect(() => restore([newest()], env(), terminal)).toThrow(/open in another program/);
    db.close();
    expect(names(path)).toHaveLength(3);
    expect(restore([newest()], env(), terminal)).toBe(0);
  });
  test('takes over no crawl that was under way when the backup was made', async () => {
    const db = openWriter(path);
    beginRun(db, 1, 1_000, { ...processLease(), isGone: () => false, owner: 'elsewhere:1' });
    db.close();
    const other = join(folder, 'with-a-run');
    await backup([other], env(), terminal);
    const file = listBackups(other)[0]?.path ?? '';
    const fresh = { ...env(), DATABASE_PATH: join(folder, 'new', 'herdbook.sqlite') };
    expect(restore([file], fresh, terminal)).toBe(0);
    // A second restore would be refused while a crawl is under way.
    expect(restore([file], fresh, terminal)).toBe(0);
    const restored = openWriter(fresh.DATABASE_PATH);
    expect(restored.prepare('SELECT state, reason FROM run').raw().all()).toEqual([
      ['interrupted', 'killed'],
    ]);
    restored.close();
  });
  test('replaces a database that is damaged beyond reading', () => {
    writeFileSync(path, 'not a database any more '.repeat(400));
    expect(restore([newest()], env(), terminal)).toBe(0);
    expect(names(path)).toEqual(['lantern.test', 'other.test']);
  });
  test('works where there is no database, as on a new machine', () => {
    const fresh = join(folder, 'new', 'herdbook.sqlite');
    expect(restore([newest()], { ...env(), DATABASE_PATH: fresh }, terminal)).toBe(0);
    expect(names(fresh)).toHaveLength(2);
  });
  test.each([
    [
      'damaged',
      (file: string) => writeFileSync(file, readFileSync(file).subarray(0, 9_000)),
      /damaged|cannot be/,
    ],
    [
      'of a newer release',
      (file: string) => {
        const db = new Sqlite(file);
        db.pragma('user_version = 9999');
        db.close();
      },
      /newer release/,
    ],
  ])('refuses a backup that is %s, and changes nothing', (_, spoil, words) => {
    const file = join(folder, 'spoilt.sqlite');
    copyFileSync(newest(), file);
    spoil(file);
    expect(() => restore([file], env(), terminal)).toThrow(words);
    expect(() => restore([file], env(), terminal)).toThrow(file);
    expect(() => restore([file], env(), terminal)).not.toThrow('.restoring');
    expect(names(path)).toHaveLength(3);
    expect(existsSync(`${path}.restoring`)).toBe(false);
  });
  test('without a file lists those that there are', () => {
    expect(restore([], env(), terminal)).toBe(1);
    expect(complaints.join('\n')).toContain(newest());
  });
});

describe('erasing', () => {
  const bytesHold = (file: string): boolean => readFileSync(file).includes('lantern.test');
  beforeEach(async () => {
    await backup([], env(), terminal);
    said = [];
  });
  test('reaches the bytes of every backup', () => {
    expect(bytesHold(newest())).toBe(true);
    expect(erase(['lantern.test'], env(), terminal)).toBe(0);
    expect([path, `${path}-wal`, newest()].filter((file) => existsSync(file)).filter(bytesHold)).toEqual([]);
    expect(names(newest())).toEqual(['other.test']);
    expect(said.join('\n')).toContain('erased in this backup too');
    expect(readdirSync(folder)).toHaveLength(1);
  });
  test('says which backup it could not reach', () => {
    const older = join(folder, 'herdbook-20200101T000000Z.sqlite');
    writeFileSync(older, 'unreadable '.repeat(500));
    expect(erase(['lantern.test'], env(), terminal)).toBe(1);
    expect(complaints.join('\n')).toContain(`${older}: nothing was erased in this backup`);
    expect(bytesHold(newest())).toBe(false);
  });
  test('reaches folders named beside', async () => {
    const other = join(folder, 'elsewhere');
    await backup([other], env(), terminal);
    expect(erase(['--backups', other, 'lantern.test'], env(), terminal)).toBe(0);
    expect(bytesHold(listBackups(other)[0]?.path ?? '')).toBe(false);
  });
  test('an opt-out holds in a restored backup', () => {
    expect(optout(['lantern.test'], env(), terminal)).toBe(0);
    expect(restore([newest()], env(), terminal)).toBe(0);
    const db = openWriter(path);
    expect(isUnwelcome(db, domain('lantern.test'))).toBe(true);
    expect(addInstances(db, [domain('lantern.test')], 'operator', 1)).toBe(0);
    db.close();
  });
});
