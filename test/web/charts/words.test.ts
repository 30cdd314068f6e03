/** Graphs in words: the finding, the summary and the table say what the line shows, in both languages. */
import { describe, expect, it } from 'vitest';
import { drawing } from '../../../web/charts/drawing.ts';
import type { ChartPoint, Mode } from '../../../web/charts/points.ts';
import { finding, remarks, summary, table, type Wording } from '../../../web/charts/words.ts';
import { FORMATS } from '../../../web/format.ts';
import { MESSAGES } from '../../../web/messages.ts';

const DAY = 86_400;
/** 2026-01-01 */
const START = 20_454 * DAY;
const words = (lang: 'en' | 'fr', isSum = false): Wording => ({
  t: MESSAGES[lang],
  f: FORMATS[lang],
  figure: 'users',
  isSum,
});
const series = (
  values: readonly (number | null)[],
  standing: ChartPoint['standing'] = 'measured',
): readonly ChartPoint[] =>
  values.map((value, index) => ({ at: START + index * DAY, value, standing, coverage: null }));
const read = (points: readonly ChartPoint[], mode: Mode = 'total') =>
  drawing(points, { mode, range: 'all' }, FORMATS.en, START * 2);

describe('the finding of a graph', () => {
  it('says how much more or less there is', () => {
    expect(finding(read(series([100, 150, 110])), words('en'))).toBe('10% more accounts in 2 days');
    expect(finding(read(series([100, 90])), words('fr'))).toBe('10\u00a0% de comptes en moins en 1 jour');
    expect(finding(read(series([100, 90, 100])), words('en'))).toBe('As many accounts as 2 days ago');
  });

  it('does not take the growth of a list for growth of the network', () => {
    expect(finding(read(series([100, 300], 'imported')), words('en', true))).toBe(
      '300 accounts on 2 January 2026',
    );
    expect(finding(read(series([100, 300], 'imported')), words('en', false))).toContain('200% more');
  });

  it('tells the growth of the network from the first day that was measured', () => {
    const mixed = [...series([900, 500], 'imported'), ...series([0, 0, 100, 110]).slice(2)];
    const drawn = drawing(mixed, { mode: 'total', range: 'all' }, FORMATS.en, START * 2, true);
    expect(finding(drawn, words('en', true))).toBe('10% more accounts in 1 day');
    expect(summary(drawn, words('en', true))).toContain('Lowest: 100, on 3 January 2026. Highest: 110');
  });

  it('gives the average pace of changes', () => {
    expect(finding(read(series([0, 1, 3]), 'day'), words('en'))).toBe('+1.5 accounts a day on average');
  });

  it('says so when there is nothing', () => {
    expect(finding(read(series([null])), words('en'))).toBe('Nothing to draw yet');
  });
});

describe('the summary of a graph', () => {
  it('tells ends, change, lowest and highest with their dates', () => {
    expect(summary(read(series([100, 80, null, 130, 120])), words('en'))).toBe(
      'From 100 on 1 January 2026 to 120 on 5 January 2026: +20 (+20%). Lowest: 80, on 2 January 2026. Highest: 130, on 4 January 2026.',
    );
  });

  it('says of changes what they come to together, and never a change of a change', () => {
    const days = series([100, 110, 90, null, 95, 96]);
    expect(summary(read(days, 'day'), words('en'))).toBe(
      'From 2 January 2026 to 6 January 2026: \u22129 accounts in all. Lowest: \u221220, on 3 January 2026. Highest: +10, on 2 January 2026.',
    );
    const weeks = series(Array.from({ length: 29 }, (_, index) => 100 + index * index));
    expect(summary(read(weeks, 'week'), words('fr'))).toContain(
      'De la semaine du 5\u00a0janvier'.replace('\u00a0', ' '),
    );
    expect(summary(read(series([1, 3]), 'day'), words('en'))).toBe('+2 accounts on 2 January 2026.');
  });

  it('counts in the plural of the language', () => {
    expect(summary(read(series([1, 1]), 'day'), words('fr'))).toBe('0 compte le 2 janvier 2026.');
    expect(finding(read(series([1], 'imported')), words('en', true))).toBe('1 account on 1 January 2026');
    expect(finding(read(series([0, 12])), words('fr'))).toBe('12 comptes en plus en 1 jour');
  });

  it('remarks on gaps, imported history and a scale that does not begin at zero, only where they are', () => {
    expect(remarks(read(series([100, 101])), words('en'), [])).toEqual(['The scale does not begin at zero.']);
    expect(remarks(read(series([0, null, 5])), words('en'), [])).toEqual([
      'Where the line stops, nothing is known.',
    ]);
    expect(remarks(read(series([0, 5], 'imported')), words('en'), ['Old register']).join(' ')).toContain(
      'imported from Old register',
    );
  });
});

describe('the table of a graph', () => {
  it('lists days, newest first, gaps as unknown', () => {
    const { interval, rows } = table(read(series([1, null, 3])));
    expect(interval).toBe('day');
    expect(rows.map(({ value }) => value)).toEqual([3, null, 1]);
  });

  it('tells a long series by week or by month, with the last known value of each', () => {
    expect(table(read(series(Array.from({ length: 200 }, (_, index) => index)))).interval).toBe('week');
    const long = table(read(series(Array.from({ length: 800 }, (_, index) => index))));
    expect(long.interval).toBe('month');
    expect(long.rows.at(-1)?.value).toBe(30);
  });
});
