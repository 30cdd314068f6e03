import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sizeClass } from '../../db/directory/classes.ts';
import { NETWORK_FIGURES, type NetworkFigure } from '../../db/model.ts';
import { openWriter, type Database } from '../../db/open.ts';
import { rebuildAllNetworkDays, rebuildNetworkDay } from '../../db/network/rollups.ts';
import { CARRY_DAYS } from '../../db/totals/counted.ts';
import { DAY } from '../../db/time.ts';
import { insertDay, insertInstance, insertProfile, insertSource } from '../rows.ts';

const DAYS = 40;
const INSTANCES = 5;

type Row = { instance: number; day: number; source: 1 | 2 | null } & Record<NetworkFigure, number | null>;
type Told = { instance: number; day: number; software: string | null; version: string; languages: string[] };
type Herd = { rows: Row[]; told: Told[]; countries: (string | null)[] };

const count = fc.option(fc.integer({ min: 0, max: 2_000 }));
const herds: fc.Arbitrary<Herd> = fc.record({
  rows: fc.uniqueArray(
    fc.record({
      instance: fc.integer({ min: 1, max: INSTANCES }),
      day: fc.integer({ min: 0, max: DAYS }),
      source: fc.constantFrom<(1 | 2 | null)[]>(null, null, 1, 2),
      users: count,
      activeMonth: count,
      statuses: count,
      connections: count,
    }),
    { selector: ({ instance, day }) => `${instance} ${day}`, maxLength: 60 },
  ),
  told: fc.uniqueArray(
    fc.record({
      instance: fc.integer({ min: 1, max: INSTANCES }),
      day: fc.integer({ min: 0, max: DAYS }),
      software: fc.constantFrom('mastodon', 'lemmy', null),
      version: fc.constantFrom('4.4.1', '4.5.0+x', 'odd'),
      languages: fc.constantFrom([], ['fr'], ['fr-CA', 'en', 'fr']),
    }),
    { selector: ({ instance, day }) => `${instance} ${day}`, maxLength: 15 },
  ),
  countries: fc.array(fc.constantFrom('FR', 'DE', null), { minLength: INSTANCES, maxLength: INSTANCES }),
});

function fill({ rows, told, countries }: Herd): Database {
  const db = openWriter(':memory:');
  insertSource(db);
  insertSource(db, { name: 'Another' });
  for (let id = 1; id <= INSTANCES; id += 1) insertInstance(db, `i${id}.example.org`);
  for (const { instance, day, ...figures } of rows) insertDay(db, instance, day, figures);
  for (const { instance, day, software, version, languages } of told) {
    const profile = { softwareName: software, softwareVersion: version, languages };
    insertProfile(db, instance, { fromAt: day * DAY + 3_600, untilAt: day * DAY + 3_601, ...profile });
  }
  const save = db.prepare(
    `INSERT INTO catalogue (instance, topics, topicWords, country, source, verifiedOn) VALUES (?, '[]', '', ?, '', 0)`,
  );
  for (const [index, country] of countries.entries()) save.run(index + 1, country);
  return db;
}

type Value = { value: number; row: Row };

/** The newest known value of a figure within the carry, of one kind: read straight off the rows. */
function valueOn(
  herd: Herd,
  instance: number,
  figure: NetworkFigure,
  day: number,
  isOwn: boolean,
): Value | null {
  const rows = herd.rows
    .filter((row) => row.instance === instance && (row.source === null) === isOwn && row[figure] !== null)
    .filter((row) => row.day <= day && row.day >= day - CARRY_DAYS)
    .sort((a, b) => b.day - a.day);
  const [row] = rows;
  return row === undefined ? null : { value: row[figure] ?? 0, row };
}

/** No lists are told of here, so imported rows count on their own day only. */
function isThere(herd: Herd, instance: number, day: number, isOwn: boolean): boolean {
  return herd.rows.some(
    (row) =>
      row.instance === instance &&
      (row.source === null) === isOwn &&
      row.day <= day &&
      row.day >= day - (isOwn ? CARRY_DAYS : 0),
  );
}

function valuesOf(herd: Herd, instance: number, day: number, isOwn: boolean): Record<string, string[]> {
  const told = herd.told
    .filter((one) => one.instance === instance && one.day <= day)
    .toSorted((a, b) => a.day - b.day)
    .at(-1);
  const branch = told === undefined || told.version === 'odd' ? null : told.version.slice(0, 3);
  const languages = [...new Set(told?.languages.map((tag) => tag.slice(0, 2)))];
  return {
    all: [''],
    software: [told?.software ?? ''],
    version: [
      branch === null || told === undefined || told.software === null ? '' : `${told.software} ${branch}`,
    ],
    language: languages.length === 0 ? [''] : languages,
    country: [herd.countries[instance - 1] ?? ''],
    registrations: [''],
    size: [sizeClass(valueOn(herd, instance, 'users', day, isOwn)?.value ?? null) ?? ''],
    operatorType: [''],
  };
}

