/** Facets against the directory's own count of each choice. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countListed } from '../../db/directory/directory.ts';
import { facets } from '../../db/directory/facets.ts';
import { FACETS } from '../../db/directory/filter.ts';
import { filters, guessesOf, passes, samples, store, valuesOf } from './plain.ts';

describe('facets', () => {
  test('say how many instances each choice alone would show, with the other filters kept', () => {
    fc.assert(
      fc.property(samples, filters, (rows, filter) => {
        const db = store(rows);
        const counted = facets(db, filter);
        for (const facet of FACETS) {
          for (const { value, count } of counted[facet]) {
            expect([facet, value, count]).toEqual([
              facet,
              value,
              countListed(db, { ...filter, [facet]: [value] }),
            ]);
          }
        }
        db.close();
      }),
      { numRuns: 60 },
    );
  });

  test('have every value that would show something, once, the most frequent first', () => {
    fc.assert(
      fc.property(samples, filters, (rows, filter) => {
        const db = store(rows);
        const counted = facets(db, filter);
        for (const facet of FACETS) {
          const { [facet]: _own, ...others } = filter;
          const shown = rows.filter((row) => passes(row, others));
          const values = new Set(
            shown.flatMap((row) => [...valuesOf(row)[facet], ...(guessesOf(row)[facet] ?? [])]),
          );
          expect(counted[facet].map(({ value }) => value).toSorted()).toEqual([...values].toSorted());
          const counts = counted[facet].map(({ count }) => count);
          expect(counts).toEqual(counts.toSorted((a, b) => b - a));
        }
        db.close();
      }),
      { numRuns: 30 },
    );
  });

  test('tell how many of each rest on a guess, and count them only when asked to', () => {
    fc.assert(
      fc.property(samples, (rows) => {
        const db = store(rows);
        const [without, withGuesses] = [facets(db, {}), facets(db, { guesses: true })];
        for (const facet of FACETS) {
          const known = new Map(without[facet].map((one) => [one.value, one]));
          for (const { value, count, guessed } of withGuesses[facet]) {
            expect(known.get(value)).toEqual({ value, count: count - guessed, guessed });
            expect(guessed).toBe(
              rows.filter((row) => passes(row, {}) && guessesOf(row)[facet]?.includes(value)).length,
            );
          }
        }
        db.close();
      }),
      { numRuns: 30 },
    );
  });
});
