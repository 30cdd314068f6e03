/** A crawl of five hosts in which one call of the store fails, for every call; and a store that somebody else holds. */
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import type { Probe } from '../../crawler/probe.ts';
import { runPass } from '../../crawler/run.ts';
import { addInstances } from '../../db/instances.ts';
import { openWriter, type Database } from '../../db/open.ts';
import type { Run } from '../../db/runs.ts';
import { storeTrouble } from '../../db/trouble.ts';
import { temporaryFolder } from '../temporary.ts';
import { answer, domain, failure, unix } from '../visits.ts';

const AT = unix('2026-02-01T12:00:00Z');
const NAMES = ['a', 'b', 'c', 'd', 'e'].map((name) => domain(`${name}.test`));

const probe: Probe = async ({ domain: name }) => {
  if (name === 'e.test') return failure(name, AT, { kind: 'redirect', target: domain('moved.test') });
  if (!['a.test', 'b.test', 'c.test'].includes(name)) return failure(name, AT, { kind: 'http' });
  const told = answer(name, AT, { figures: { users: 10, statuses: 300 }, profile: { title: name } });
  return {
    ...told,
    peers: { hash: 'x', domains: [domain('peer-1.test'), domain('peer-2.test')] },
    robots: { at: AT, rules: '' },
  };
};
function pass(db: Database): Promise<Run | null> {
  const signal = new AbortController().signal;
  return runPass({ db, probe, now: () => AT, random: () => 0.5, concurrency: 2, signal });
}
function store(path = ':memory:'): Database {
  const db = openWriter(path);
  addInstances(db, NAMES, 'operator', AT);
  return db;
}

/** The same database, whose n-th call fails as the code says. Ends of transactions count as calls, too. */
function failing(db: Database, n: number, code: string): { db: Database; calls: () => number } {
  let calls = 0;
  const call = (): void => {
    calls += 1;
    if (calls === n) throw new Sqlite.SqliteError(`call ${n} fails`, code);
  };
  const statement = (real: Sqlite.Statement): Sqlite.Statement =>
    new Proxy(real, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name, target);
        if (typeof value !== 'function') return value;
        return (...args: unknown[]): unknown => {
          if (['run', 'get', 'all', 'iterate'].includes(String(name))) call();
          const result: unknown = Reflect.apply(value, target, args);
          return result === target ? statement(target) : result;
        };
      },
    });
  const wrapped = new Proxy(db, {
    get(target, name) {
      if (name === 'prepare') return (sql: string) => statement(target.prepare(sql));
      if (name === 'transaction') {
        return (work: () => unknown) =>
          target.transaction(() => {
            const result = work();
            call();
            return result;
          });
      }
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
  return { db: wrapped, calls: () => calls };
}

const COUNTS = `SELECT
  (SELECT count(*) FROM attempt) AS attempts,
  (SELECT count(*) FROM attempt WHERE failureKind IS NULL) AS answers,
  (SELECT count(*) FROM observation) AS observations,
  (SELECT count(*) FROM day) AS days,
  (SELECT count(*) FROM profile) AS profiles,
  (SELECT count(*) FROM instance WHERE lastVisitAt IS NOT NULL) AS visited`;
type Counts = Record<'attempts' | 'answers' | 'observations' | 'days' | 'profiles' | 'visited', number>;

const healthy = failing(store(), 0, '');
await pass(healthy.db);
const CALLS = healthy.calls();

test('a crawl of five hosts makes a good number of calls', () => {
  expect(CALLS).toBeGreaterThan(60);
  expect(CALLS).toBeLessThan(400);
});

test.for(['SQLITE_FULL', 'SQLITE_IOERR_WRITE'])(
  'whichever call fails with %s, nothing is torn and the next run completes',
  { timeout: 240_000 },
  async (code) => {
    for (let n = 1; n <= CALLS; n += 1) {
      const db = store();
      const broken = failing(db, n, code);
      const outcome = await pass(broken.db).catch((error: unknown) => error);
      if (broken.calls() >= n) expect(storeTrouble(outcome), `call ${n}`).not.toBeNull();
      const torn = db.prepare<[], Counts>(COUNTS).get();
      expect(torn, `call ${n}`).toMatchObject({
        attempts: torn?.visited,
        observations: torn?.answers,
        days: torn?.answers,
        profiles: torn?.answers,
      });
      expect(db.inTransaction).toBe(false);
      const run = await pass(db);
      expect(run, `after call ${n}`).toMatchObject({ state: 'finished' });
      expect(db.prepare("SELECT count(*) FROM run WHERE state = 'running'").pluck().get()).toBe(0);
      expect(db.prepare<[], Counts>(COUNTS).get()).toMatchObject({ answers: 3, observations: 3 });
      expect(
        db.prepare("SELECT users, instances FROM networkDay WHERE dimension = 'all'").get(),
        `after call ${n}`,
      ).toEqual({ users: 30, instances: 3 });
      db.close();
    }
  },
);

test('while another program holds the database nobody is asked, and it is said in words', async () => {
  const path = join(temporaryFolder(), 'herdbook.sqlite');
  const db = store(path);
  db.pragma('busy_timeout = 100');
  const other = new Sqlite(path);
  other.exec('BEGIN IMMEDIATE');
  const outcome = await pass(db).catch((error: unknown) => error);
  expect(storeTrouble(outcome)).toMatchObject({ words: 'another program holds the database' });
  expect(db.prepare('SELECT count(*) FROM attempt').pluck().get()).toBe(0);
  other.exec('ROLLBACK');
  other.close();
  expect(await pass(db)).toMatchObject({ state: 'finished', visited: 5 });
});
