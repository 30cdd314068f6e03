/** Daily figures as text: the points of `instanceSeries`, whatever holes and imported days there are. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dailyText } from '../../db/series/daily-text.ts';
import type { Figure } from '../../db/model.ts';
import { openWriter } from '../../db/open.ts';
import { instanceSeries } from '../../db/series/series.ts';
import { DAY } from '../../db/time.ts';
import { AT0, DAY0, domainOf, insertDay, insertInstance, insertSource } from '../rows.ts';

const A = domainOf('a.example.org');
const FIGURE = fc.constantFrom<Figure>('users', 'statuses', 'peersListed');
const COUNT = fc.option(fc.integer({ min: 0, max: 2 ** 40 }));

test('holds the points of the series of each figure, their gaps and where they come from', () => {
  const stored = fc.array(
    fc.record({ day: fc.nat(20), isImported: fc.boolean(), users: COUNT, statuses: COUNT }),
    { maxLength: 12 },
  );
  const span = fc.record({ from: fc.integer({ min: -2, max: 22 }), days: fc.nat(25) });
  fc.assert(
    fc.property(stored, FIGURE, span, (days, figure, { from, days: length }) => {
      const db = openWriter(':memory:');
      const instance = insertInstance(db, A);
      const source = insertSource(db).id;
      for (const { day, isImported, ...figures } of new Map(days.map((one) => [one.day, one])).values())
        insertDay(db, instance, DAY0 + day, { ...figures, source: isImported ? source : null });
      const [start, end] = [AT0 + from * DAY, AT0 + (from + length) * DAY];
      const series = instanceSeries(db, A, figure, 'day', start, end);
      const told = dailyText(db, A, [figure], start, end);
      expect(JSON.parse(told.points)).toEqual(series.points.map(({ at, value }) => [at, value]));
      expect(told.imported).toEqual(
        series.points.filter(({ standing }) => standing === 'imported').map(({ at }) => ({ at, source })),
      );
      expect(told.sources).toEqual(series.sources);
      db.close();
    }),
  );
});

test('has a value for each of several figures, in the order they are stored in', () => {
  const db = openWriter(':memory:');
  const instance = insertInstance(db, A);
  const source = insertSource(db).id;
  insertDay(db, instance, DAY0 - 9, { connections: 4, source });
  insertDay(db, instance, DAY0 - 8, { users: 4, source });
  insertDay(db, instance, DAY0, { users: 1, statuses: 2 });
  insertDay(db, instance, DAY0 + 2, { statuses: 3 });
  const { points, imported } = dailyText(db, A, ['statuses', 'users']);
  expect(JSON.parse(points)).toEqual([
    [AT0 - 8 * DAY, 4, null],
    [AT0, 1, 2],
    [AT0 + DAY, null, null],
    [AT0 + 2 * DAY, null, 3],
  ]);
  expect(imported).toEqual([{ at: AT0 - 8 * DAY, source }]);
  expect(dailyText(db, domainOf('b.example.org'), ['users']).points).toBe('[]');
});
