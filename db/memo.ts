/** Answers kept until the database changes: counts over the whole register cost milliseconds, and change once a run. */
import type { Database } from './open.ts';
import { prepared } from './prepared.ts';

/** Answers kept per connection; past it all are dropped, so that made-up questions cannot fill the memory. */
const MAX_ANSWERS = 200;

type Memo<T> = {
  /** What the database was like when the answers were found. */
  readonly version: string;
  readonly answers: Map<string, T>;
};

/**
 * Makes a question that is asked again only when something was written since.
 * `ask` must depend on the database and on what `key` names alone.
 */
export function remembered<T>(): (db: Database, key: string, ask: () => T) => T {
  const memos = new WeakMap<Database, Memo<T>>();
  return (db, key, ask) => {
    const answers = currentAnswers(memos, db);
    const known = answers.get(key);
    if (known !== undefined) return known;
    const answer = ask();
    if (answers.size >= MAX_ANSWERS) answers.clear();
    answers.set(key, answer);
    return answer;
  };
}

function currentAnswers<T>(memos: WeakMap<Database, Memo<T>>, db: Database): Map<string, T> {
  const version = databaseVersion(db);
  let memo = memos.get(db);
  if (memo?.version !== version) {
    memo = { version, answers: new Map() };
    memos.set(db, memo);
  }
  return memo.answers;
}

/** Differs whenever anything was written: `data_version` tells what other connections wrote, `total_changes` what this one did. */
export function databaseVersion(db: Database): string {
  const own = prepared<{ changes: number }>(db, 'SELECT total_changes() AS changes').get()?.changes;
  const others = prepared<{ data_version: number }>(db, 'PRAGMA data_version').get()?.data_version;
  return `${own} ${others}`;
}
