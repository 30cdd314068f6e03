/** What the demo's register knows before anybody is asked. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openWriter, type Database } from '../../../db/open.ts';
import { DAY, dayOf } from '../../../db/time.ts';
import { tellLore } from '../../../scripts/demo/lore.ts';
import { startFediverse, type Fediverse } from '../../../scripts/demo/server.ts';

const START = 20_300 * DAY;
let db: Database;
let fediverse: Fediverse;
beforeEach(async () => {
  fediverse = await startFediverse({ now: START });
  db = openWriter(':memory:');
  tellLore(db, fediverse);
});
afterEach(async () => {
  await fediverse.close();
  db.close();
});
const all = (sql: string): unknown[] => db.prepare(sql).raw().all();

it('has public bodies, topics for those who choose, and nobody who is not born yet', () => {
  expect(all('SELECT domain, country FROM official ORDER BY domain')).toEqual([
    ['observatoire.test', 'FR'],
    ['service-public.test', 'FR'],
  ]);
  const topics = all('SELECT DISTINCT t.value FROM catalogue, json_each(topics) AS t ORDER BY 1');
  expect(topics.length).toBeGreaterThan(8);
  expect(all('SELECT count(*) FROM instance')).toEqual([[fediverse.living().length]]);
});

it('has a year of somebody else’s list, with totals of their own, up to the start of the play', () => {
  const [[days, last, sources]] = all(
    'SELECT count(DISTINCT day), max(day), count(DISTINCT source) FROM day',
  ) as [[number, number, number]];
  expect([days, sources]).toEqual([52, 1]);
  expect(last).toBe(dayOf(START) - 7);
  expect(all("SELECT count(*) FROM networkDay WHERE dimension = 'all' AND imported > 20")).toEqual([[52]]);
  // As true as the list's maker saw them: nothing that our own visits would contradict.
  expect(all('SELECT count(*) FROM day WHERE users IS NULL OR users < 0')).toEqual([[0]]);
});
