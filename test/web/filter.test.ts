/** The directory's address: written and read back without loss, nonsense left out. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DIRECTORY_SORTS } from '../../db/directory.ts';
import { REGISTRATIONS, STATES } from '../../db/model.ts';
import { readListing, termsOf, withoutTerm, writeListing } from '../../web/filter.ts';

const word = fc.stringMatching(/^[a-z][a-z0-9-]{0,9}$/);
const some = <Value>(values: fc.Arbitrary<Value>) => fc.uniqueArray(values, { minLength: 1, maxLength: 4 });
const filters = fc.record(
  {
    q: fc
      .stringMatching(/^[^\s]([^\n]{0,20}[^\s])?$/)
      .filter((text) => text === text.trim() && text.length <= 100),
    language: some(word),
    software: some(word),
    registrations: fc.subarray([...REGISTRATIONS], { minLength: 1 }),
    state: fc.subarray([...STATES], { minLength: 1 }),
    minUsers: fc.nat(),
    maxUsers: fc.nat(),
  },
  { requiredKeys: [] },
);
const listings = fc.record({
  filter: filters,
  sort: fc.constantFrom(...DIRECTORY_SORTS),
  order: fc.constantFrom('asc' as const, 'desc' as const),
});

describe('the address of a listing', () => {
  it('means the same when read again', () => {
    fc.assert(
      fc.property(listings, (listing) => {
        const query = new URLSearchParams(writeListing(listing).toString());
        expect(readListing(query)).toEqual({ ...listing, after: null, isUnderstood: true });
      }),
    );
  });

  it('loses exactly one term when one is taken out', () => {
    fc.assert(
      fc.property(listings, ({ filter }) => {
        for (const term of termsOf(filter)) {
          const others = termsOf(filter).filter(
            ({ name, value }) => name !== term.name || value !== term.value,
          );
          expect(termsOf(withoutTerm(filter, term))).toEqual(others);
        }
      }),
    );
  });

  it('is understood as far as it makes sense', () => {
    const listing = readListing(
      new URLSearchParams(
        'registrations=open,perhaps&minUsers=-3&maxUsers=1e9&sort=constructor&order=sideways',
      ),
    );
    expect(listing).toMatchObject({
      filter: { registrations: ['open'] },
      sort: 'users',
      order: 'desc',
      isUnderstood: false,
    });
    expect(listing.filter).not.toHaveProperty('minUsers');
  });

  it('takes empty form fields for not given', () => {
    expect(readListing(new URLSearchParams('q=&minUsers=&maxUsers=&sort=users'))).toMatchObject({
      filter: {},
      isUnderstood: true,
    });
  });
});
