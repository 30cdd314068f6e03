/** The lottery of the fair order: the same for a seed, open to all, and hardly moved by size. */
import { describe, expect, test } from 'vitest';
import { fairDraw, hashOf } from '../../db/directory/fair.ts';

type Entry = readonly [domain: string, users: number | null];

function winner(seed: string, entries: readonly Entry[]): string {
  const draw = fairDraw(seed);
  const places = entries.map(([domain, users]) => ({ domain, place: draw(hashOf(domain), users) }));
  return places.toSorted((a, b) => a.place - b.place)[0]?.domain ?? '';
}

function wins(entries: readonly Entry[], draws: number): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (let index = 0; index < draws; index += 1) {
    const domain = winner(`2026-${index}`, entries);
    counts.set(domain, (counts.get(domain) ?? 0) + 1);
  }
  return counts;
}

describe('the fair order', () => {
  test('is the same for the same seed and rarely the same for two', () => {
    const entries = Array.from({ length: 50 }, (_, index): Entry => [`h${index}.example.org`, 100]);
    expect(winner('a', entries)).toBe(winner('a', entries));
    const winners = new Set(Array.from({ length: 60 }, (_, seed) => winner(String(seed), entries)));
    expect(winners.size).toBeGreaterThan(25);
  });

  test('gives equals an equal chance', () => {
    const entries = Array.from({ length: 10 }, (_, index): Entry => [`h${index}.example.org`, 500]);
    for (const count of wins(entries, 5_000).values()) {
      expect(count).toBeGreaterThan(400);
      expect(count).toBeLessThan(600);
    }
  });

  test('flattens size: ten thousand times the accounts are little more than twice the chance', () => {
    const counts = wins(
      [
        ['large.example.org', 1_000_000],
        ['small.example.org', 100],
      ],
      5_000,
    );
    const ratio = (counts.get('large.example.org') ?? 0) / (counts.get('small.example.org') ?? 1);
    expect(ratio).toBeGreaterThan(2);
    expect(ratio).toBeLessThan(2.7);
  });

  test('leaves nobody out: an unknown size has the chance of an empty instance', () => {
    const counts = wins(
      [
        ['unknown.example.org', null],
        ['empty.example.org', 0],
      ],
      2_000,
    );
    expect(counts.get('unknown.example.org')).toBeGreaterThan(850);
    expect(counts.get('empty.example.org')).toBeGreaterThan(850);
  });

  test('gives places that are whole, safe to count with and no two alike', () => {
    const draw = fairDraw('2026-03-02');
    const places = Array.from({ length: 5_000 }, (_, index) => draw(hashOf(`h${index}.example.org`), index));
    expect(places.every((place) => Number.isSafeInteger(place) && place >= 0)).toBe(true);
    expect(new Set(places).size).toBe(5_000);
  });
});
