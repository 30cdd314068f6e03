/** Dated profiles out of what lists told, in whatever order the lists are read. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { takenIn, type Span, type Told } from '../../../db/imports/spans.ts';

const told = (at: number, softwareVersion: string | null, registrations: string | null = 'open'): Told => ({
  at,
  softwareName: 'mastodon',
  softwareVersion,
  registrations,
});
const shown = (spans: readonly Span[]): unknown[] =>
  spans.map(({ fromAt, untilAt, softwareVersion }) => [fromAt, untilAt, softwareVersion]);

/** When something changed, and into what. */
const changes = (spans: readonly Span[]): unknown[] =>
  spans
    .map(
      ({ fromAt, softwareVersion, registrations }) =>
        [fromAt, `${softwareVersion} ${registrations}`] as const,
    )
    .filter(([, words], index, all) => index === 0 || words !== all[index - 1]?.[1]);

test('the past may be read backwards', () => {
  const row = fc.record({
    version: fc.constantFrom('4.0', '4.1', '4.2'),
    registrations: fc.constantFrom('open', 'closed'),
  });
  fc.assert(
    fc.property(fc.array(row, { maxLength: 30 }), (rows) => {
      const all = rows.map(({ version, registrations }, index) => told(index * 10, version, registrations));
      const length = Math.ceil(all.length / 4);
      let spans: readonly Span[] = [];
      for (const part of [3, 2, 1, 0])
        spans = takenIn(spans, all.slice(part * length, (part + 1) * length), 1);
      expect(changes(spans)).toEqual(changes(takenIn([], all, 1)));
    }),
  );
});

test('what a list does not tell is taken over from the one before, also when that is read later', () => {
  const late = takenIn([], [told(20, null, 'closed')], 2);
  expect(shown(takenIn(late, [told(10, '4.0'), told(30, '4.1', 'closed')], 1))).toEqual([
    [10, 20, '4.0'],
    [20, 30, '4.0'],
    [30, null, '4.1'],
  ]);
});

test('nothing is put into a time that a visit of ours covers, and again changes nothing', () => {
  const seen: Span = {
    fromAt: 50,
    untilAt: null,
    source: null,
    softwareName: 'mastodon',
    softwareVersion: '4.4',
    registrations: 'open',
  };
  const spans = takenIn([seen], [told(40, '4.3'), told(60, '4.0')], 1);
  expect(shown(spans)).toEqual([
    [40, 50, '4.3'],
    [50, null, '4.4'],
  ]);
  expect(takenIn(spans, [told(40, '4.3'), told(60, '4.0')], 1)).toBe(spans);
});