function naive(herd: Herd, day: number): Map<string, Record<string, number | null>> {
  const totals = new Map<string, Record<string, number | null>>();
  const ids = Array.from({ length: INSTANCES }, (_, index) => index + 1);
  const isOwn = ids.some((id) => isThere(herd, id, day, true));
  const fresh = herd.rows.filter((row) => row.day === day && (row.source === null) === isOwn);
  if (fresh.length === 0 || (!isOwn && fresh.length < INSTANCES / 5)) return totals;
  const present = ids.filter((id) => isThere(herd, id, day, isOwn));
  const keysOf = (id: number, on: number): string[] =>
    Object.entries(valuesOf(herd, id, on, isOwn)).flatMap(([dimension, values]) =>
      values.map((value) => `${dimension} ${value}`),
    );
  for (const key of new Set(present.flatMap((id) => keysOf(id, day)))) {
    const members = present.filter((id) => keysOf(id, day).includes(key));
    const measured = members.filter((id) => fresh.some((row) => row.instance === id)).length;
    const total: Record<string, number | null> = {
      instances: members.length,
      measured: isOwn ? measured : 0,
      carried: isOwn ? members.length - measured : 0,
      imported: isOwn ? 0 : members.length,
    };
    for (const figure of NETWORK_FIGURES) {
      const known = members.flatMap((id) => valueOn(herd, id, figure, day, isOwn) ?? []);
      total[figure] = known.length === 0 ? null : known.reduce((sum, { value }) => sum + value, 0);
      total[`${figure}Of`] = known.length;
      total[`${figure}Measured`] = isOwn ? known.filter(({ row }) => row.day === day).length : 0;
      const pairs = members
        .filter((id) => isThere(herd, id, day - 1, isOwn) && keysOf(id, day - 1).includes(key))
        .flatMap((id) => {
          const before = valueOn(herd, id, figure, day - 1, isOwn);
          const now = valueOn(herd, id, figure, day, isOwn);
          if (before === null || now === null || before.row.source !== now.row.source) return [];
          return [now.value - before.value];
        });
      total[`${figure}Same`] = pairs.length === 0 ? null : pairs.reduce((sum, change) => sum + change, 0);
    }
    totals.set(key, total);
  }
  return totals;
}

function stored(db: Database, day: number): Map<string, Record<string, number | null>> {
  const rows = db
    .prepare<[number], Record<string, number | null> & { dimension: string; value: string }>(
      `SELECT dimension, value, instances, measured, carried, imported,
         ${NETWORK_FIGURES.map((figure) => `${figure}, ${figure}Of, ${figure}Measured, ${figure}Same`).join(', ')}
       FROM networkDay WHERE day = ?`,
    )
    .all(day);
  return new Map(rows.map(({ dimension, value, ...total }) => [`${dimension} ${value}`, total]));
}

test('totals of every dimension, with what they stand on, equal a naive recomputation from the raw rows', () => {
  fc.assert(
    fc.property(herds, (herd) => {
      const db = fill(herd);
      rebuildAllNetworkDays(db);
      for (let day = 0; day <= DAYS; day += 1) expect(stored(db, day)).toEqual(naive(herd, day));
      db.close();
    }),
    { numRuns: 60 },
  );
});

test('days made one by one, in any order, equal those made all at once', () => {
  const days = fc.shuffledSubarray(
    Array.from({ length: DAYS + 1 }, (_, day) => day),
    { minLength: DAYS + 1 },
  );
  fc.assert(
    fc.property(herds, days, (herd, order) => {
      const db = fill(herd);
      for (const day of order) rebuildNetworkDay(db, day);
      const one = db.prepare('SELECT * FROM networkDay').all();
      rebuildAllNetworkDays(db);
      expect(one).toEqual(db.prepare('SELECT * FROM networkDay').all());
      db.close();
    }),
    { numRuns: 10 },
  );
});

test('values beyond the most frequent of a day are kept together, and lose nothing', () => {
  const db = openWriter(':memory:');
  for (let id = 1; id <= 230; id += 1) {
    insertInstance(db, `i${id}.example.org`);
    insertProfile(db, id, { fromAt: 0, softwareName: `made-up-${id}` });
    insertDay(db, id, 10, { users: id });
  }
  rebuildNetworkDay(db, 10);
  const software = db.prepare(
    "SELECT count(*) AS n, sum(users) AS users, sum(instances) AS instances FROM networkDay WHERE dimension = 'software'",
  );
  expect(software.get()).toEqual({ n: 201, users: (230 * 231) / 2, instances: 230 });
  expect(
    db.prepare("SELECT instances FROM networkDay WHERE dimension = 'software' AND value = '*'").get(),
  ).toEqual({ instances: 30 });
  db.close();
});
