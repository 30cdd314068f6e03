/** The daily rows in DuckDB, the engine that adds columns up fastest: the yardstick of the network's totals. */
import { DuckDBInstance } from '@duckdb/node-api';
import { COLUMNAR, type AccountsOfDay } from '../../db/yardstick.ts';
import { spent, type Cost } from './cost.ts';

/** Adds the accounts of the network up through all days, by one thread; `sums` of each day, oldest first. */
export async function addUp(
  rows: Iterable<AccountsOfDay>,
): Promise<{ readonly cost: Cost; readonly sums: readonly number[] }> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  await connection.run(COLUMNAR.table);
  const appender = await connection.createAppender('day');
  for (const [id, day, users] of rows) {
    appender.appendInteger(id);
    appender.appendInteger(day);
    appender.appendBigInt(BigInt(users));
    appender.endRow();
  }
  appender.closeSync();
  const ask = async (): Promise<number[]> => {
    const result = await connection.runAndReadAll(COLUMNAR.sums);
    return result.getRows().map(([, sum]) => Number(sum));
  };
  // Once to warm up, as the other side is.
  await ask();
  let sums: readonly number[] = [];
  const cost = await spent(async () => {
    sums = await ask();
  });
  connection.closeSync();
  instance.closeSync();
  return { cost, sums };
}
