/** Series of instances and of the network: intervals, gaps, imported history and the bounds of a span. */
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { openWriter } from '../../db/open.ts';
import type { Database } from '../../db/open.ts';
import { nextPeriod, periodStart, startsBetween } from '../../db/series/periods.ts';
import { networkSeries } from '../../db/series/network-series.ts';
import { instanceSeries, newestDay, sparklines } from '../../db/series/series.ts';
import type { Series } from '../../db/series/series.ts';
import { DAY, dayStart } from '../../db/time.ts';
import {
  AT0,
  DAY0,
  domainOf,
  insertDay,
  insertDays,
  insertInstance,
  insertNetworkDay,
  insertObservation,
  insertSource,
} from '../rows.ts';

const A = domainOf('a.example.org');
let db: Database;
let id: number;

beforeEach(() => {
  db = openWriter(':memory:');
  id = insertInstance(db, A);
});

/** Days after DAY0 and values, imported ones marked by an i. */
function shape({ points }: Series): string {
  return points
    .map(({ at, value, standing }) => {
      return `${(at - AT0) / DAY}:${value ?? '-'}${standing === 'imported' ? 'i' : ''}`;
    })
    .join(' ');
}

describe('the daily series of an instance', () => {
  test('shows holes between measured days as gaps, and a day of unknown value as one too', () => {
    insertDays(db, id, DAY0, 'users', [1, undefined, undefined, 4, null, 6]);
    expect(shape(instanceSeries(db, A, 'users', 'day'))).toBe('0:1 1:- 2:- 3:4 4:- 5:6');
  });

  test('joins imported points as they are, and fills no hole around them', () => {
    const source = insertSource(db);
    insertDay(db, id, DAY0 - 400, { users: 10, source: source.id });
    insertDay(db, id, DAY0 - 300, { users: 20, source: source.id });
    insertDay(db, id, DAY0 - 200, { statuses: 5, source: source.id });
    insertDays(db, id, DAY0, 'users', [30, undefined, 50]);
    insertDay(db, id, DAY0 + 9, { users: 60, source: source.id });
    const series = instanceSeries(db, A, 'users', 'day');
    expect(shape(series)).toBe('-400:10i -300:20i 0:30 1:- 2:50 9:60i');
    expect(series.sources).toEqual([source]);
  });

  test('keeps an imported day that lies in a hole of measured history', () => {
    const source = insertSource(db);
    insertDays(db, id, DAY0, 'users', [1, undefined, undefined, undefined, 5]);
    insertDay(db, id, DAY0 + 2, { users: 3, source: source.id });
    expect(shape(instanceSeries(db, A, 'users', 'day'))).toBe('0:1 1:- 2:3i 3:- 4:5');
  });

  test('holds whole days of the span asked for, and the sources of that span only', () => {
    const source = insertSource(db);
    insertDay(db, id, DAY0 - 9, { users: 9, source: source.id });
    insertDays(db, id, DAY0, 'users', [1, 2, 3, 4]);
    const series = instanceSeries(db, A, 'users', 'day', AT0 + DAY + 5, AT0 + 2 * DAY + 5);
    expect(shape(series)).toBe('1:2 2:3');
    expect(series.sources).toEqual([]);
  });

  test('is empty for an instance without figures and for one that is not there', () => {
    expect(instanceSeries(db, A, 'users', 'day')).toEqual({ points: [], sources: [] });
    expect(instanceSeries(db, domainOf('b.example.org'), 'users', 'week')).toEqual({
      points: [],
      sources: [],
    });
  });

  test('has each day between the first and the last measured one exactly once, in order', () => {
    const stored = fc.array(fc.record({ day: fc.nat(60), isImported: fc.boolean() }), { maxLength: 12 });
    fc.assert(
      fc.property(stored, (days) => {
        const own = openWriter(':memory:');
        const instance = insertInstance(own, A);
        const source = insertSource(own).id;
        const kept = new Map(days.map((one) => [one.day, one]));
        for (const { day, isImported } of kept.values()) {
          insertDay(own, instance, DAY0 + day, { users: day, source: isImported ? source : null });
        }
        const { points } = instanceSeries(own, A, 'users', 'day');
        const measured = [...kept.values()].filter((one) => !one.isImported).map((one) => one.day);
        const expected = new Set(kept.keys());
        for (let day = Math.min(...measured); day <= Math.max(...measured); day++) expected.add(day);
        expect(points.map(({ at }) => at)).toEqual(
          [...expected].sort((a, b) => a - b).map((day) => dayStart(DAY0 + day)),
        );
        for (const { at, value } of points) {
          const day = (at - AT0) / DAY;
          expect(value).toBe(kept.has(day) ? day : null);
        }
        own.close();
      }),
    );
  });
});

