/** Tells trouble with the store itself (disk, locks) from bugs, in words for the operator. Touches no database. */

/** What the store's error codes mean; those not named here are bugs or damage, which waiting does not mend. */
const TROUBLES: readonly (readonly [RegExp, string])[] = [
  [/^SQLITE_FULL/, 'the disk is full'],
  [/^SQLITE_IOERR/, 'the disk cannot be written to or read from'],
  [/^SQLITE_(?:BUSY|LOCKED)/, 'another program holds the database'],
  [/^SQLITE_(?:READONLY|CANTOPEN|PERM)/, 'the database may not be written to'],
];

export type Trouble = {
  readonly code: string;
  /** In words, without a full stop. */
  readonly words: string;
};

/** @returns what is wrong with the store; `null` for errors of any other kind */
export function storeTrouble(error: unknown): Trouble | null {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const words = TROUBLES.find(([pattern]) => pattern.test(code))?.[1];
  return words === undefined ? null : { code, words };
}
