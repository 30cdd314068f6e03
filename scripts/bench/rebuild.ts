/** Makes the totals of many instances and days anew, and compares reading them with adding up the rows each time. No network. */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addInstances } from '../../db/instances.ts';
import { networkSeries } from '../../db/series/network-series.ts';
import { FIGURES, NETWORK_FIGURES, type Figure } from '../../db/model.ts';
import { openWriter, type Database } from '../../db/open.ts';
import { rebuildAllNetworkDays } from '../../db/network/rollups.ts';
import { accountsOfDays, emptyDays, fillDays, scanDays } from '../../db/yardstick.ts';
import { spent, usualMs, type Cost } from './cost.ts';
import { addUp } from './duckdb.ts';
import { population } from './population.ts';

export type RebuildTask = { readonly instances: number; readonly days: number };
export type RebuildCost = {
  /** All totals of these days, in every dimension. */
  readonly rebuild: Cost;
  /** Bytes of file for each daily row: with all figures told, and with four. */
  readonly rowBytes: number;
  readonly fourBytes: number;
  /** Milliseconds for the network's accounts through all days: from the totals, and by adding up the rows, here and in DuckDB. */
  readonly fromTotals: number;
  readonly fromRows: number;
  readonly byColumns: number;
};

const FIRST_DAY = 20_000;
/** Short questions are put so often. */
const TIMES = 9;

export async function rebuild({ instances, days }: RebuildTask): Promise<RebuildCost> {
  const folder = mkdtempSync(join(tmpdir(), 'herdbook-bench-'));
  const path = join(folder, 'bench.sqlite');
  const db = openWriter(path);
  addInstances(db, population(instances, 'sound'), 'operator', 0);
  const filled = (figures: readonly Figure[]): number => {
    const before = sizeOf(db, path);
    const rows = fillDays(db, FIRST_DAY, days, figures);
    return (sizeOf(db, path) - before) / rows;
  };
  const fourBytes = filled(NETWORK_FIGURES);
  emptyDays(db);
  const rowBytes = filled(FIGURES);
  const cost = await spent(async () => void rebuildAllNetworkDays(db));
  const totals = networkSeries(db, 'users', 'day').map(({ value }) => value);
  const fromTotals = await usualMs(TIMES, async () => networkSeries(db, 'users', 'day'));
  const fromRows = (await spent(async () => scanDays(db))).wallMs;
  const { usual: byColumns, sums } = await addUp(accountsOfDays(db), TIMES);
  if (JSON.stringify(sums) !== JSON.stringify(totals)) throw new Error('DuckDB adds up to other totals');
  db.close();
  rmSync(folder, { recursive: true });
  return { rebuild: cost, rowBytes, fourBytes, fromTotals, fromRows, byColumns };
}

function sizeOf(db: Database, path: string): number {
  db.pragma('wal_checkpoint(TRUNCATE)');
  return statSync(path).size;
}
