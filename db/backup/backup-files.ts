/** Names, lists and rotates backups, one folder of whole database files. Opens none of them. */
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DAY } from '../time.ts';

/** `herdbook-20260302T031700Z.sqlite`, and `herdbook-replaced-…` for a database that a restore put aside. */
const NAME = /^herdbook-(replaced-)?(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z\.sqlite$/;
/** Left by a backup that was cut off. */
const UNFINISHED = /^herdbook-.*\.sqlite\.part(?:-wal|-shm|-journal)?$/;
const WEEK_DAYS = 7;

export type BackupFile = {
  readonly path: string;
  /** When it was made, Unix seconds. */
  readonly at: number;
  /** Put aside by a restore: never rotated away. */
  readonly isReplaced: boolean;
};

/** What rotation leaves: the newest of each of so many days, and of so many weeks. */
export type Kept = { readonly days: number; readonly weeks: number };

/** Where backups lie unless told otherwise. */
export function backupFolderOf(databasePath: string): string {
  return join(dirname(databasePath), 'backups');
}

/** The path of a backup made now, in a folder that is made when missing. @param at Unix seconds */
export function backupPath(folder: string, at: number, isReplaced = false): string {
  mkdirSync(folder, { recursive: true });
  const stamp = new Date(at * 1000).toISOString().replace(/[-:]|\.\d+/g, '');
  return join(folder, `herdbook-${isReplaced ? 'replaced-' : ''}${stamp}.sqlite`);
}

/** The backups of a folder, newest first; other files are not its business. */
export function listBackups(folder: string): readonly BackupFile[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).flatMap((name) => {
    const [, replaced, ...parts] = NAME.exec(name) ?? [];
    if (parts.length === 0) return [];
    const [year = 0, month = 1, day, hour, minute, second] = parts.map(Number);
    const at = Date.UTC(year, month - 1, day, hour, minute, second) / 1000;
    return [{ path: join(folder, name), at, isReplaced: replaced !== undefined }];
  });
  return files.toSorted((a, b) => b.at - a.at);
}

/** Removes what rotation does not keep, and what a backup left that was cut off. The newest always stays. @returns the files removed */
export function rotateBackups(folder: string, { days, weeks }: Kept): readonly string[] {
  const made = listBackups(folder).filter(({ isReplaced }) => !isReplaced);
  const kept = new Set([
    ...made.slice(0, 1),
    ...newestOfEach(made, DAY, days),
    ...newestOfEach(made, WEEK_DAYS * DAY, weeks),
  ]);
  const unfinished = existsSync(folder) ? readdirSync(folder).filter((name) => UNFINISHED.test(name)) : [];
  const removed = [
    ...made.filter((file) => !kept.has(file)).map(({ path }) => path),
    ...unfinished.map((name) => join(folder, name)),
  ];
  for (const path of removed) rmSync(path, { force: true });
  return removed;
}

/** @param files newest first */
function newestOfEach(files: readonly BackupFile[], seconds: number, most: number): readonly BackupFile[] {
  const spans = Map.groupBy(files, ({ at }) => Math.floor(at / seconds));
  return [...spans.values()].slice(0, most).flatMap((span) => span.slice(0, 1));
}
