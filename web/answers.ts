/** Reads the answers of "help me choose" out of an address, and writes them back. What is not understood counts as not answered. */
import { FEELINGS, SIGN_UPS, type Answers, type Question } from '../db/choice/choice.ts';
import { TOPICS } from '../db/catalogue/topics.ts';

/** One screen each; `about` asks for a topic or a place. */
export const STEPS = ['language', 'about', 'size', 'signup', 'result'] as const;
export type Step = (typeof STEPS)[number];
/** The questions that a screen asks. */
export const ASKED: Readonly<Record<Exclude<Step, 'result'>, readonly Question[]>> = {
  language: ['language'],
  about: ['topic', 'country'],
  size: ['size'],
  signup: ['signUp'],
};

export type Path = {
  readonly answers: Answers;
  readonly step: Step;
  /** What the lots are drawn with; `null`: not drawn yet. */
  readonly seed: string | null;
};

function one<Value extends string>(values: readonly Value[], text: string | null): Value | null {
  return values.find((value) => value === text) ?? null;
}

function formed(form: RegExp, text: string | null): string | null {
  return text !== null && form.test(text) ? text : null;
}

export function readPath(query: URLSearchParams): Path {
  return {
    answers: {
      language: formed(/^[a-z]{2,8}$/, query.get('language')),
      topic: one(TOPICS, query.get('topic')),
      country: formed(/^[A-Z]{2}$/, query.get('country')),
      size: one(
        FEELINGS.map(({ name }) => name),
        query.get('size'),
      ),
      signUp: one(SIGN_UPS, query.get('signup')),
    },
    step: one(STEPS, query.get('step')) ?? 'language',
    seed: formed(/^[a-z0-9-]{1,20}$/, query.get('seed')),
  };
}

const NAMES: Readonly<Record<Question, string>> = {
  language: 'language',
  topic: 'topic',
  country: 'country',
  size: 'size',
  signUp: 'signup',
};
const QUESTIONS = ['language', 'topic', 'country', 'size', 'signUp'] as const;

/** What has been answered, in the order asked. */
export function given(answers: Answers): readonly { readonly question: Question; readonly value: string }[] {
  return QUESTIONS.flatMap((question) => {
    const value = answers[question];
    return value === null ? [] : [{ question, value }];
  });
}

export function writePath({ answers, step, seed }: Path): URLSearchParams {
  const query = new URLSearchParams();
  for (const { question, value } of given(answers)) query.set(NAMES[question], value);
  if (step !== 'language') query.set('step', step);
  if (seed !== null) query.set('seed', seed);
  return query;
}

/** The answers with those of one screen replaced; all of them left out where nothing is given. */
export function answered(answers: Answers, step: Exclude<Step, 'result'>, change: Partial<Answers>): Answers {
  const cleared = Object.fromEntries(ASKED[step].map((question) => [question, null]));
  return { ...answers, ...cleared, ...change };
}

export function neighbour(step: Step, by: 1 | -1): Step | null {
  return STEPS[STEPS.indexOf(step) + by] ?? null;
}
