/** Bundles on disk: their names, which are whole, what is in them, and which are kept. Makes none. */
import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';

const NAME = /^herdbook-(\d{4}-\d{2}-\d{2})$/;
const SUMS = 'SHA256SUMS';

/** Where bundles lie unless told otherwise. */
export function bundleFolderOf(databasePath: string): string {
  return join(dirname(databasePath), 'bundles');
}

export function bundleName(day: string): string {
  return `herdbook-${day}`;
}

export type BundleEntry = {
  /** Path inside the bundle, with slashes. */
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
};
export type StoredBundle = {
  readonly name: string;
  /** Newest day in it, 'YYYY-MM-DD'. */
  readonly day: string;
  readonly files: readonly BundleEntry[];
};

/** Names of the whole bundles of a folder, newest first. */
export function bundleNames(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => NAME.test(name) && existsSync(join(folder, name, SUMS)))
    .toSorted()
    .toReversed();
}

/** A bundle's files as its checksums list them; `null`: there is none of that name. */
export function readBundle(folder: string, name: string): StoredBundle | null {
  const day = NAME.exec(name)?.[1];
  const sums = join(folder, name, SUMS);
  if (day === undefined || !existsSync(sums)) return null;
  const files = readFileSync(sums, 'utf8')
    .split('\n')
    .flatMap((line): BundleEntry[] => {
      const [, sha256, path] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? [];
      if (sha256 === undefined || path === undefined) return [];
      return [{ path, sha256, bytes: statSync(join(folder, name, path)).size }];
    });
  return { name, day, files };
}

/** Removes all bundles: they cannot be changed without changing their checksums. @returns how many there were */
export function dropBundles(folder: string): number {
  const { length } = bundleNames(folder);
  keepBundles(folder, 0);
  return length;
}

/** Removes all but the newest bundles, and what one left that was cut off. */
export function rotateBundles(folder: string, kept: number): void {
  keepBundles(folder, Math.max(kept, 1));
}

function keepBundles(folder: string, kept: number): void {
  if (!existsSync(folder)) return;
  const stays = new Set(bundleNames(folder).slice(0, kept));
  for (const name of readdirSync(folder)) {
    const isOurs = NAME.test(name) || /^herdbook-[\d-]+\.(?:part|old)$/.test(name);
    if (isOurs && !stays.has(name)) rmSync(join(folder, name), { recursive: true, force: true });
  }
}

/** Every file below a folder, by path, with slashes. */
export function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .toSorted();
}

const PIECE_BYTES = 1_048_576;

/** Lines as `sha256sum` writes them. */
export function sumsOf(folder: string): string {
  return filesBelow(folder)
    .map((path) => `${sha256Of(join(folder, path))}  ${path}\n`)
    .join('');
}

function sha256Of(path: string): string {
  const hash = createHash('sha256');
  const buffer = Buffer.alloc(PIECE_BYTES);
  const file = openSync(path, 'r');
  try {
    for (let length = readSync(file, buffer); length > 0; length = readSync(file, buffer)) {
      hash.update(buffer.subarray(0, length));
    }
  } finally {
    closeSync(file);
  }
  return hash.digest('hex');
}
