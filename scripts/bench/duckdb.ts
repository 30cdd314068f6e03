/** The daily rows in DuckDB, the engine that adds columns up fastest: the yardstick of the network's totals. */
import { DuckDBInstance } from '@duckdb/node-api';
import { COLUMNAR, type AccountsOfDay } from '../../db/yardstick.ts';
import { usualMs } from './cost.ts';

/** Adds the accounts of the network up through all days, by one thread; `usual` is milliseconds, `sums` of each day, oldest first. */
export async function addUp(
  rows: Iterable<AccountsOfDay>,
  times: number,
): Promise<{ readonly usual: number; readonly sums: readonly number[] }> {
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
  const sums = await ask();
  const usual = await usualMs(times, ask);
  connection.closeSync();
  instance.closeSync();
  return { usual, sums };
}