describe('other intervals', () => {
  test('a week has its last known value, at its Monday', () => {
    insertDays(db, id, DAY0, 'users', [1, 2, 3, null, undefined, undefined, undefined, 8]);
    insertDays(db, id, DAY0 + 21, 'users', [null]);
    expect(shape(instanceSeries(db, A, 'users', 'week'))).toBe('0:3 7:8 14:- 21:-');
  });

  test('a month has its last known value, at its first day, and missing months are gaps', () => {
    insertDay(db, id, DAY0, { users: 1 });
    insertDay(db, id, DAY0 + 29, { users: 2 });
    insertDay(db, id, DAY0 + 70, { users: 3 });
    const { points } = instanceSeries(db, A, 'users', 'month');
    expect(points.map(({ at, value }) => [new Date(at * 1000).toISOString().slice(0, 10), value])).toEqual([
      ['2026-03-01', 2],
      ['2026-04-01', null],
      ['2026-05-01', 3],
    ]);
  });

  test('raw gives each visit that brought figures, in order', () => {
    const other = insertInstance(db, 'b.example.org');
    insertObservation(db, id, AT0 + 7, { users: 2 });
    insertObservation(db, id, AT0 + 3, { users: 1 });
    insertObservation(db, other, AT0 + 3, { users: 9 });
    const { points } = instanceSeries(db, A, 'users', 'raw', AT0, AT0 + 7);
    expect(points).toEqual([
      { at: AT0 + 3, value: 1, standing: 'measured', source: null },
      { at: AT0 + 7, value: 2, standing: 'measured', source: null },
    ]);
    expect(instanceSeries(db, A, 'users', 'raw', AT0, AT0 + 6).points).toHaveLength(1);
  });

  test('periods hold their own moments and follow each other without overlap', () => {
    const times = fc.integer({ min: 0, max: 4_000_000_000 });
    fc.assert(
      fc.property(fc.constantFrom('day', 'week', 'month'), times, (period, at) => {
        const start = periodStart(period, at);
        const next = nextPeriod(period, start);
        expect(start <= at && at < next).toBe(true);
        expect(periodStart(period, next)).toBe(next);
        expect(startsBetween(period, start, nextPeriod(period, next))).toEqual([next]);
        if (period === 'week') expect(new Date(start * 1000).getUTCDay()).toBe(1);
        if (period === 'month') expect(new Date(start * 1000).getUTCDate()).toBe(1);
      }),
    );
  });
});

describe('the series of the network', () => {
  test('has the totals with their coverage, and null for the days between that have none', () => {
    insertNetworkDay(db, DAY0, { users: 10, instances: 3, measured: 2, carried: 1 });
    insertNetworkDay(db, DAY0 + 2, { users: 12, instances: 4, measured: 4, imported: 0 });
    insertNetworkDay(db, DAY0, { dimension: 'software', value: 'lemmy', users: 99 });
    expect(networkSeries(db, 'users', 'day')).toEqual([
      { at: AT0, value: 10, instances: 3, measured: 2, carried: 1, imported: 0, same: null },
      { at: AT0 + DAY, value: null, instances: 0, measured: 0, carried: 0, imported: 0, same: null },
      { at: AT0 + 2 * DAY, value: 12, instances: 4, measured: 4, carried: 0, imported: 0, same: null },
    ]);
    expect(networkSeries(db, 'instances', 'week').map(({ at, value }) => [at, value])).toEqual([[AT0, 4]]);
    expect(networkSeries(db, 'users', 'day', AT0 + DAY)).toHaveLength(1);
  });
});

describe('sparklines', () => {
  test('end at the newest stored day, hold the days asked for and leave out what has no points', () => {
    insertDays(db, id, DAY0, 'users', [1, 2, undefined, 4]);
    insertInstance(db, 'b.example.org');
    insertNetworkDay(db, DAY0 + 4);
    const lines = sparklines(db, [A, domainOf('b.example.org'), domainOf('c.example.org')], 'users', 4);
    expect([...lines]).toEqual([
      [
        A,
        [
          [AT0 + DAY, 2],
          [AT0 + 2 * DAY, null],
          [AT0 + 3 * DAY, 4],
        ],
      ],
    ]);
  });

  test('are none in an empty database', () => {
    expect(newestDay(db)).toBeNull();
    expect(sparklines(db, [A], 'users', 90).size).toBe(0);
  });
});
