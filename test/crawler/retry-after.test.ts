import { expect, test } from 'vitest';
import { retryAt } from '../../crawler/retry-after.ts';
import { WEEK } from '../../db/time.ts';
import { unix } from '../visits.ts';

const NOW = unix('2026-02-01T12:00:00Z');

test.each([
  ['seconds', '300', NOW + 300],
  ['seconds with a fraction', '300.5', NOW + 301],
  ['an HTTP date', 'Sun, 01 Feb 2026 13:00:00 GMT', NOW + 3_600],
  ['less than a minute is a minute', '0', NOW + 60],
  ['a date in the past is a minute', 'Sun, 01 Feb 2015 13:00:00 GMT', NOW + 60],
  ['a century is a week', '3153600000', NOW + WEEK],
  ['digits without end are a week', '9'.repeat(400), NOW + WEEK],
  ['nothing', undefined, null],
  ['an empty value', '', null],
  ['a negative number', '-5', null],
  ['words', 'soon', null],
])('Retry-After: %s', (_, header, expected) => expect(retryAt(header, NOW)).toBe(expected));
