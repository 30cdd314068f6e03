/** Makes the totals of many instances and days anew, and compares reading them with adding up the rows each time. No network. */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addInstances } from '../../db/instances.ts';
import { networkSeries } from '../../db/series/network-series.ts';
import { openWriter } from '../../db/open.ts';
import { rebuildAllNetworkDays } from '../../db/network/rollups.ts';
import { accountsOfDays, fillDays, scanDays } from '../../db/yardstick.ts';
import { spent, type Cost } from './cost.ts';
import { addUp } from './duckdb.ts';
import { population } from './population.ts';

export type RebuildTask = { readonly instances: number; readonly days: number };
export type RebuildCost = {
  /** All totals of these days, in every dimension. */
  readonly rebuild: Cost;
  /** Bytes of file for each daily row. */
  readonly rowBytes: number;
  /** The network's accounts through all days: from the totals, and by adding up the rows, here and in DuckDB. */
  readonly fromTotals: Cost;
  readonly fromRows: Cost;
  readonly byColumns: Cost;
};

const FIRST_DAY = 20_000;

export async function rebuild({ instances, days }: RebuildTask): Promise<RebuildCost> {
  const folder = mkdtempSync(join(tmpdir(), 'herdbook-bench-'));
  const path = join(folder, 'bench.sqlite');
  const db = openWriter(path);
  addInstances(db, population(instances, 'sound'), 'operator', 0);
  const size = (): number => {
    db.pragma('wal_checkpoint(TRUNCATE)');
    return statSync(path).size;
  };
  const before = size();
  const rows = fillDays(db, FIRST_DAY, days);
  const rowBytes = (size() - before) / rows;
  const cost = await spent(async () => void rebuildAllNetworkDays(db));
  networkSeries(db, 'users', 'day');
  let totals: readonly (number | null)[] = [];
  const fromTotals = await spent(async () => {
    totals = networkSeries(db, 'users', 'day').map(({ value }) => value);
  });
  const fromRows = await spent(async () => scanDays(db));
  const { cost: byColumns, sums } = await addUp(accountsOfDays(db));
  if (JSON.stringify(sums) !== JSON.stringify(totals)) throw new Error('DuckDB adds up to other totals');
  db.close();
  rmSync(folder, { recursive: true });
  return { rebuild: cost, rowBytes, fromTotals, fromRows, byColumns };
}
