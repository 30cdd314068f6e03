/** The server's drawing: every known point is drawn, no unknown one, and nothing in it could attack a page. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawing, type Reading } from '../../../web/charts/drawing.ts';
import type { ChartPoint } from '../../../web/charts/points.ts';
import { sparkline, sparkPath } from '../../../web/charts/sparkline.ts';
import { coverageStrip } from '../../../web/charts/coverage.ts';
import { gutter, lineGraph } from '../../../web/charts/svg.ts';
import { FORMATS } from '../../../web/format.ts';
import { render } from '../../../web/pages/html.ts';

const DAY = 86_400;
const START = 20_000 * DAY;
const READING: Reading = { mode: 'total', range: 'all' };
const LATER = START * 2;

const points = (
  values: readonly (number | null)[],
  standing: ChartPoint['standing'] = 'measured',
): readonly ChartPoint[] =>
  values.map((value, index) => ({
    at: START + index * DAY,
    value,
    standing,
    coverage: value === null ? null : 0.5,
  }));

function svg(series: readonly ChartPoint[], now = LATER): string {
  const drawn = drawing(series, READING, FORMATS.en, now);
  return render(
    lineGraph(drawn, {
      id: 'users',
      title: 'A <title>',
      summary: 'From 1 & to 3',
      size: 'small',
      format: FORMATS.en.compact,
    }),
  );
}

describe('the drawn line', () => {
  it('runs through all points of an unbroken series', () => {
    expect(svg(points([1, 2, 3]))).toMatch(
      /<path class="line measured" d="M0 [\d.]+L500 [\d.]+L1000 [\d.]+"/,
    );
  });

  it('lifts the pen where nothing is known', () => {
    const d = /class="line measured" d="([^"]+)"/.exec(svg(points([1, 2, null, 4, 5])))?.[1] ?? '';
    expect(d.match(/M/g)).toHaveLength(2);
  });

  it('marks a value alone between gaps with a dot', () => {
    expect(svg(points([1, 2, null, 4, null, 6, 7])).match(/class="dot measured"/g)).toHaveLength(1);
  });

  it('draws imported history apart from what was measured, and the running day dashed', () => {
    const mixed = [...points([1, 2], 'imported'), ...points([1, 2, 3, 4, 5]).slice(2)];
    const text = svg(mixed, START + 4 * DAY + 100);
    for (const style of ['imported', 'measured', 'running']) expect(text).toContain(`class="line ${style}"`);
  });

  it('joins no imported sums, neither to each other nor to what was measured, and shows each as a dot', () => {
    const mixed = [...points([5, 9, 7], 'imported'), ...points([1, 1, 1, 4, 5, 6]).slice(3)];
    const drawn = drawing(mixed, READING, FORMATS.en, LATER, true);
    const text = render(
      lineGraph(drawn, { id: 'users', title: '', summary: '', size: 'large', format: FORMATS.en.compact }),
    );
    expect(text).not.toContain('line imported');
    expect(text.match(/class="dot imported"/g)).toHaveLength(3);
    expect(/class="line measured" d="([^"]+)"/.exec(text)?.[1]?.match(/[ML]/g)?.join('')).toBe('MLL');
  });

  it('keeps its last value clear of the line below it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 1_000 }), { minLength: 2, maxLength: 200 }),
        (values) => {
          const text = svg(points(values));
          const label = Number(/class="end-label(?: in-narrow)?" x="100%" y="([\d.]+)"/.exec(text)?.[1]);
          const path = /class="line measured" d="([^"]+)"/.exec(text)?.[1] ?? '';
          const places = [...path.matchAll(/([\d.]+) ([\d.]+)/g)].map(
            ([, x, y]) => [Number(x), Number(y)] as const,
          );
          // The label is 14 px high and stands over the last 18 % of the width.
          const under = places.filter(([x]) => x >= 820).map(([, y]) => y);
          expect(under.every((y) => y > label + 2 || y < label - 12)).toBe(true);
          expect(label).toBeGreaterThan(12);
        },
      ),
    );
  });

  it('has its values left of the lines, with room for the longest', () => {
    const room = (values: readonly number[]): string =>
      gutter(drawing(points(values), READING, FORMATS.en, LATER));
    expect(svg(points([1, 2, 3]))).toMatch(/class="tick value" x="-8" y="[\d.]+" text-anchor="end"/);
    expect([room([1, 900]), room([1_000_000, 1_150_000]), room([12_345_600, 12_345_690])]).toEqual([
      'narrow',
      'middling',
      'wide',
    ]);
  });

  it('has a name and a description, escaped, and no inline style', () => {
    const text = svg(points([1, 2, 3]));
    expect(text).toContain('<title id="users-title">A &lt;title&gt;</title>');
    expect(text).toContain('From 1 &amp; to 3');
    expect(text).not.toMatch(/style=|<style|<script/);
  });

  it('never holds a number that is none, whatever the series', () => {
    const values = fc.array(fc.option(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER })), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(values, (numbers) => {
        const drawn = drawing(points(numbers), READING, FORMATS.en, LATER);
        expect(svg(points(numbers)) + render(coverageStrip(drawn))).not.toMatch(
          /NaN|Infinity|undefined|null/,
        );
      }),
    );
  });
});

describe('a sparkline', () => {
  it('lifts the pen at gaps and ends in a dot', () => {
    expect(
      sparkPath([
        [0, 1],
        [1, 2],
        [2, null],
        [3, 4],
        [4, 5],
      ]).match(/M/g),
    ).toHaveLength(2);
    expect(
      render(
        sparkline([
          [0, 1],
          [1, 2],
        ]),
      ),
    ).toContain('<circle cx="93.0" cy="3.0"');
  });

  it('is nothing where there is no line to draw', () => {
    expect(render(sparkline([]))).toBe('');
    expect(
      render(
        sparkline([
          [0, 1],
          [1, null],
          [2, 3],
        ]),
      ),
    ).toBe('');
  });

  it('is hidden from screen readers unless it is given words', () => {
    expect(
      render(
        sparkline([
          [0, 1],
          [1, 2],
        ]),
      ),
    ).toContain('aria-hidden="true"');
    expect(
      render(
        sparkline(
          [
            [0, 1],
            [1, 2],
          ],
          'From 1 to 2',
        ),
      ),
    ).toContain('role="img" aria-label="From 1 to 2"');
  });

  it('stays inside its picture', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1e12 }), { minLength: 2, maxLength: 100 }), (values) => {
        const numbers =
          sparkPath(values.map((value, at) => [at, value]))
            .match(/[\d.]+/g)
            ?.map(Number) ?? [];
        expect(numbers.every((number, index) => number >= 0 && number <= (index % 2 === 0 ? 96 : 24))).toBe(
          true,
        );
      }),
    );
  });
});
