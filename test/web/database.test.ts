/** Web nodes on a copy that is replaced under them. */
import { copyFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { makeBackup } from '../../db/backup/backup.ts';
import { openWriter } from '../../db/open.ts';
import { openReplaceable } from '../../web/database.ts';
import { buildServer } from '../../web/server.ts';
import { readWebSettings } from '../../web/settings.ts';
import { AT0, DAY0, insertDay, insertInstance, insertLatest, insertNetworkDay } from '../rows.ts';
import { temporaryFolder } from '../temporary.ts';

/** Snapshots of a register that grows by one instance each. */
async function snapshots(folder: string, count: number): Promise<string[]> {
  const path = join(folder, 'origin.sqlite');
  const db = openWriter(path);
  const made: string[] = [];
  for (let index = 1; index <= count; index += 1) {
    const id = insertInstance(db, `i${index}.test`);
    insertLatest(db, id, { users: 1 });
    insertDay(db, id, DAY0, { users: 1 });
    db.exec('DELETE FROM networkDay');
    insertNetworkDay(db, DAY0, { users: index, instances: index, measured: index });
    made.push((await makeBackup(path, join(folder, 'copies'), index)).path);
  }
  db.close();
  return made;
}

test(
  'replaced twenty times under constant requests, no request is dropped and each answer is of one copy',
  { timeout: 60_000 },
  async () => {
    const folder = temporaryFolder();
    const copies = await snapshots(folder, 20);
    const path = join(folder, 'node.sqlite');
    copyFileSync(copies[0] ?? '', path);
    const database = openReplaceable(path, (line) => expect.unreachable(line));
    const app = await buildServer({
      db: database.current,
      settings: readWebSettings({ ALLOWED_SUFFIXES: 'test', DATABASE_PATH: path }),
      now: () => AT0,
    });
    onTestFinished(async () => {
      await app.close();
      database.close();
    });
    const address = await app.listen({ host: '127.0.0.1', port: 0 });
    const seen = new Set<number>();
    const statuses = new Map<number, number>();
    const done = new AbortController();
    // Each from an address of its own, or the limit of rates would be met.
    const visitor = async (number: number): Promise<void> => {
      const paths = ['/api/v1/network', '/en/instances', '/api/v1/network/series', '/healthz'];
      for (let turn = number; !done.signal.aborted; turn += 1) {
        const url = paths[turn % paths.length] ?? '';
        const { statusCode, payload } =
          turn % 2 === 0
            ? await app.inject({ url, remoteAddress: `10.0.${number}.${turn % 250}` })
            : await fetch(`${address}/healthz`).then(async (answer) => ({
                statusCode: answer.status,
                payload: await answer.text(),
              }));
        statuses.set(statusCode, (statuses.get(statusCode) ?? 0) + 1);
        if (url === '/api/v1/network' && turn % 2 === 0) seen.add(Number(JSON.parse(payload).instances));
        await new Promise((resolve) => void setTimeout(resolve, 2));
      }
    };
    const visitors = [1, 2, 3, 4].map(visitor);
    for (const copy of copies.slice(1)) {
      await new Promise((resolve) => void setTimeout(resolve, 100));
      copyFileSync(copy, `${path}.new`);
      renameSync(`${path}.new`, path);
      database.look();
    }
    await new Promise((resolve) => void setTimeout(resolve, 200));
    done.abort();
    await Promise.all(visitors);
    const total = [...statuses.values()].reduce((sum, count) => sum + count, 0);
    expect(total).toBeGreaterThan(50);
    expect([...statuses.keys()].filter((status) => status !== 200 && status !== 429)).toEqual([]);
    expect(seen.size).toBeGreaterThan(5);
    expect(Math.max(...seen)).toBe(20);
  },
);

test('a file that cannot be used is said once, and the former one goes on being read', async () => {
  const folder = temporaryFolder();
  const [copy = ''] = await snapshots(folder, 1);
  const path = join(folder, 'node.sqlite');
  copyFileSync(copy, path);
  const said: string[] = [];
  const database = openReplaceable(path, (line) => said.push(line));
  onTestFinished(() => database.close());
  const before = database.current();
  const replaceBy = (prepare: (fresh: string) => void): void => {
    prepare(`${path}.new`);
    renameSync(`${path}.new`, path);
    database.look();
    database.look();
  };
  replaceBy((fresh) => writeFileSync(fresh, 'half a cop'));
  replaceBy((fresh) => copyFileSync(join(folder, 'origin.sqlite'), fresh));
  expect(said).toEqual([
    expect.stringContaining('cannot be used'),
    expect.stringContaining('wants a log beside it'),
  ]);
  expect(database.current()).toBe(before);
  replaceBy((fresh) => copyFileSync(copy, fresh));
  expect(database.current()).not.toBe(before);
  expect(before.prepare('SELECT count(*) FROM instance').pluck().get()).toBe(1);
});
