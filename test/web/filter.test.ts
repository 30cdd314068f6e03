/** The directory's address: written and read back without loss, nonsense left out. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DIRECTORY_SORTS } from '../../db/directory/sorting.ts';
import { FACETS, FACET_VALUES, isListedFacet, type DirectoryFilter } from '../../db/directory/filter.ts';
import { readListing, termsOf, withoutTerm, writeListing } from '../../web/filter.ts';

const some = <Value>(values: fc.Arbitrary<Value>) => fc.uniqueArray(values, { minLength: 1, maxLength: 4 });
/** Values of facets without a closed list. */
const FREE = {
  language: some(fc.stringMatching(/^[a-z]{2,8}$/)),
  software: some(fc.stringMatching(/^[a-z][a-z0-9-]{0,9}$/)),
  country: some(fc.stringMatching(/^[A-Z]{2}$/)),
  region: some(fc.constantFrom('Toulouse', 'Île-de-France', 'Provence-Alpes-Côte d’Azur', 'Berlin')),
  version: some(fc.stringMatching(/^[1-9]{1,3}\.[0-9]{1,2}$/)),
  minimumAge: some(fc.stringMatching(/^1[0-9]$/)),
};
const lists = Object.fromEntries(
  FACETS.map((name) => [
    name,
    isListedFacet(name) ? fc.subarray<string>([...FACET_VALUES[name]], { minLength: 1 }) : FREE[name],
  ]),
);
const filters: fc.Arbitrary<DirectoryFilter> = fc.record(
  {
    q: fc
      .stringMatching(/^[^\s]([^\n]{0,20}[^\s])?$/)
      .filter((text) => text === text.trim() && text.length <= 100),
    ...lists,
    minUsers: fc.nat(),
    maxUsers: fc.nat(),
    guesses: fc.constant(true),
  },
  { requiredKeys: [] },
);
const listings = fc.record({
  filter: filters,
  sort: fc.constantFrom(...DIRECTORY_SORTS),
  order: fc.constantFrom('asc' as const, 'desc' as const),
  seed: fc.option(fc.stringMatching(/^[a-zA-Z0-9-]{1,20}$/), { nil: null }),
});

describe('the address of a listing', () => {
  it('means the same when read again', () => {
    fc.assert(
      fc.property(listings, (listing) => {
        const query = new URLSearchParams(writeListing(listing).toString());
        const seed = listing.sort === 'fair' ? listing.seed : null;
        expect(readListing(query)).toEqual({
          ...listing,
          seed,
          after: null,
          strange: [],
          isUnderstood: true,
        });
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
    expect(listing.strange).toEqual([
      { name: 'registrations', value: 'perhaps' },
      { name: 'minUsers', value: '-3' },
      { name: 'maxUsers', value: '1e9' },
      { name: 'sort', value: 'constructor' },
    ]);
    const odd = readListing(new URLSearchParams('colour=green&q=cows&sort='));
    expect([odd.strange, odd.isUnderstood]).toEqual([[{ name: 'colour', value: 'green' }], false]);
  });

  it('is spelt in one way only', () => {
    const query = new URLSearchParams('country=fr,FR&language=fr-CA,FR&topic=Tech&size=tiny,tiny');
    expect(readListing(query).filter).toEqual({
      country: ['FR'],
      language: ['fr'],
      topic: ['tech'],
      size: ['tiny'],
    });
  });

  it('is ordered by what fits best as soon as there are words, unless it says otherwise', () => {
    expect(readListing(new URLSearchParams('q=cows')).sort).toBe('relevance');
    expect(readListing(new URLSearchParams('q=cows&sort=')).sort).toBe('relevance');
    expect(readListing(new URLSearchParams('q=cows&sort=users')).sort).toBe('users');
    expect(readListing(new URLSearchParams('')).sort).toBe('users');
  });

  it('keeps a seed only for the order that is drawn by lot', () => {
    expect(readListing(new URLSearchParams('sort=fair&seed=a-1')).seed).toBe('a-1');
    expect(readListing(new URLSearchParams('sort=fair&seed=<b>')).seed).toBeNull();
    expect(readListing(new URLSearchParams('sort=users&seed=a-1')).seed).toBeNull();
  });

  it('takes empty form fields for not given', () => {
    expect(readListing(new URLSearchParams('q=&minUsers=&maxUsers=&sort=users'))).toMatchObject({
      filter: {},
      isUnderstood: true,
    });
  });
});
