/**
 * The one narrow door through which visitors may write: names of instances, one small file each, in a folder beside the
 * database. The web app puts them there, the crawler takes them; neither opens the other's side of the database for it.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseDomain } from './domain.ts';
import type { Domain } from './model.ts';

/** Names that may wait at once: at 5 a minute for each address, a flood fills this and no disk. */
export const MOST_WAITING = 500;
/** A file holds a name and a line feed. */
const MAX_BYTES = 256;
const FILE_NAME = /^[0-9a-f]{32}$/;

/** Where suggestions wait; `null` for a database in memory. */
export function suggestionFolder(databasePath: string): string | null {
  return databasePath === ':memory:' ? null : join(dirname(databasePath), 'suggestions');
}

/** Nothing of what a visitor typed becomes part of a path. */
function fileOf(folder: string, domain: Domain): string {
  return join(folder, createHash('sha256').update(domain).digest('hex').slice(0, 32));
}

export function isWaiting(folder: string, domain: Domain): boolean {
  return existsSync(fileOf(folder, domain));
}

/**
 * Puts a name there, once.
 * @returns full: as many wait as may
 * @throws what the file system throws when it cannot be written
 */
export function offerSuggestion(folder: string, domain: Domain): 'taken' | 'waiting' | 'full' {
  if (isWaiting(folder, domain)) return 'waiting';
  mkdirSync(folder, { recursive: true });
  if (readdirSync(folder).length >= MOST_WAITING) return 'full';
  try {
    writeFileSync(fileOf(folder, domain), `${domain}\n`, { flag: 'wx', mode: 0o644 });
    return 'taken';
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return 'waiting';
    throw error;
  }
}

/** The names that wait, in no particular order; files that are not what was put there are dropped. */
export function waitingSuggestions(folder: string, allowedSuffixes: readonly string[]): readonly Domain[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .slice(0, MOST_WAITING)
    .flatMap((name) => {
      const path = join(folder, name);
      const isFile = FILE_NAME.test(name) && statSync(path).isFile() && statSync(path).size <= MAX_BYTES;
      const domain = isFile ? parseDomain(readFileSync(path, 'utf8').trim(), allowedSuffixes) : null;
      if (domain !== null && fileOf(folder, domain) === path) return [domain];
      rmSync(path, { force: true, recursive: true });
      return [];
    });
}

/** Takes a name away that has been dealt with. */
export function dropSuggestion(folder: string, domain: Domain): void {
  rmSync(fileOf(folder, domain), { force: true });
}
