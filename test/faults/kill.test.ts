import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runPass } from '../../crawler/run.ts';
import { addInstances } from '../../db/instances.ts';
import { openWriter, type Database } from '../../db/open.ts';
import { HOUR } from '../../db/time.ts';
import { temporaryFolder } from '../temporary.ts';
import { answer, domain } from '../visits.ts';
import { crawlerEnv, cycles, ended, fleet, observed, pause, start, until } from './processes.ts';

const INSTANCES = 150;
const START = 1_750_000_000;
const KILLS = cycles('KILL_CYCLES', 12);
const STOPS = cycles('STOP_CYCLES', 3);

function assertWhole(db: Database, acknowledged: ReadonlySet<string>): void {
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  const kept = db
    .prepare<[], { line: string; observed: number; failureKind: string | null }>(
      `SELECT a.instance || ' ' || a.at || ' ' || (a.failureKind IS NULL) AS line, a.failureKind,
       EXISTS (SELECT 1 FROM observation AS o WHERE o.at = a.at AND o.instance = a.instance) AS observed
     FROM attempt AS a`,
    )
    .all();
  const lines = new Set(kept.map(({ line }) => line));
  expect([...acknowledged].filter((line) => !lines.has(line))).toEqual([]);
  // A visit is there whole, or not at all.
  expect(kept.filter((row) => (row.failureKind === null) !== (row.observed === 1))).toEqual([]);
  expect(
    db
      .prepare(
        'SELECT count(*) FROM observation WHERE NOT EXISTS (SELECT 1 FROM attempt AS a WHERE a.at = observation.at AND a.instance = observation.instance)',
      )
      .pluck()
      .get(),
  ).toBe(0);
}

test(
  `killed ${KILLS} times at random moments, it never loses what it had said was safe`,
  { timeout: 60_000 + KILLS * 8_000 },
  async () => {
    const path = join(temporaryFolder(), 'herdbook.sqlite');
    const setUp = openWriter(path);
    addInstances(
      setUp,
      Array.from({ length: INSTANCES }, (_, index) => domain(`i${index}.test`)),
      'operator',
      0,
    );
    setUp.close();
    const acknowledged = new Set<string>();
    let at = START;
    for (let cycle = 0; cycle < KILLS; cycle += 1) {
      const child = start('test/faults/crawling.ts', [path, String(at)]);
      await until(() => child.said().includes('\n'));
      await pause(Math.random() * 400);
      child.kill('SIGKILL');
      await once(child, 'close');
      // A line that was cut off in the middle says nothing.
      const lines = child.said().split('\n').slice(0, -1);
      for (const line of lines) acknowledged.add(line);
      const db = openWriter(path);
      assertWhole(db, acknowledged);
      at = Number(db.prepare('SELECT max(at) FROM attempt').pluck().get()) + 7 * HOUR;
      db.close();
    }
    expect(acknowledged.size).toBeGreaterThan(KILLS * 20);
    const db = openWriter(path);
    const run = await runPass({
      db,
      probe: async ({ domain: name }) => answer(name, at, { profile: { title: name } }),
      now: () => at,
      random: () => 0.5,
      concurrency: 20,
      signal: new AbortController().signal,
      which: 'all',
    });
    expect(run).toMatchObject({ state: 'finished', answered: INSTANCES });
    // Some kills fall between two runs.
    const states = db.prepare("SELECT DISTINCT state FROM run WHERE state <> 'finished'").pluck().all();
    expect(states).toEqual(['interrupted']);
    expect(
      db
        .prepare(
          "SELECT count(*) FROM day AS d WHERE NOT EXISTS (SELECT 1 FROM networkDay AS n WHERE n.day = d.day AND n.dimension = 'all')",
        )
        .pluck()
        .get(),
    ).toBe(0);
    db.close();
  },
);

test(
  `told to end ${STOPS} times at random moments, it ends within five seconds and keeps what was recorded`,
  { timeout: 60_000 + STOPS * 15_000 },
  async () => {
    const path = join(temporaryFolder(), 'herdbook.sqlite');
    const settings = await fleet(path, 400);
    let before = 0;
    for (let cycle = 0; cycle < STOPS; cycle += 1) {
      const child = start('crawler/main.ts', [], crawlerEnv(path, settings));
      await until(() => observed(path) > before);
      await pause(Math.random() * 500);
      const toldAt = performance.now();
      child.kill('SIGTERM');
      expect(await ended(child)).toBe(0);
      expect(performance.now() - toldAt).toBeLessThan(5_000);
      const now = observed(path);
      expect(now).toBeGreaterThan(before);
      before = now;
    }
    const db = openWriter(path);
    expect(db.prepare("SELECT count(*) FROM run WHERE state = 'running'").pluck().get()).toBe(0);
    expect(
      db
        .prepare('SELECT max(n) FROM (SELECT count(*) AS n FROM observation GROUP BY instance)')
        .pluck()
        .get(),
    ).toBe(1);
    db.close();
  },
);
