/** Discovery as a whole: invented instances in real passes, what joins the register, what is asked, what is forgotten. */
import { describe, expect, test } from 'vitest';
import type { Probe } from '../../crawler/probe.ts';
import { runPass } from '../../crawler/run.ts';
import { optOut } from '../../db/consent.ts';
import { addInstances } from '../../db/instances.ts';
import type { Domain } from '../../db/model.ts';
import { openWriter, type Database } from '../../db/open.ts';
import { DAY, HOUR, WEEK } from '../../db/time.ts';
import { answer, domain, failure, unix } from '../visits.ts';

const AT = unix('2026-02-01T12:00:00Z');
type World = (name: string) => { peers?: readonly Domain[]; isThere?: boolean };

/** Every instance tells counts of its own; whoever is not there does not answer. */
function probeOf(world: World, now: () => number, asked: string[] = []): Probe {
  return async ({ domain: name }) => {
    asked.push(name);
    const { peers = [], isThere = true } = world(name);
    if (!isThere) return failure(name, now(), { kind: 'http', detail: 'HTTP 404', status: 404 });
    const users = Array.from(name).reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7) % 5_000;
    const told = answer(name, now(), { figures: { users, statuses: users * 20 }, profile: { title: name } });
    return { ...told, peers: { hash: String(now()), domains: peers } };
  };
}
function passes(db: Database, world: World): { at: (at: number) => Promise<string[]> } {
  return {
    at: async (at) => {
      const asked: string[] = [];
      const now = (): number => at;
      const signal = new AbortController().signal;
      await runPass({
        db,
        probe: probeOf(world, now, asked),
        now,
        random: () => 0.5,
        concurrency: 8,
        signal,
      });
      return asked;
    },
  };
}
const known = (db: Database, like = '%'): number =>
  Number(db.prepare('SELECT count(*) FROM instance WHERE domain LIKE ?').pluck().get(like));
const list = (count: number, name: (index: number) => string): Domain[] =>
  Array.from({ length: count }, (_, index) => domain(name(index)));

test('500 honest names are all found within three runs, though one source lists a million inventions', async () => {
  const honest = list(500, (index) => `honest-${index}.test`);
  // The prober keeps at most 20,000 entries of such a list.
  const flood = list(20_000, (index) => `p${index}.flood-${index % 997}.test`);
  const sources = list(40, (index) => `source-${index}.test`);
  const db = openWriter(':memory:');
  addInstances(db, [...sources, domain('liar.test')], 'operator', AT);
  const run = passes(db, (name) => {
    if (name === 'liar.test') return { peers: flood };
    const index = sources.findIndex((source) => source === name);
    return index < 0
      ? { isThere: name.startsWith('honest') }
      : { peers: honest.filter((_, at) => at % 13 === index % 13) };
  });
  for (const hours of [0, 7, 14]) await run.at(AT + hours * HOUR);
  expect(known(db, 'honest-%')).toBe(500);
  expect(known(db, '%flood-%')).toBeLessThanOrEqual(200);
});

test('a wildcard farm that answers under every name stays small, in rows and in visits', async () => {
  const db = openWriter(':memory:');
  addInstances(db, [domain('farm.test')], 'operator', AT);
  let turn = 0;
  const farm = passes(db, (name) => ({
    peers: list(1_000, (index) => `r${turn}-${index}.${name}`.slice(-60)),
  }));
  for (; turn < 10; turn += 1) {
    const asked = await farm.at(AT + turn * 7 * HOUR);
    expect(asked.filter((name) => name !== 'farm.test').length).toBeLessThanOrEqual(3 + turn * 3);
  }
  expect(known(db, '%.farm.test')).toBeLessThanOrEqual(20);
});

test('a bystander whose names are spread is asked once in a run', async () => {
  const db = openWriter(':memory:');
  addInstances(db, [domain('liar.test')], 'operator', AT);
  const names = list(5_000, (index) => `w${index}.victim.test`);
  const run = passes(db, (name) => (name === 'liar.test' ? { peers: names } : { isThere: false }));
  await run.at(AT);
  expect(known(db, '%.victim.test')).toBe(20);
  for (const hours of [1, 2, 3]) expect((await run.at(AT + hours * HOUR)).length).toBe(1);
});

describe('a name that never answers', () => {
  test('is asked four times in its first month, then forgotten, and not taken in again for three months', async () => {
    const db = openWriter(':memory:');
    addInstances(db, [domain('source.test')], 'operator', AT);
    const run = passes(db, (name) =>
      name === 'source.test' ? { peers: [domain('dead.test')] } : { isThere: false },
    );
    let asked = 0;
    for (let hour = 0; hour < 60 * 24; hour += 6) {
      asked += (await run.at(AT + hour * HOUR)).filter((name) => name === 'dead.test').length;
    }
    expect(asked).toBe(4);
    expect(known(db, 'dead.test')).toBe(0);
    expect(
      db
        .prepare('SELECT count(*) FROM attempt WHERE instance NOT IN (SELECT id FROM instance)')
        .pluck()
        .get(),
    ).toBe(0);
    await run.at(AT + 130 * DAY);
    expect(known(db, 'dead.test')).toBe(1);
  });

  test('but that somebody vouched for is asked for ever', async () => {
    const db = openWriter(':memory:');
    addInstances(db, [domain('vouched.test')], 'register', AT);
    const run = passes(db, () => ({ isThere: false }));
    for (let week = 0; week < 30; week += 1) await run.at(AT + week * WEEK);
    expect(known(db, 'vouched.test')).toBe(1);
  });
});

test('who first named an instance is forgotten as soon as it answers', async () => {
  const db = openWriter(':memory:');
  addInstances(db, [domain('source.test')], 'operator', AT);
  const run = passes(db, (name) => ({
    peers: name === 'source.test' ? list(2, (index) => `new-${index}.test`) : [],
    isThere: name !== 'new-1.test',
  }));
  const via = (): unknown =>
    db
      .prepare('SELECT domain, foundVia FROM instance WHERE domain <> ? ORDER BY domain')
      .raw()
      .all('source.test');
  await run.at(AT);
  expect(via()).toEqual([
    ['new-0.test', 1],
    ['new-1.test', 1],
  ]);
  await run.at(AT + HOUR);
  expect(via()).toEqual([
    ['new-0.test', null],
    ['new-1.test', 1],
  ]);
});

test('a name that opted out is not taken in, nor any below it, whoever names it', async () => {
  const db = openWriter(':memory:');
  optOut(db, domain('private.test'), 'by mail', AT);
  addInstances(db, [domain('source.test'), domain('private.test')], 'operator', AT);
  const run = passes(db, () => ({
    peers: [domain('private.test'), domain('a.b.private.test'), domain('open.test')],
  }));
  await run.at(AT);
  expect(db.prepare('SELECT domain FROM instance ORDER BY id').pluck().all()).toEqual([
    'source.test',
    'open.test',
  ]);
});

test('a redirect brings its target in through the same budget', async () => {
  const db = openWriter(':memory:');
  const movers = list(300, (index) => `mover-${index}.hoster.test`);
  addInstances(db, movers, 'operator', AT);
  const probe: Probe = async ({ domain: name }) =>
    failure(name, AT, {
      kind: 'redirect',
      detail: 'redirects',
      target: domain(`to-${name}`.replaceAll('.', '-') + '.test'),
    });
  await runPass({
    db,
    probe,
    now: () => AT,
    random: () => 0.5,
    concurrency: 8,
    signal: new AbortController().signal,
  });
  expect(known(db, 'to-%')).toBe(200);
});
