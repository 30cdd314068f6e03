/** A year of operation on a fast clock: what a database grows by, and what stays bounded. The figures of docs/data.md come from here. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { addInstances } from '../../db/instances.ts';
import { openWriter, type Database } from '../../db/open.ts';
import { recordVisits } from '../../db/record.ts';
import { keepUp } from '../../db/retention.ts';
import { rebuildNetworkDay } from '../../db/network/rollups.ts';
import { DAY, dayOf, HOUR } from '../../db/time.ts';
import { cycles } from '../faults/processes.ts';
import { temporaryFolder } from '../temporary.ts';
import { answer, domain, unix } from '../visits.ts';

/** More of them in longer runs: YEAR_INSTANCES=1000. */
const INSTANCES = cycles('YEAR_INSTANCES', 40);
const DAYS = 365;
const VISITS = 4;
const START = unix('2026-01-01');
/** A version, rules or words change so often. */
const CHANGE_DAYS = 14;

function visitAll(db: Database, at: number, day: number): void {
  const figure = (id: number, step: number): number => 1_000 + id * 17 + day * step + (at % 97);
  const visits = Array.from({ length: INSTANCES }, (_, index) => {
    const id = index + 1;
    const told = {
      figures: {
        users: figure(id, 3),
        activeMonth: figure(id, 1),
        activeHalfYear: figure(id, 2),
        activeWeek: figure(id, 1),
        statuses: figure(id, 40),
        comments: figure(id, 5),
        connections: figure(id, 2),
        peersListed: figure(id, 2),
      },
      profile: { softwareVersion: `4.${Math.floor((day + id) / CHANGE_DAYS)}.0`, title: `Instance ${id}` },
    };
    const plan = { state: 'up', failures: 0, failingSince: null, nextProbeAt: at + 6 * HOUR } as const;
    return { id, plan, result: answer(`i${id}.test`, at, told) };
  });
  db.transaction(() => recordVisits(db, visits)).immediate();
  rebuildNetworkDay(db, dayOf(at));
}

test(
  `a year of ${INSTANCES} instances leaves daily rows for ever, and raw rows of a quarter`,
  { timeout: 120_000 + INSTANCES * 2_000 },
  () => {
    const path = join(temporaryFolder(), 'herdbook.sqlite');
    const db = openWriter(path);
    addInstances(
      db,
      Array.from({ length: INSTANCES }, (_, index) => domain(`i${index + 1}.test`)),
      'operator',
      START,
    );
    const sizes = new Map<number, number>();
    const empty = sizeOf(db, path);
    for (let day = 0; day < DAYS; day += 1) {
      for (let visit = 0; visit < VISITS; visit += 1) visitAll(db, START + day * DAY + visit * 6 * HOUR, day);
      keepUp(db, START + day * DAY + 23 * HOUR);
      if (day % 73 === 72) sizes.set(day + 1, sizeOf(db, path) - empty);
    }
    const rows = (table: string): number => Number(db.prepare(`SELECT count(*) FROM ${table}`).pluck().get());
    // Bounded: the quarter and the 100 days that docs/data.md says, and the day on which they are removed.
    expect(rows('observation')).toBeLessThanOrEqual(INSTANCES * VISITS * 91);
    expect(rows('attempt')).toBeLessThanOrEqual(INSTANCES * VISITS * 101);
    // For ever.
    expect(rows('day')).toBe(INSTANCES * DAYS);
    expect(rows("networkDay WHERE dimension = 'all'")).toBe(DAYS);
    const free = Number(db.pragma('freelist_count', { simple: true })) * 4_096;
    const perInstance = (bytes: number): string => `${(bytes / INSTANCES / 1_024).toFixed(1)} KB`;
    const steps = [...sizes].map(([day, bytes]) => `day ${day}: ${perInstance(bytes)}`).join(', ');
    process.stdout.write(
      `A year of ${INSTANCES} instances, ${VISITS} visits a day, per instance: ${steps}; free to be filled again: ${perInstance(free)}.\n`,
    );
    const [half = 0, last = 0] = [sizes.get(146), sizes.get(365)];
    // Once the raw rows have come to their bound, only daily rows, changes and totals add to the file.
    const lasting = (bytes: number): number => bytes / INSTANCES / 1_024;
    expect(lasting(last) - lasting(half)).toBeLessThan(((DAYS - 146) / DAYS) * LASTING_KB);
    expect(lasting(last)).toBeLessThan(LASTING_KB + BOUNDED_KB);
    // What was removed is filled again: the file has no growing hole.
    expect(free).toBeLessThan(last * 0.1);
    db.close();
  },
);

/** Per instance and year, and per instance at any time: what docs/data.md says, with room for pages that are half full. */
const LASTING_KB = 40;
const BOUNDED_KB = 40;

function sizeOf(db: Database, path: string): number {
  db.pragma('wal_checkpoint(TRUNCATE)');
  return statSync(path).size;
}
