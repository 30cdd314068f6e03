/** The database as the web app reads it: opened again when another file takes its place, without anybody waiting. Never writes. */
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { openReader, type Database } from '../db/open.ts';

/** How often it is looked whether the file is still the one that was opened. */
const LOOK_MS = 1_000;
/** The former file stays open this long, for answers under way. */
const GRACE_MS = 30_000;
/** Where a SQLite file says how it is written to, and what it says when it wants a log beside it. */
const WRITE_FORMAT = { offset: 18, log: 2 };

export type ReplaceableDatabase = {
  readonly current: () => Database;
  /** Looks at once instead of at the next second. */
  look(): void;
  close(): void;
};

/**
 * @param say gets a line when a file that took the place cannot be used: the former one goes on being read
 * @throws SchemaError as `openReader` does, for the first file
 */
export function openReplaceable(path: string, say: (line: string) => void): ReplaceableDatabase {
  let database = openReader(path);
  let opened = identityOf(path);
  let refused: string | null = null;
  const former = new Map<Database, NodeJS.Timeout>();

  function retire(old: Database): void {
    const timer = setTimeout(() => {
      former.delete(old);
      old.close();
    }, GRACE_MS);
    former.set(old, timer.unref());
  }
  function look(): void {
    const found = identityOf(path);
    if (found === null || found === opened || found === refused) return;
    try {
      assertWhole(path);
      const next = openReader(path);
      retire(database);
      [database, opened, refused] = [next, found, null];
    } catch (error) {
      refused = found;
      say(
        `The new ${path} cannot be used, the former one is still read: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }
  const timer = setInterval(look, LOOK_MS).unref();
  return {
    current: () => database,
    look,
    close() {
      clearInterval(timer);
      for (const [old, waiting] of former) {
        clearTimeout(waiting);
        old.close();
      }
      database.close();
    },
  };
}

/** Which file it is: another one has another number, whatever its name. `null`: none, as for a moment while it is replaced. */
function identityOf(path: string): string | null {
  const found = statSync(path, { throwIfNoEntry: false });
  return found === undefined ? null : `${found.dev} ${found.ino}`;
}

/** A copy that wants a log would be read together with what the former file left of its own. */
function assertWhole(path: string): void {
  const header = Buffer.alloc(WRITE_FORMAT.offset + 1);
  const file = openSync(path, 'r');
  try {
    readSync(file, header, 0, header.length, 0);
  } finally {
    closeSync(file);
  }
  if (header[WRITE_FORMAT.offset] === WRITE_FORMAT.log)
    throw new Error('it wants a log beside it; take a backup ("npm run backup"), which is one whole file');
}
