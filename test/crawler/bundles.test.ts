import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeBundles } from '../../crawler/bundles.ts';
import { bundleNames } from '../../db/bundle/files.ts';
import { openWriter, type Database } from '../../db/open.ts';
import { DAY0, insertInstance } from '../rows.ts';
import { temporaryFolder } from '../temporary.ts';

function setting(folderOff = false): {
  db: Database;
  folder: string;
  said: string[];
  at: (seconds: number) => void;
  keep: () => Promise<void>;
} {
  const root = temporaryFolder();
  const databasePath = join(root, 'herdbook.sqlite');
  const db = openWriter(databasePath);
  const folder = join(root, 'bundles');
  const said: string[] = [];
  let now = DAY0 * 86_400;
  const bundles = makeBundles(
    db,
    { databasePath, site: 'https://herd.example', programVersion: '1' },
    { folder: folderOff ? null : folder, kept: 2 },
    () => now,
    (line) => said.push(line),
  );
  return { db, folder, said, at: (seconds) => (now = seconds), keep: () => bundles.keep() };
}
function figuresOf(db: Database, day: number): void {
  const id =
    db.prepare("SELECT id FROM instance WHERE domain = 'a.test'").pluck().get() ??
    insertInstance(db, 'a.test');
  db.prepare('INSERT INTO day (instance, day, users) VALUES (?, ?, 1)').run(id, day);
}

test('a bundle is made once a day, and the newest two stay', async () => {
  const { db, folder, said, at, keep } = setting();
  for (const day of [DAY0, DAY0 + 1, DAY0 + 2]) {
    figuresOf(db, day);
    at((day + 1) * 86_400);
    await keep();
    figuresOf(db, day + 100);
    await keep();
    db.prepare('DELETE FROM day WHERE day = ?').run(day + 100);
  }
  expect(bundleNames(folder)).toEqual(['herdbook-2026-03-04', 'herdbook-2026-03-03']);
  expect(said).toEqual([]);
  db.close();
});

test('a bundle that fails is said and tried again an hour later; the crawl goes on', async () => {
  const { db, folder, said, at, keep } = setting();
  await keep();
  expect(said).toEqual(['No bundle was made: There are no figures to make a bundle of yet.']);
  figuresOf(db, DAY0);
  await keep();
  expect(bundleNames(folder)).toEqual([]);
  at(DAY0 * 86_400 + 3_600);
  await keep();
  expect(bundleNames(folder)).toHaveLength(1);
  expect(said.at(-1)).toContain('A bundle was made');
  db.close();
});

test('where bundles are off none is made', async () => {
  const { db, folder, keep } = setting(true);
  figuresOf(db, DAY0);
  await keep();
  expect(existsSync(folder)).toBe(false);
  db.close();
});
