import { expect, test } from 'vitest';
import { forbidsReading } from '../../crawler/robots-tag.ts';

test.each([
  [undefined, false],
  ['noindex', true],
  ['NoIndex, nofollow', true],
  ['none', true],
  ['nofollow, nosnippet', false],
  ['googlebot: noindex', false],
  ['googlebot: noindex, nofollow', false],
  ['googlebot: nofollow, herdbook: noindex', true],
  ['*: none', true],
  ['unavailable_after: 25 Jun 2030 15:00:00 GMT, noindex', true],
  ['max-snippet:20', false],
  ['noindexing', false],
  [['googlebot: noindex', 'noindex'], true],
])('%j forbids us: %s', (header, expected) => {
  expect(forbidsReading(header)).toBe(expected);
});
