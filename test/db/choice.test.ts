/** Choosing: each answer is a plain filter over the same rows, and the lottery is a permutation that gives everybody a chance. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  caveatsOf,
  comparable,
  drawn,
  FEELINGS,
  feelingOf,
  fitting,
  optionsFor,
  SIGN_UPS,
  valuesOf,
  type Answers,
  type Candidate,
} from '../../db/choice/choice.ts';
import type { Topic } from '../../db/catalogue/topics.ts';
import { domainOf } from '../rows.ts';

const LANGUAGES = ['fr', 'en', 'oc'];
const SOME_TOPICS: readonly Topic[] = ['art', 'tech', 'games'];
const COUNTRIES = ['FR', 'DE'];
const maybe = <T>(values: readonly T[]): fc.Arbitrary<T | null> =>
  fc.option(fc.constantFrom(...values), { nil: null });

const candidates: fc.Arbitrary<Candidate[]> = fc
  .array(
    fc.record({
      languages: fc.subarray(LANGUAGES),
      topics: fc.subarray([...SOME_TOPICS]),
      country: maybe(COUNTRIES),
      guesses: fc.record({
        language: maybe(LANGUAGES),
        topics: fc.subarray([...SOME_TOPICS]),
        country: maybe(COUNTRIES),
      }),
      users: fc.option(fc.nat(50_000), { nil: null }),
      signUp: fc.constantFrom(...SIGN_UPS),
      upkeep: maybe(['current', 'behind'] as const),
      availability: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: null }),
      minimumAge: fc.constant(null),
      isLimited: fc.boolean(),
    }),
    { maxLength: 25 },
  )
  .map((list) => list.map((one, index) => ({ ...one, domain: domainOf(`i${index}.test`) })));
const answers: fc.Arbitrary<Answers> = fc.record({
  language: maybe(LANGUAGES),
  topic: maybe(SOME_TOPICS),
  country: maybe(COUNTRIES),
  size: maybe(FEELINGS.map(({ name }) => name)),
  signUp: maybe(SIGN_UPS),
});

/** The same in other words, written without looking at the module. */
function plainFilter(list: readonly Candidate[], asked: Answers): readonly Candidate[] {
  return list.filter((one) => {
    const languages = one.languages.length ? one.languages : [one.guesses.language];
    const topics: readonly (string | null)[] = one.topics.length ? one.topics : one.guesses.topics;
    const country = one.country ?? one.guesses.country;
    const users = one.users;
    const sizes: Record<string, boolean> = {
      circle: users !== null && users < 100,
      village: users !== null && users >= 100 && users < 1_000,
      town: users !== null && users >= 1_000 && users < 10_000,
      city: users !== null && users >= 10_000,
    };
    return (
      (asked.language === null || languages.includes(asked.language)) &&
      (asked.topic === null || topics.includes(asked.topic)) &&
      (asked.country === null || country === asked.country) &&
      (asked.size === null || sizes[asked.size] === true) &&
      (asked.signUp === null || one.signUp === asked.signUp)
    );
  });
}

describe('the answers', () => {
  test('leave exactly what a plain filter leaves', () => {
    fc.assert(
      fc.property(candidates, answers, (list, asked) => {
        expect(fitting(list, asked)).toEqual(plainFilter(list, asked));
      }),
    );
  });

  test('offered say truly how many each of them leaves, and no answer that leaves anything is missing', () => {
    fc.assert(
      fc.property(candidates, answers, (list, asked) => {
        for (const question of ['language', 'topic', 'country', 'size', 'signUp'] as const) {
          const options = optionsFor(list, asked, question);
          for (const { value, count } of options) {
            expect(count).toBeGreaterThan(0);
            expect(plainFilter(list, { ...asked, [question]: value })).toHaveLength(count);
          }
          const others = plainFilter(list, { ...asked, [question]: null });
          const said = new Set(others.flatMap((one) => [...valuesOf(one, question)]));
          expect(new Set(options.map(({ value }) => value))).toEqual(said);
        }
      }),
    );
  });

  test('change the result, each of them, where there is anything to tell apart', () => {
    const base: Candidate = {
      domain: domainOf('a.test'),
      languages: ['fr'],
      topics: ['art'],
      country: 'FR',
      guesses: { language: null, topics: [], country: null },
      users: 50,
      signUp: 'now',
      upkeep: 'current',
      availability: 1,
      minimumAge: null,
      isLimited: false,
    };
    const other: Candidate = {
      ...base,
      domain: domainOf('b.test'),
      languages: ['en'],
      topics: ['tech'],
      country: 'DE',
      users: 5_000,
      signUp: 'later',
    };
    const nothing: Answers = { language: null, topic: null, country: null, size: null, signUp: null };
    const asked: Answers = { language: 'fr', topic: 'art', country: 'FR', size: 'circle', signUp: 'now' };
    for (const question of ['language', 'topic', 'country', 'size', 'signUp'] as const) {
      expect(fitting([base, other], { ...nothing, [question]: asked[question] })).toEqual([base]);
    }
    expect(fitting([base, other], nothing)).toEqual([base, other]);
  });
});

