/** Waits while the store cannot be written to, so that nobody is asked for answers that cannot be kept. Says so once. */
import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { storeTrouble } from '../db/trouble.ts';

/** Less free space than this is none: about what some batches and the log beside the database take. */
const ROOM_BYTES = 1_048_576;
/** Trouble that free space does not show: tried again after this, then after twice as long …, at most after an hour. */
const FIRST_PAUSE_MS = 60_000;
const MAX_PAUSE_MS = 3_600_000;

export type Patience = {
  /** Whether a pass may begin. */
  mayBegin(nowMs: number): boolean;
  /** Whether a pass is being put off. */
  isWaiting(): boolean;
  /** @returns whether the error was the store's, and is waited for; everything else is the caller's */
  bears(error: unknown, nowMs: number): boolean;
  /** A pass went through. */
  relieve(): void;
};

/**
 * @param path of the database
 * @param say gets one line when trouble begins, and one when it is over
 * @param freeBytes of the disk that holds the path
 */
export function makePatience(
  path: string,
  say: (line: string) => void,
  freeBytes: (path: string) => number = freeBytesAt,
): Patience {
  let trouble: { readonly words: string; readonly notBeforeMs: number; readonly isFull: boolean } | null =
    null;
  let pauseMs = FIRST_PAUSE_MS;

  function begin(words: string, notBeforeMs: number, isFull: boolean): void {
    if (trouble?.words !== words) {
      say(
        `Crawling pauses: ${words}. What was recorded stays, and it goes on by itself when that is mended.`,
      );
    }
    trouble = { words, notBeforeMs, isFull };
  }

  return {
    mayBegin(nowMs) {
      const hasRoom = freeBytes(path) >= ROOM_BYTES;
      if (!hasRoom) begin('the disk is full', nowMs, true);
      return hasRoom && nowMs >= (trouble?.notBeforeMs ?? 0);
    },
    isWaiting: () => trouble !== null,
    bears(error, nowMs) {
      const found = storeTrouble(error);
      if (found === null) return false;
      const isFull = found.code === 'SQLITE_FULL';
      begin(found.words, isFull ? nowMs : nowMs + pauseMs, isFull);
      pauseMs = Math.min(pauseMs * 2, MAX_PAUSE_MS);
      return true;
    },
    relieve() {
      if (trouble !== null) say('The database can be written to again: crawling goes on.');
      trouble = null;
      pauseMs = FIRST_PAUSE_MS;
    },
  };
}

/** To this process, not to the administrator. Memory has no disk to fill. */
function freeBytesAt(path: string): number {
  if (path === ':memory:') return Infinity;
  const { bavail, bsize } = statfsSync(dirname(path));
  return bavail * bsize;
}
