import { describe, expect, test } from 'vitest';
import { makeProbe, type Probe } from '../../crawler/probe.ts';
import { runPass, type Pass } from '../../crawler/run.ts';
import { addInstances } from '../../db/instances.ts';
import { openWriter, type Database } from '../../db/open.ts';
import { beginRun, latestRun } from '../../db/runs.ts';
import { DAY, dayOf } from '../../db/time.ts';
import { instanceHost, serveHosts, type Handler, type Host } from '../hosts.ts';
import { answer, domain, failure, unix } from '../visits.ts';

const AT = unix('2026-02-01T12:00:00Z');
const names = (count: number): string[] => Array.from({ length: count }, (_, index) => `i${index}.test`);
const host = (users: number): Host =>
  instanceHost({ software: { name: 'lemmy', version: '0.19.3' }, usage: { users: { total: users } } });

function register(...domains: string[]): Database {
  const db = openWriter(':memory:');
  addInstances(db, domains.map(domain), 'operator', AT);
  return db;
}
function pass(
  db: Database,
  probe: Probe,
  some: Partial<Pass> = {},
): Promise<Awaited<ReturnType<typeof runPass>>> {
  const signal = new AbortController().signal;
  return runPass({ db, probe, now: () => AT, random: () => 0.5, concurrency: 4, signal, ...some });
}
const states = (db: Database): unknown =>
  db.prepare('SELECT domain, state FROM instance ORDER BY domain').raw().all();

describe('a pass', () => {
  test('visits every due instance once, records what it said and rolls the day up', async () => {
    const list = names(30);
    const { settings, asked } = await serveHosts(
      Object.fromEntries(list.map((name, index) => [name, host(index)])),
    );
    const db = register(...list);
    const run = await pass(
      db,
      makeProbe(settings, () => AT, '0'),
    );
    expect(run).toMatchObject({ state: 'finished', due: 30, visited: 30, answered: 30, failed: 0 });
    expect(asked.filter((line) => line.endsWith('/robots.txt'))).toHaveLength(30);
    expect(db.prepare("SELECT users, instances FROM networkDay WHERE dimension = 'all'").get()).toEqual({
      users: 435,
      instances: 30,
    });
    expect(latestRun(db)).toEqual(run);
    expect(
      db.prepare('SELECT DISTINCT firstDay, visits, answered, count(*) FROM longView').raw().all(),
    ).toEqual([[dayOf(AT), 1, 1, 30]]);
    expect(
      await pass(
        db,
        makeProbe(settings, () => AT, '0'),
      ),
    ).toMatchObject({ due: 0 });
  });

  test('never has more visits under way than it may, and never two of one host', async () => {
    const db = register(...names(40));
    const now = new Set<string>();
    let most = 0;
    await pass(db, async ({ domain: name }) => {
      expect(now.has(name)).toBe(false);
      now.add(name);
      most = Math.max(most, now.size);
      await new Promise((resolve) => void setTimeout(resolve, 2));
      now.delete(name);
      return answer(name, AT);
    });
    expect(most).toBe(4);
  });

  test('says how it goes', async () => {
    const db = register(...names(5));
    const seen: number[] = [];
    await pass(db, async ({ domain: name }) => answer(name, AT), {
      onProgress: ({ visited }) => seen.push(visited),
    });
    expect(seen).toEqual([1, 2, 3, 4, 5]);
  });

  test('of named instances adds those that are new', async () => {
    const db = register('old.test');
    await pass(db, async ({ domain: name }) => answer(name, AT), { which: [domain('new.test')] });
    expect(states(db)).toEqual([
      ['new.test', 'up'],
      ['old.test', 'discovered'],
    ]);
  });

  test('does nothing while another process has one going', async () => {
    const db = register('a.test');
    beginRun(db, 1, AT, { owner: 'elsewhere:1', wallAt: Math.floor(Date.now() / 1000), isGone: () => false });
    expect(await pass(db, async ({ domain: name }) => answer(name, AT))).toBeNull();
    expect(states(db)).toEqual([['a.test', 'discovered']]);
  });

  test('adds the host an instance moved to, once', async () => {
    const db = register('old.test');
    const moved = failure('old.test', AT, { kind: 'redirect', target: domain('new.test') });
    await pass(db, async () => moved);
    await pass(db, async () => moved, { which: 'all' });
    expect(states(db)).toEqual([
      ['new.test', 'moved'],
      ['old.test', 'moved'],
    ]);
  });
});

