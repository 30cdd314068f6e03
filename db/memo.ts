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

type KeptAnswer<T> = {
  readonly own: number;
  readonly others: number;
  readonly at: number;
  readonly answer: T;
};

/**
 * Makes a question whose answer may be some seconds old while others write, because it is dear. What this connection wrote
 * itself is always in it. The clock (`now`, Unix seconds) only decides when to ask again.
 */
export function keptFor<T>(seconds: number, ask: (db: Database) => T): (db: Database, now: number) => T {
  const kept = new WeakMap<Database, KeptAnswer<T>>();
  return (db, now) => {
    const { own, others } = writes(db);
    const before = kept.get(db);
    const isFresh = before !== undefined && (before.others === others || Math.abs(now - before.at) < seconds);
    if (before !== undefined && before.own === own && isFresh) return before.answer;
    const answer = ask(db);
    kept.set(db, { own, others, at: now, answer });
    return answer;
  };
}

/** Differs whenever anything was written: `data_version` tells what other connections wrote, `total_changes` what this one did. */
export function databaseVersion(db: Database): string {
  const { own, others } = writes(db);
  return `${own} ${others}`;
}

/** The same, asked for once for all that happens in one turn of the event loop: a reader's answers in it are of one moment. */
export function versionOfTurn(): (db: Database) => string {
  let known = new Map<Database, string>();
  return (db) => {
    let version = known.get(db);
    if (version === undefined) {
      version = databaseVersion(db);
      if (known.size === 0) setImmediate(() => (known = new Map()));
      known.set(db, version);
    }
    return version;
  };
}

function writes(db: Database): { readonly own: number; readonly others: number } {
  const own = prepared<{ n: number }>(db, 'SELECT total_changes() AS n').get()?.n ?? 0;
  const others = prepared<{ data_version: number }>(db, 'PRAGMA data_version').get()?.data_version ?? 0;
  return { own, others };
}
