import { expect, test } from 'vitest';
import { DAY, dayOf, dayStart, dayText, parseDay } from '../../db/time.ts';

test('days are counted in UTC from 1970', () => {
  expect(dayOf(0)).toBe(0);
  expect(dayOf(DAY - 1)).toBe(0);
  expect(dayOf(-1)).toBe(-1);
  expect(dayText(dayOf(Date.parse('2017-04-20T23:59:59Z') / 1000))).toBe('2017-04-20');
  expect(dayStart(17_276)).toBe(Date.parse('2017-04-20T00:00:00Z') / 1000);
});

test.each([
  ['2017-04-20', 17_276],
  ['1970-01-01', 0],
  ['2023-02-29', null],
  ['2023-2-9', null],
  ['yesterday', null],
])('%s is day %s', (text, day) => expect(parseDay(text)).toBe(day));