describe('the lottery', () => {
  test('is a permutation, the same for the same seed, another for another', () => {
    fc.assert(
      fc.property(candidates, fc.string(), (list, seed) => {
        const order = drawn(list, seed);
        expect(new Set(order)).toEqual(new Set(list));
        expect(order).toHaveLength(list.length);
        expect(drawn(list.toReversed(), seed)).toEqual(order);
      }),
    );
  });

  test('gives everybody a chance at the first five, large or small', () => {
    const list = Array.from({ length: 20 }, (_, index): Candidate => {
      const users = 10 ** (index % 5) * 3;
      return { ...EMPTY, domain: domainOf(`i${index}.test`), users };
    });
    const shown = new Map<string, number>();
    for (let seed = 0; seed < 2_000; seed += 1) {
      for (const { domain } of drawn(list, `s${seed}`).slice(0, 5))
        shown.set(domain, (shown.get(domain) ?? 0) + 1);
    }
    const counts = [...shown.values()];
    expect(counts).toHaveLength(20);
    expect(Math.max(...counts) / Math.min(...counts)).toBeLessThan(5);
  });
});

const EMPTY: Candidate = {
  domain: domainOf('x.test'),
  languages: [],
  topics: [],
  country: null,
  guesses: { language: null, topics: [], country: null },
  users: null,
  signUp: 'now',
  upkeep: null,
  availability: null,
  minimumAge: null,
  isLimited: false,
};

test('what is guessed, unknown or against a suggestion is told', () => {
  const nothing: Answers = { language: null, topic: null, country: null, size: null, signUp: null };
  expect(caveatsOf(EMPTY, nothing)).toEqual([
    'otherLanguage',
    'unknownSize',
    'unknownAvailability',
    'unknownUpkeep',
  ]);
  const guessed: Candidate = {
    ...EMPTY,
    guesses: { language: 'fr', topics: ['art'], country: 'FR' },
    users: 5,
    upkeep: 'behind',
    availability: 0.9,
    isLimited: true,
  };
  expect(caveatsOf(guessed, { ...nothing, language: 'fr', topic: 'art', country: 'FR' })).toEqual([
    'guessedLanguage',
    'guessedTopic',
    'guessedCountry',
    'unreliable',
    'behind',
    'limited',
  ]);
});

test('comparable instances are the closest there are, never the instance itself', () => {
  const like = {
    ...EMPTY,
    domain: domainOf('closed.test'),
    languages: ['fr'],
    topics: ['art' as const],
    users: 500,
  };
  const near = { ...like, domain: domainOf('near.test') };
  const sameSize = { ...EMPTY, domain: domainOf('size.test'), languages: ['fr'], users: 700 };
  const sameLanguage = { ...EMPTY, domain: domainOf('language.test'), languages: ['fr'], users: 70_000 };
  const strange = { ...EMPTY, domain: domainOf('strange.test'), languages: ['de'], users: 70_000 };
  const all = [strange, sameLanguage, sameSize, near, like];
  expect(comparable(all, like, 's', 9).map(({ domain }) => domain)).toEqual([
    'near.test',
    'size.test',
    'language.test',
  ]);
  expect(comparable(all, like, 's', 2)).toHaveLength(2);
  expect(feelingOf(null)).toBeNull();
});
