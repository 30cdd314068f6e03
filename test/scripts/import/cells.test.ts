import { expect, test } from 'vitest';
import { countIn, flagIn, momentIn } from '../../../scripts/import/cells.ts';

const NOW = Date.UTC(2026, 0, 1) / 1000;

test.each([
  ['1234', '1234'],
  [' 1,234 ', '1234'],
  ['1.234.567', '1234567'],
  ['1 234', '1234'],
  ['1\u202f234\u202f567', '1234567'],
  ['1’234', '1234'],
  ['5875129.0', '5875129.0'],
  ['-1,500', '-1500'],
  // Two signs in one number: nobody can tell.
  ['1,234.567', '1,234.567'],
  ['12,34', '12,34'],
  ['0x12', '0x12'],
  ['', null],
  ['null', null],
  ['N/A', null],
  ['?', null],
  ['nan', null],
])('the count %j is read as %j', (text, count) => {
  expect(countIn(text)).toBe(count);
});

const AT = Date.UTC(2022, 10, 20) / 1000;
test.each([
  ['2022-11-20', AT],
  ['2022/11/20', AT],
  ['20221120', AT],
  ['20.11.2022', AT],
  ['2022-11-20T01:14:46Z', AT + 4486],
  ['2022-11-20 01:14', AT + 4440],
  ['2022-11-20T01:14:46.123+01:00', AT + 886],
  ['2022-11-20 01:14:46 UTC', AT + 4486],
  [String(AT), AT],
  [`${AT}.5`, AT],
  [String(AT * 1000 + 999), AT],
  ['2022-W46', AT - 6 * 86_400],
  ['2020-W53', Date.UTC(2020, 11, 28) / 1000],
  // Day or month first: nobody can tell.
  ['11/20/2022', null],
  ['2022-02-30', null],
  ['2022-11-20T25:00', null],
  ['1970-01-01', null],
  ['0', null],
  ['2027-01-01', null],
  ['yesterday', null],
])('the moment %j is read as %j', (text, at) => {
  expect(momentIn(text, NOW)).toBe(at);
});

test.each([
  ['1', true],
  ['True', true],
  ['Yes', true],
  ['0', false],
  ['no', false],
  ['', null],
  ['2', null],
])('the flag %j is read as %j', (text, flag) => {
  expect(flagIn(text)).toBe(flag);
});
