import { CronTime } from 'cron';
import { expect, test } from 'vitest';
import { orderedAt } from '../../crawler/clock.ts';
import { DAY, HOUR } from '../../db/time.ts';
import { unix } from '../visits.ts';

test.for([
  ['a first visit keeps its time', 100, null, 100],
  ['a later one too', 200, 100, 200],
  ['one of the same second comes a second later', 100, 100, 101],
  ['a clock two hours back does not put it before the last', 1_000_000 - 2 * HOUR, 1_000_000, 1_000_001],
  ['a clock corrected by months counts as it is', 1_000_000, 1_000_000 + 90 * DAY, 1_000_000],
] as const)('%s', ([, at, lastAt, expected]) => expect(orderedAt(at, lastAt)).toBe(expected));

test.for(['2026-03-28', '2026-10-24'])(
  'the schedule has 48 hours on the weekend of %s, clocks changed or not',
  (day) => {
    const hourly = new CronTime('0 * * * *', 'UTC');
    const from = unix(day);
    let at = from - 1;
    const ticks: number[] = [];
    while (ticks.length < 48) {
      at = hourly.getNextDateFrom(new Date(at * 1000), 'UTC').toSeconds();
      ticks.push(at);
    }
    expect(ticks).toEqual(Array.from({ length: 48 }, (_, hour) => from + hour * HOUR));
  },
);
