import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Database } from '../../../db/open.ts';
import { openWriter } from '../../../db/open.ts';
import { DAY, dayOf } from '../../../db/time.ts';
import { countsAt } from '../../../scripts/demo/growth.ts';
import type { Player } from '../../../scripts/demo/play.ts';
import { makePlayer } from '../../../scripts/demo/play.ts';
import type { Fediverse } from '../../../scripts/demo/server.ts';
import { startFediverse } from '../../../scripts/demo/server.ts';

/** A dozen passes over real sockets, on a busy machine. */
const PATIENCE_MS = 180_000;
const START = 20_300 * DAY;
let db: Database;
let fediverse: Fediverse;
let player: Player;
beforeEach(async () => {
  fediverse = await startFediverse({ now: START });
  db = openWriter(':memory:');
  player = makePlayer({ db, fediverse, signal: new AbortController().signal });
});
afterEach(async () => {
  await fediverse.close();
  db.close();
});

const states = (): Record<string, string> =>
  Object.fromEntries(
    db
      .prepare<[], { domain: string; state: string }>('SELECT domain, state FROM instance')
      .all()
      .map(({ domain, state }) => [domain, state]),
  );
const dayOfInstance = (domain: string, day: number): unknown =>
  db
    .prepare('SELECT users, statuses FROM day JOIN instance ON id = instance WHERE domain = ? AND day = ?')
    .get(domain, dayOf(START) + day);

it('records, through the real crawler, the true figures of every instance that gives them', async () => {
  const run = await player.passAt(START);
  expect(run).toMatchObject({
    state: 'finished',
    failed: 0,
    withheld: 1,
    visited: fediverse.living().length,
  });
  const rows = db
    .prepare<[], { domain: string; users: number; statuses: number }>(
      'SELECT domain, users, statuses FROM latest JOIN instance ON id = instance',
    )
    .all();
  expect(rows).toHaveLength(fediverse.living().length - 1);
  for (const { domain, users, statuses } of rows) {
    const instance = fediverse.world.byDomain.get(domain);
    if (instance === undefined) throw new Error(`${domain} is not in the world`);
    expect({ domain, users, statuses }).toEqual({
      domain,
      users: countsAt(fediverse.world, instance, START).users,
      statuses: countsAt(fediverse.world, instance, START).statuses,
    });
  }
});

it(
  'shows births, an outage, a lie, a move and the ends, each as what it is',
  async () => {
    for (const day of [0, 20, 51, 53, 56, 69, 71, 87, 90, 95, 101, 122])
      await player.passAt(START + day * DAY);
    expect(states()).toMatchObject({
      'lanterne.test': 'up',
      'verger.test': 'up',
      'harbour.test': 'up',
      'cabane.test': 'withheld',
      'fournil.test': 'gone',
      'brume.test': 'gone',
      'old-mill.test': 'moved',
      'new-mill.test': 'up',
    });
    expect(dayOfInstance('harbour.test', 53)).toBeUndefined();
    expect(dayOfInstance('harbour.test', 56)).toBeDefined();
    // A visit whose figures were all refused leaves no day: it stands with the refusals alone.
    expect(dayOfInstance('argentique.test', 90)).toBeUndefined();
    // Young instances that were not asked for weeks leap: that waits, and is no lie.
    const lies = `SELECT domain, figure, rule
      FROM refusal
      JOIN instance ON id = instance
      WHERE rule <> 'leap'
      ORDER BY domain, figure`;
    expect(db.prepare(lies).raw().all()).toEqual([
      ['argentique.test', 'activeHalfYear', 'with-users'],
      ['argentique.test', 'activeMonth', 'above-ceiling'],
      ['argentique.test', 'connections', 'beyond-2^53'],
      ['argentique.test', 'statuses', 'negative'],
      ['argentique.test', 'users', 'negative'],
    ]);
  },
  PATIENCE_MS,
);
