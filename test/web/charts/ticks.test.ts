/** Axes: round values that enclose the line, calendar dates that fit between its ends. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timeTicks, valueScale } from '../../../web/charts/ticks.ts';
import { FORMATS } from '../../../web/format.ts';

const at = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 1000;
const labels = (from: string, until: string, lang: 'en' | 'fr' = 'en'): readonly string[] =>
  timeTicks(at(from), at(until), FORMATS[lang]).map(({ label }) => label);

describe('the value axis', () => {
  it('begins at zero for values near it, and higher for values far above', () => {
    expect(valueScale([0, 90]).ticks).toEqual([0, 50, 100]);
    expect(valueScale([480, 542])).toMatchObject({ low: 480, high: 560 });
  });

  it('shows one unchanging value against zero', () => {
    expect(valueScale([258])).toMatchObject({ low: 0, high: 300 });
  });

  it('always encloses the values between round, evenly spaced, whole marks', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -1e12, max: 1e12 }), { minLength: 1, maxLength: 30 }),
        (values) => {
          const { low, high, ticks } = valueScale(values);
          expect(low).toBeLessThanOrEqual(Math.min(...values));
          expect(high).toBeGreaterThanOrEqual(Math.max(...values));
          expect(low).toBeLessThan(high);
          expect(ticks.every(Number.isInteger)).toBe(true);
          expect(ticks.length).toBeLessThanOrEqual(8);
        },
      ),
    );
  });
});

describe('the time axis', () => {
  it('names days in a week, Mondays in a month, months in a year, years beyond', () => {
    expect(labels('2026-03-02', '2026-03-06')).toEqual(['2 Mar', '3 Mar', '4 Mar', '5 Mar', '6 Mar']);
    expect(labels('2026-03-01', '2026-03-31')).toEqual(['2 Mar', '9 Mar', '16 Mar', '23 Mar', '30 Mar']);
    expect(labels('2025-03-02', '2026-03-02')).toEqual(['Apr 2025', 'Jul 2025', 'Oct 2025', 'Jan 2026']);
    expect(labels('2020-06-01', '2026-03-02')).toEqual(['2021', '2022', '2023', '2024', '2025', '2026']);
  });

  it('speaks the reader’s language', () => {
    expect(labels('2025-12-02', '2026-03-02', 'fr')).toEqual(['janv. 2026', 'févr. 2026', 'mars 2026']);
  });

  it('stays inside the graph, in order, with few marks', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3e9 }), fc.integer({ min: 0, max: 6e8 }), (from, span) => {
        const ticks = timeTicks(from, from + span, FORMATS.en);
        expect(ticks.length).toBeLessThanOrEqual(8);
        expect(
          ticks.every(
            (tick, index) =>
              tick.at >= from && tick.at <= from + span && tick.at >= (ticks[index - 1]?.at ?? 0),
          ),
        ).toBe(true);
      }),
    );
  });
});
