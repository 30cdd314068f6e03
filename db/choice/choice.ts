/** Helps to choose: which instances fit some answers, in fair order, and which are like one another. Pure; `candidates.ts` reads them. */
import { hashOf, fairDraw } from '../directory/fair.ts';
import type { Domain } from '../model.ts';
import type { Topic } from '../catalogue/topics.ts';
import type { Upkeep } from '../catalogue/upkeep.ts';

/** Sizes as they feel, by registered accounts. */
export const FEELINGS = [
  { name: 'circle', from: 0 },
  { name: 'village', from: 100 },
  { name: 'town', from: 1_000 },
  { name: 'city', from: 10_000 },
] as const;
export type Feeling = (typeof FEELINGS)[number]['name'];
/** now: open to all, at once · later: somebody looks at each request first. */
export const SIGN_UPS = ['now', 'later'] as const;
export type SignUp = (typeof SIGN_UPS)[number];

/** An instance that may be suggested: it is open or reviews requests, answers, publishes its rules and runs software that is kept up. */
export type Candidate = {
  readonly domain: Domain;
  /** BCP 47 primary subtags, as it says itself. */
  readonly languages: readonly string[];
  readonly topics: readonly Topic[];
  /** ISO 3166-1 alpha-2, or 'EU'. */
  readonly country: string | null;
  /** Where neither it nor the catalogue says. */
  readonly guesses: {
    readonly language: string | null;
    readonly topics: readonly Topic[];
    readonly country: string | null;
  };
  readonly users: number | null;
  readonly signUp: SignUp;
  readonly upkeep: Upkeep | null;
  /** Share of the visits of 90 days that it answered; `null`: too few to say. */
  readonly availability: number | null;
  readonly minimumAge: number | null;
  readonly isLimited: boolean;
};

/** `null`: not asked, or skipped. */
export type Answers = {
  readonly language: string | null;
  readonly topic: string | null;
  readonly country: string | null;
  readonly size: Feeling | null;
  readonly signUp: SignUp | null;
};
export type Question = keyof Answers;

export function feelingOf(users: number | null): Feeling | null {
  return users === null ? null : (FEELINGS.findLast(({ from }) => users >= from)?.name ?? null);
}

/** What an instance answers to a question: guesses count, and are told as such. */
export function valuesOf(candidate: Candidate, question: Question): readonly string[] {
  const { guesses } = candidate;
  const some = (value: string | null): readonly string[] => (value === null ? [] : [value]);
  if (question === 'language')
    return candidate.languages.length > 0 ? candidate.languages : some(guesses.language);
  if (question === 'topic') return candidate.topics.length > 0 ? candidate.topics : guesses.topics;
  if (question === 'country') return some(candidate.country ?? guesses.country);
  if (question === 'size') return some(feelingOf(candidate.users));
  return [candidate.signUp];
}

const QUESTIONS = ['language', 'topic', 'country', 'size', 'signUp'] as const;

function fits(candidate: Candidate, answers: Answers, but: Question | null = null): boolean {
  return QUESTIONS.every((question) => {
    const answer = answers[question];
    return answer === null || question === but || valuesOf(candidate, question).includes(answer);
  });
}

/** Those that fit every answer. */
export function fitting(candidates: readonly Candidate[], answers: Answers): readonly Candidate[] {
  return candidates.filter((candidate) => fits(candidate, answers));
}

export type Option = { readonly value: string; readonly count: number };

/** The answers that a question has left, given all others, with how many instances each would leave; the most first. */
export function optionsFor(
  candidates: readonly Candidate[],
  answers: Answers,
  question: Question,
): readonly Option[] {
  const counts = new Map<string, number>();
  for (const candidate of candidates) {
    if (!fits(candidate, answers, question)) continue;
    for (const value of new Set(valuesOf(candidate, question)))
      counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}

/** In the order of a lottery that this seed draws: everybody has a chance, nobody gets all newcomers. */
export function drawn(candidates: readonly Candidate[], seed: string): readonly Candidate[] {
  const draw = fairDraw(seed);
  return candidates
    .map((candidate) => ({ candidate, lot: draw(hashOf(candidate.domain), candidate.users) }))
    .sort((a, b) => a.lot - b.lot || (a.candidate.domain < b.candidate.domain ? -1 : 1))
    .map(({ candidate }) => candidate);
}

/** What stands against a suggestion, or is not known of it. */
export const CAVEATS = [
  'guessedLanguage',
  'otherLanguage',
  'guessedTopic',
  'guessedCountry',
  'unknownSize',
  'unknownAvailability',
  'unreliable',
  'behind',
  'unknownUpkeep',
  'limited',
] as const;
export type Caveat = (typeof CAVEATS)[number];

/** Below this share of answered visits one has to reckon with outages. */
const RELIABLE = 0.95;

export function caveatsOf(candidate: Candidate, answers: Answers): readonly Caveat[] {
  const { guesses, availability, upkeep } = candidate;
  const isGuess = (question: 'language' | 'topic' | 'country', said: boolean): boolean =>
    answers[question] !== null && !said;
  return [
    ...(isGuess('language', candidate.languages.length > 0) ? (['guessedLanguage'] as const) : []),
    ...(isGuess('topic', candidate.topics.length > 0) ? (['guessedTopic'] as const) : []),
    ...(isGuess('country', candidate.country !== null) ? (['guessedCountry'] as const) : []),
    ...(answers.language === null && candidate.languages.length === 0 && guesses.language === null
      ? (['otherLanguage'] as const)
      : []),
    ...(candidate.users === null ? (['unknownSize'] as const) : []),
    ...(availability === null ? (['unknownAvailability'] as const) : []),
    ...(availability !== null && availability < RELIABLE ? (['unreliable'] as const) : []),
    ...(upkeep === 'behind' ? (['behind'] as const) : []),
    ...(upkeep === null ? (['unknownUpkeep'] as const) : []),
    ...(candidate.isLimited ? (['limited'] as const) : []),
  ];
}

/** An instance to find others like; the same questions, answered for it. */
export type Like = Pick<Candidate, 'languages' | 'topics' | 'guesses' | 'country' | 'users'> & {
  readonly domain: Domain;
};

/** Ways to be alike, the closest first. */
const LIKENESSES: readonly (readonly Question[])[] = [
  ['language', 'topic', 'size'],
  ['language', 'size'],
  ['language'],
  ['topic', 'size'],
  ['size'],
];

/** Open instances comparable with one: same language, size and topic where there are such, else what comes closest. */
export function comparable(
  candidates: readonly Candidate[],
  like: Like,
  seed: string,
  limit: number,
): readonly Candidate[] {
  const own: Candidate = {
    ...like,
    signUp: 'now',
    upkeep: null,
    availability: null,
    minimumAge: null,
    isLimited: false,
  };
  const others = drawn(
    candidates.filter(({ domain }) => domain !== like.domain),
    seed,
  );
  const found = new Set<Candidate>();
  for (const questions of LIKENESSES) {
    const wanted = questions.map((question) => ({ question, values: valuesOf(own, question) }));
    if (wanted.some(({ values }) => values.length === 0)) continue;
    for (const other of others) {
      if (found.size >= limit) return [...found];
      const isAlike = wanted.every(({ question, values }) =>
        valuesOf(other, question).some((value) => values.includes(value)),
      );
      if (isAlike) found.add(other);
    }
  }
  return [...found];
}
