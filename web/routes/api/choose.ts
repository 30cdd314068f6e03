/** /api/v1/choose: which instances fit a newcomer's answers, and what is left of each question; what /choose shows. */
import { Type, type Static } from 'typebox';
import { suggestible } from '../../../db/choice/candidates.ts';
import { CAVEATS, FEELINGS, optionsFor, SIGN_UPS, type Answers } from '../../../db/choice/choice.ts';
import { defaultSeed } from '../../../db/directory/directory.ts';
import { TOPICS } from '../../../db/catalogue/topics.ts';
import { SEED } from '../../filter.ts';
import type { Site } from '../../site.ts';
import { choiceOf, type Choice } from '../../views/choose.ts';
import type { ApiServer } from './app.ts';
import { InstanceListed } from './instance-shapes.ts';
import { listedInstance } from './present.ts';
import { ErrorAnswer, OneOf } from './schemas.ts';

const SIZES = FEELINGS.map(({ name }) => name);
const QUESTIONS = ['language', 'topic', 'country', 'size', 'signUp'] as const;

const ChooseQuery = Type.Object(
  {
    language: Type.Optional(
      Type.String({ pattern: '^[a-z]{2,8}$', description: 'A language subtag, such as fr.' }),
    ),
    topic: Type.Optional(OneOf(TOPICS, { description: 'A topic, as the catalogue has them.' })),
    country: Type.Optional(
      Type.String({ pattern: '^[A-Z]{2}$', description: 'ISO 3166-1 code of two letters, or EU.' }),
    ),
    size: Type.Optional(
      OneOf(SIZES, {
        description:
          'Registered accounts: circle (under 100), village (under 1,000), town (under 10,000), city.',
      }),
    ),
    signUp: Type.Optional(
      OneOf(SIGN_UPS, {
        description: 'now: open to all, at once; later: somebody looks at each request first.',
      }),
    ),
    seed: Type.Optional(
      Type.String({
        pattern: SEED.source,
        description:
          'Of the lots: the same seed draws the same instances. The newest day with figures by default.',
      }),
    ),
  },
  { additionalProperties: false },
);

const Options = Type.Array(
  Type.Object({
    value: Type.String({ description: 'As the parameter takes it.' }),
    count: Type.Integer({ description: 'Instances that would be left.' }),
  }),
  { description: 'The most frequent first.' },
);

const ChooseAnswer = Type.Object({
  left: Type.Integer({ description: 'Instances that fit all answers.' }),
  all: Type.Integer({ description: 'Instances that may be suggested at all.' }),
  seed: Type.String({ description: 'What the lots were drawn with.' }),
  suggestions: Type.Array(
    Type.Object({
      instance: Type.Object(InstanceListed.properties, { description: 'As in the directory.' }),
      caveats: Type.Array(OneOf(CAVEATS), {
        description: 'What stands against it, or is not known of it.',
      }),
    }),
    { description: 'At most 5 of those that fit, drawn by lot.' },
  ),
  options: Type.Object(
    { language: Options, topic: Options, country: Options, size: Options, signUp: Options },
    { description: 'What each question has left, given the other answers.' },
  ),
  without: Type.Array(
    Type.Object({
      question: OneOf(QUESTIONS, { description: 'Which answer.' }),
      count: Type.Integer({ description: 'Instances that would fit without it.' }),
    }),
    { description: 'Where nothing fits.' },
  ),
});

export function chooseRoute(app: ApiServer, site: Site): void {
  app.get(
    '/choose',
    {
      schema: {
        tags: ['instances'],
        summary: 'Instances that fit a newcomer’s answers, drawn by lot, and what each question has left.',
        querystring: ChooseQuery,
        response: { 200: ChooseAnswer, 400: ErrorAnswer },
      },
    },
    (request, reply) => {
      const { seed = defaultSeed(site.db), ...given } = request.query;
      const answers: Answers = {
        language: given.language ?? null,
        topic: given.topic ?? null,
        country: given.country ?? null,
        size: given.size ?? null,
        signUp: given.signUp ?? null,
      };
      void reply.send(shown(site, choiceOf(site.db, answers, seed, site.now()), answers, seed));
    },
  );
}

function shown(site: Site, choice: Choice, answers: Answers, seed: string): Static<typeof ChooseAnswer> {
  const candidates = suggestible(site.db, site.now());
  const options = (question: keyof Answers) => [...optionsFor(candidates, answers, question)];
  return {
    left: choice.left,
    all: choice.all,
    seed,
    suggestions: choice.suggestions.map(({ instance, caveats }) => ({
      instance: listedInstance(instance),
      caveats: [...caveats],
    })),
    options: {
      language: options('language'),
      topic: options('topic'),
      country: options('country'),
      size: options('size'),
      signUp: options('signUp'),
    },
    without: choice.without.map(({ question, count }) => ({ question, count })),
  };
}
