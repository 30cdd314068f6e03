import { afterEach, describe, expect, it } from 'vitest';
import { parseDomain } from '../../db/domain.ts';
import type { Database } from '../../db/open.ts';
import { openWriter } from '../../db/open.ts';
import { importRegister, readRegister } from '../../db/register/register.ts';
import { dayOf, dayStart, dayText } from '../../db/time.ts';

const NOW = Date.UTC(2026, 0, 1) / 1000;
const register = readRegister();

describe('the bundled register', () => {
  it('knows several hundred instances of all the supported software', () => {
    expect(register.instances.length).toBeGreaterThan(500);
    const kinds = new Set(register.instances.map(({ software }) => software));
    const supported =
      'mastodon pleroma akkoma misskey sharkey lemmy peertube pixelfed friendica gotosocial hubzilla diaspora wordpress writefreely mobilizon bookwyrm funkwhale mbin piefed';
    expect(supported.split(' ').filter((name) => !kinds.has(name))).toEqual([]);
  });

  it('lists each domain once, in its canonical form, in order', () => {
    const domains = register.instances.map(({ domain }) => domain);
    expect(domains.filter((domain) => parseDomain(domain) !== domain)).toEqual([]);
    expect(domains).toEqual([...new Set(domains)].sort());
  });

  it('keeps its history in order, one row per domain and day, of listed domains and sources', () => {
    const keys = register.history.map((row) => `${dayText(row.day)} ${row.domain}`);
    expect(keys).toEqual([...new Set(keys)].sort());
    const domains = new Set(register.instances.map(({ domain }) => domain));
    const sources = new Set(register.sources.map(({ name }) => name));
    expect(register.history.filter((row) => !domains.has(row.domain) || !sources.has(row.source))).toEqual(
      [],
    );
  });

  it('names every source with a public address and a note, and uses each', () => {
    const used = new Set(register.history.map(({ source }) => source));
    for (const { name, url, note } of register.sources) {
      expect(new URL(url).protocol).toBe('https:');
      expect(note.length).toBeGreaterThan(40);
      expect(used).toContain(name);
    }
  });

  it('holds no figure that cannot be true', () => {
    const impossible = register.history.filter(
      ({ day, users, activeMonth, statuses, connections }) =>
        [users, activeMonth, statuses, connections].every((figure) => figure === null) ||
        day >= dayOf(NOW) ||
        (users ?? 0) > 5_000_000 ||
        (users !== null && (activeMonth ?? 0) > 3 * users),
    );
    expect(impossible).toEqual([]);
  });
});

describe('importing the register', () => {
  let db: Database;
  afterEach(() => db.close());
  const count = (table: string): number =>
    Number(db.prepare<[], { n: number }>(`SELECT count(*) AS n FROM ${table}`).get()?.n);
  const dump = (): unknown =>
    ['source', 'instance', 'profile', 'day', 'latest', 'networkDay'].map((table) =>
      db.prepare(`SELECT * FROM ${table} ORDER BY 1, 2, 3`).all(),
    );

  it('brings every instance, due at once, with its recorded days and their source', () => {
    db = openWriter(':memory:');
    expect(importRegister(db, NOW)).toEqual({
      instances: register.instances.length,
      days: register.history.length,
    });
    expect(
      count(`instance WHERE state = 'discovered' AND addedBy = 'register' AND nextProbeAt <= ${NOW}`),
    ).toBe(register.instances.length);
    expect(count('day WHERE source IS NULL')).toBe(0);
    expect(count('latest WHERE source IS NULL')).toBe(0);
    const newest = db
      .prepare(
        `SELECT day * 86400 AS newestAt, latest.at, latest.users, profile.softwareName
         FROM instance
         JOIN latest ON latest.instance = id
         JOIN profile ON profile.instance = id
         JOIN day ON day.instance = id
         WHERE domain = 'framapiaf.org'
         ORDER BY day DESC
         LIMIT 1`,
      )
      .get();
    expect(newest).toMatchObject({ softwareName: 'mastodon', users: 10784 });
    expect(newest).toHaveProperty('at', (newest as { newestAt: number }).newestAt);
  });

  it('makes network totals only of days that most of the register can speak for', () => {
    db = openWriter(':memory:');
    importRegister(db, NOW);
    const totals = db
      .prepare<[], { day: number; instances: number; measured: number; users: number }>(
        `SELECT day, instances, measured, users FROM networkDay WHERE dimension = 'all' ORDER BY day`,
      )
      .all();
    expect(totals.map(({ day }) => dayText(day))).toEqual(['2022-11-20', '2023-11-04', '2025-11-09']);
    expect(totals.every(({ measured }) => measured === 0)).toBe(true);
    expect(totals.at(-1)?.instances).toBeGreaterThan(500);
  });

  it('changes nothing the second time', () => {
    db = openWriter(':memory:');
    importRegister(db, NOW);
    const before = dump();
    expect(importRegister(db, NOW + 1000)).toEqual({ instances: 0, days: 0 });
    expect(dump()).toEqual(before);
  });

  it('never overwrites what was measured, nor the state of an instance that is already there', () => {
    db = openWriter(':memory:');
    const row = register.history.findLast(({ domain }) => domain === 'framapiaf.org');
    if (row === undefined) throw new Error('framapiaf.org has no history');
    db.exec(
      `INSERT INTO instance (id, domain, state, addedAt, addedBy, nextProbeAt) VALUES (7, 'framapiaf.org', 'up', 1, 'operator', 9);
       INSERT INTO day (instance, day, users) VALUES (7, ${row.day}, 11);
       INSERT INTO latest (instance, at, users) VALUES (7, ${dayStart(row.day)}, 11);
       INSERT INTO profile (instance, fromAt, softwareName) VALUES (7, 5, 'hometown');`,
    );
    importRegister(db, NOW);
    expect(db.prepare('SELECT state, addedBy, nextProbeAt FROM instance WHERE id = 7').get()).toEqual({
      state: 'up',
      addedBy: 'operator',
      nextProbeAt: 9,
    });
    expect(db.prepare('SELECT users, source FROM day WHERE instance = 7 AND day = ?').get(row.day)).toEqual({
      users: 11,
      source: null,
    });
    expect(db.prepare('SELECT users, source FROM latest WHERE instance = 7').get()).toEqual({
      users: 11,
      source: null,
    });
    expect(count('profile WHERE instance = 7')).toBe(1);
    expect(count('day WHERE instance = 7')).toBeGreaterThan(1);
  });

  it('corrects imported rows when a later register has better ones', () => {
    db = openWriter(':memory:');
    importRegister(db, NOW);
    const history = register.history.map((row) =>
      row.users === null ? row : { ...row, users: row.users + 1 },
    );
    const { days } = importRegister(db, NOW, { ...register, history });
    expect(days).toBe(register.history.filter(({ users }) => users !== null).length);
  });

  it('throws, and brings nothing, when a row names an unknown source', () => {
    db = openWriter(':memory:');
    const history = register.history.map((row) => ({ ...row, source: 'nowhere' }));
    expect(() => importRegister(db, NOW, { ...register, history })).toThrow('is in no list');
    expect(count('instance')).toBe(0);
  });
});