describe('when something of ours breaks', () => {
  const all = names(60);
  const seen = async (): Promise<Database> => {
    const db = register(...all);
    await pass(db, async ({ domain: name }) => answer(name, AT - DAY, { figures: { users: 10 } }), {
      which: 'all',
      now: () => AT - DAY,
    });
    return db;
  };

  test('a broken way out marks nobody down, makes no dip and is said', async () => {
    const db = await seen();
    const before = db.prepare('SELECT * FROM instance').all();
    const blind: Probe = async ({ domain: name }) => failure(name, AT, { kind: 'dns', detail: 'ENOTFOUND' });
    const run = await pass(db, blind, { which: 'all' });
    expect(run).toMatchObject({ state: 'aborted', reason: expect.stringContaining('ENOTFOUND') });
    expect(db.prepare('SELECT * FROM instance').all()).toEqual(before);
    expect(db.prepare('SELECT DISTINCT day FROM networkDay').all()).toHaveLength(1);
    expect(db.prepare('SELECT count(*) AS n FROM attempt').get()).toEqual({ n: 60 });
  });

  test('a run over two instances that hears nobody asks others before it blames anyone', async () => {
    const db = await seen();
    const two = [domain('i0.test'), domain('i1.test')];
    const blind: Probe = async ({ domain: name }) => failure(name, AT);
    expect(await pass(db, blind, { which: two })).toMatchObject({ state: 'aborted' });
    const others: Probe = async ({ domain: name }) =>
      two.includes(name) ? failure(name, AT) : answer(name, AT, { figures: { users: 10 } });
    expect(await pass(db, others, { which: two })).toMatchObject({
      state: 'finished',
      answered: 5,
      failed: 2,
    });
    const failing = db
      .prepare("SELECT domain FROM instance WHERE state = 'failing' ORDER BY domain")
      .pluck()
      .all();
    expect(failing).toEqual(two);
  });

  test('half of the instances failing keeps the total', async () => {
    const db = await seen();
    await pass(
      db,
      async ({ domain: name }) =>
        Number(/\d+/.exec(name)?.[0]) % 2 === 0
          ? answer(name, AT, { figures: { users: 10 } })
          : failure(name, AT),
      { which: 'all' },
    );
    expect(
      db
        .prepare("SELECT users, measured, carried FROM networkDay WHERE dimension = 'all' ORDER BY day")
        .all(),
    ).toEqual([
      { users: 600, measured: 60, carried: 0 },
      { users: 600, measured: 30, carried: 30 },
    ]);
  });

  test('an error of our own ends the run loudly and leaves it closed', async () => {
    const db = register(...names(3));
    const bug: Probe = async () => Promise.reject(new TypeError('a bug'));
    await expect(pass(db, bug)).rejects.toThrow('a bug');
    expect(latestRun(db)).toMatchObject({ state: 'aborted', reason: 'fault: a bug' });
  });

  test('told to stop, it stops within moments and keeps what was recorded', async () => {
    const silent: Handler = () => undefined;
    const { settings } = await serveHosts({ 'a.test': host(5), 'b.test': { '*': silent } });
    const db = register('a.test', 'b.test');
    const stop = new AbortController();
    const going = pass(
      db,
      makeProbe(settings, () => AT, '0'),
      { signal: stop.signal },
    );
    setTimeout(() => stop.abort(), 600);
    expect(await going).toMatchObject({ state: 'interrupted', reason: 'stopped', answered: 1 });
    expect(states(db)).toEqual([
      ['a.test', 'up'],
      ['b.test', 'discovered'],
    ]);
  });
});
