import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { countInFiles, eraseInstance, holdersOf, rewriteFile } from '../../db/erase.ts';
import { saveHandover } from '../../db/trust/doubts.ts';
import { addInstances } from '../../db/instances.ts';
import { openWriter, type Database } from '../../db/open.ts';
import { record, type Plan } from '../../db/record.ts';
import { saveRobots } from '../../db/visits/robots.ts';
import { rebuildNetworkDays } from '../../db/network/rollups.ts';
import { DAY, dayOf } from '../../db/time.ts';
import { temporaryFolder } from '../temporary.ts';
import { answer, domain, failure, unix } from '../visits.ts';

const NAME = domain('lantern.example.test');
const OTHER = domain('biglantern.example.test');
const AT = unix('2026-02-01');
let db: Database;
let path: string;

beforeEach(() => {
  path = join(temporaryFolder(), 'herdbook.sqlite');
  db = openWriter(path);
  addInstances(db, [NAME, domain('a.test'), domain('b.test')], 'operator', AT);
  const plan: Plan = { state: 'up', failures: 0, failingSince: null, nextProbeAt: 0 };
  for (let day = 0; day < 3; day += 1) {
    const at = AT + day * DAY;
    const profile = {
      title: `Lantern ${day}`,
      description: `Write to us at ${NAME}`,
      thumbnail: `https://${NAME}/x.png`,
    };
    const told = answer(NAME, at, { figures: { users: 10 }, profile });
    const refusals = [{ figure: 'users', rule: 'negative', raw: '-1' }] as const;
    const weeks = [{ weekAt: AT, statuses: 1, logins: 1, registrations: 1, isComplete: true }];
    record(db, [
      { id: 1, plan, result: { ...told, observation: { ...told.observation, refusals, weeks } } },
      {
        id: 2,
        plan,
        result: failure('a.test', at, { kind: 'redirect', detail: `redirects to ${NAME}`, target: NAME }),
      },
      { id: 3, plan, result: answer('b.test', at, { figures: { users: 5 } }) },
    ]);
  }
  saveRobots(db, 1, { at: AT, rules: `# of ${NAME}` });
  saveHandover(db, 1, { at: AT, reason: 'all-at-once' });
  rebuildNetworkDays(db, dayOf(AT), dayOf(AT) + 2);
});

const rowsOf = (id: number): [string, unknown][] =>
  [
    'instance',
    'profile',
    'day',
    'observation',
    'attempt',
    'latest',
    'refusal',
    'activityWeek',
    'robots',
    'handover',
    'doubt',
  ].map((table) => [
    table,
    db
      .prepare(`SELECT count(*) FROM ${table} WHERE ${table === 'instance' ? 'id' : 'instance'} = ?`)
      .pluck()
      .get(id),
  ]);
const users = (): unknown[] =>
  db.prepare("SELECT users FROM networkDay WHERE dimension = 'all' ORDER BY day").pluck().all();

test('erasing leaves no row of an instance, and no letter of its name in the files', () => {
  expect(eraseInstance(db, NAME, false)).toMatchObject({ mentions: 1 });
  expect(rowsOf(1).filter(([, count]) => count !== 0)).toEqual([]);
  expect(rowsOf(3).find(([table]) => table === 'day')?.[1]).toBe(3);
  expect(holdersOf(db, NAME)).toEqual([]);
  rewriteFile(db);
  expect(countInFiles(path, NAME)).toBe(0);
  db.close();
  expect(readFileSync(path).includes(NAME)).toBe(false);
});

test('others keep what they are, without the name', () => {
  eraseInstance(db, NAME, false);
  expect(db.prepare('SELECT movedTo, failureDetail, failureKind FROM instance WHERE id = 2').get()).toEqual({
    movedTo: null,
    failureDetail: 'names an instance that was erased',
    failureKind: 'redirect',
  });
});

test('the totals it was part of stay, or are made again without it', () => {
  expect(users()).toEqual([15, 15, 15]);
  eraseInstance(db, NAME, false);
  expect(users()).toEqual([15, 15, 15]);
  addInstances(db, [NAME], 'operator', AT);
  expect(eraseInstance(db, NAME, true)).toMatchObject({ rows: 1 });
  expect(users()).toEqual([15, 15, 15]);
});

test('totals made again are sums of the others', () => {
  eraseInstance(db, NAME, true);
  expect(users()).toEqual([5, 5, 5]);
});

test('a longer name that holds it is another instance', () => {
  addInstances(db, [OTHER], 'operator', AT);
  eraseInstance(db, NAME, false);
  rewriteFile(db);
  expect(holdersOf(db, NAME)).toEqual([{ table: 'instance', column: 'domain', rows: 1 }]);
  expect(countInFiles(path, NAME)).toBeGreaterThan(0);
});

test('of a name that was never there nothing is erased', () => {
  expect(eraseInstance(db, domain('nobody.test'), true)).toBeNull();
});

test('letters that lie across two pieces of a large file are found', () => {
  db.exec(`CREATE TABLE filler (text TEXT) STRICT`);
  const names = db.prepare('INSERT INTO filler (text) VALUES (?)');
  const count = 300;
  for (let row = 0; row < count; row += 1) names.run(`${'x'.repeat(12_345)} needle.test`);
  rewriteFile(db);
  expect(countInFiles(path, domain('needle.test'))).toBe(count);
});
