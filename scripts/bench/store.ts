/** Stores a pass over many instances as the crawler does, and what the engine alone needs for the same. No network. */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addInstances, allInstances } from '../../db/instances.ts';
import { FIGURES, type Figures, type ProbeResult } from '../../db/model.ts';
import { openWriter, type Database } from '../../db/open.ts';
import { record, type Visit } from '../../db/record.ts';
import { rebuildNetworkDay } from '../../db/network/rollups.ts';
import { DAY, HOUR } from '../../db/time.ts';
import { writeObservations, writePass } from '../../db/yardstick.ts';
import { spent, type Cost } from './cost.ts';
import { population } from './population.ts';
import { dice } from '../demo/dice.ts';

export type StoreTask = {
  readonly instances: number;
  /** Visits in one transaction. */
  readonly batch: number;
};
export type StoreCost = {
  /** A pass that finds a row of that day for every instance, as three of four passes do. */
  readonly pass: Cost;
  /** A day's totals. */
  readonly rollUp: Cost;
  /** The engine alone: observations only, and a row of each table. */
  readonly observations: Cost;
  readonly tables: Cost;
  /** Bytes of write-ahead log for the pass, and for the observations alone; bytes by which the file grew. */
  readonly walBytes: number;
  readonly enginesWalBytes: number;
  readonly keptBytes: number;
};

const TODAY = 20_000;
/** Days of history before the pass: enough for the figures of a week ago. */
const HISTORY_DAYS = [10, 7, 1];
const PROFILE = {
  softwareName: 'mastodon',
  softwareVersion: '4.5.0',
  title: 'A quiet place',
  description: 'For people who like lanterns, and for those who carry them through the night.',
  languages: ['fr', 'en'],
  registrations: 'open',
  registrationsMessage: null,
  rules: ['Be kind.', 'No lanterns above the second floor.', 'Whoever lights it puts it out.'],
  minimumAge: 16,
  thumbnail: null,
  characterLimit: 500,
  limitedFederation: false,
} as const;

export async function store({ instances, batch }: StoreTask): Promise<StoreCost> {
  const folder = mkdtempSync(join(tmpdir(), 'herdbook-bench-'));
  const path = join(folder, 'bench.sqlite');
  const db = openWriter(path);
  // The log is measured, so nothing may empty it meanwhile.
  db.pragma('wal_autocheckpoint = 0');
  addInstances(db, population(instances, 'sound'), 'operator', 0);
  for (const day of HISTORY_DAYS) record(db, visits(db, (TODAY - day) * DAY));
  record(db, visits(db, TODAY * DAY));
  const settle = (): number => {
    db.pragma('wal_checkpoint(TRUNCATE)');
    return statSync(path).size;
  };
  const wal = (): number => statSync(`${path}-wal`).size;

  const before = settle();
  const told = visits(db, TODAY * DAY + 6 * HOUR);
  const pass = await spent(async () => {
    for (let from = 0; from < told.length; from += batch) record(db, told.slice(from, from + batch));
  });
  const walBytes = wal();
  const keptBytes = settle() - before;
  const rollUp = await spent(async () => rebuildNetworkDay(db, TODAY));
  settle();
  const observations = await spent(async () => writeObservations(db, instances, TODAY * DAY + 12 * HOUR));
  const enginesWalBytes = wal();
  settle();
  const tables = await spent(async () => writePass(db, TODAY * DAY + 18 * HOUR));
  db.close();
  rmSync(folder, { recursive: true });
  return { pass, rollUp, observations, tables, walBytes, enginesWalBytes, keptBytes };
}

/** A visit of every instance, in an order that has nothing to do with the table's; figures grow, profiles stay. */
function visits(db: Database, at: number): Visit[] {
  return allInstances(db)
    .map((instance) => ({ instance, order: dice(at, instance.id) }))
    .sort((a, b) => a.order - b.order)
    .map(({ instance: { id, domain } }, index) => {
      const result: ProbeResult = {
        ok: true,
        domain,
        at: at + Math.floor(index / 100),
        durationMs: 900,
        requests: 5,
        observation: { figures: figures(id, at), profile: PROFILE, refusals: [], weeks: [] },
        peers: null,
        isPartial: false,
      };
      const nextProbeAt = at + 6 * HOUR + (id % 4_000);
      return { id, result, plan: { state: 'up', failures: 0, failingSince: null, nextProbeAt } };
    });
}

function figures(id: number, at: number): Figures {
  const told: Record<string, number> = {};
  for (const [index, figure] of FIGURES.entries()) told[figure] = id * 97 + index + Math.floor(at / DAY);
  return {
    users: null,
    activeMonth: null,
    activeHalfYear: null,
    activeWeek: null,
    statuses: null,
    comments: null,
    connections: null,
    ...told,
    peersListed: null,
  };
}
