/** Eight years of one instance as JSON, by our own store and by PostgreSQL on the same rows. Loopback only. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dailyText } from '../../db/series/daily-text.ts';
import { openReader } from '../../db/open.ts';
import { copyDays, postgresRows, postgresText, type Ask } from '../../db/yardstick.ts';
import { startPostgres } from '../../test/queue/postgres.ts';
import { median } from './cost.ts';
import { writeHistory } from './history.ts';

export type YearsTask = { readonly instances: number };
/** Milliseconds, the middle one of many: our text, a text made by PostgreSQL, and its rows written out by the client. */
export type YearsCost = { readonly ours: number; readonly text: number; readonly rows: number };

const ROUNDS = 40;
const WARM_UP = 10;

export async function years({ instances }: YearsTask): Promise<YearsCost> {
  const folder = mkdtempSync(join(tmpdir(), 'herdbook-bench-'));
  const path = join(folder, 'bench.sqlite');
  const { db: writer, domains } = writeHistory(path, instances);
  const db = openReader(path);
  const postgres = await startPostgres();
  const ask: Ask = async (sql, values) => await postgres.query(sql, values);
  const taken: Record<keyof YearsCost, number[]> = { ours: [], text: [], rows: [] };
  try {
    await copyDays(db, ask);
    for (let round = 0; round < ROUNDS; round += 1) {
      const index = round % instances;
      const domain = domains[index];
      if (domain === undefined) continue;
      const ours = await timed(async () => dailyText(db, domain, ['users']).points);
      const text = await timed(() => postgresText(ask, index + 1));
      if (JSON.stringify(JSON.parse(text.result)) !== ours.result)
        throw new Error('PostgreSQL tells other figures');
      const rows = await timed(async () => JSON.stringify(await postgresRows(ask, index + 1)));
      if (round < WARM_UP) continue;
      for (const [name, { ms }] of [
        ['ours', ours],
        ['text', text],
        ['rows', rows],
      ] as const)
        taken[name].push(ms);
    }
  } finally {
    await postgres.close();
    for (const one of [db, writer]) one.close();
    rmSync(folder, { recursive: true });
  }
  return { ours: median(taken.ours), text: median(taken.text), rows: median(taken.rows) };
}

async function timed(work: () => Promise<string>): Promise<{ readonly ms: number; readonly result: string }> {
  const startedAt = performance.now();
  const result = await work();
  return { ms: performance.now() - startedAt, result };
}
