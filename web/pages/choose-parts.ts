/** What the screens of "help me choose" share: what they are given, how they link to one another, and the words for an answer. */
import {
  FEELINGS,
  SIGN_UPS,
  type Candidate,
  type Caveat,
  type Option,
  type Question,
} from '../../db/choice/choice.ts';
import type { InstanceDetail } from '../../db/instance.ts';
import { TOPICS } from '../../db/catalogue/topics.ts';
import { writePath, type Path } from '../answers.ts';
import { href, type PageContext } from './context.ts';
import { countryName } from './official-parts.ts';

export type Suggestion = {
  readonly candidate: Candidate;
  readonly instance: InstanceDetail;
  readonly caveats: readonly Caveat[];
};
export type ChooseView = {
  readonly path: Path;
  /** How many fit the answers so far, and how many there are at all. */
  readonly left: number;
  readonly all: number;
  /** Of each question of this screen. */
  readonly options: readonly { readonly question: Question; readonly options: readonly Option[] }[];
  readonly suggestions: readonly Suggestion[];
  /** When nothing is left: how many there would be without each answer. */
  readonly without: readonly {
    readonly question: Question;
    readonly value: string;
    readonly count: number;
  }[];
};
/** Another place on the way, with other answers where given. A new way draws new lots. */
export function chooseLink(ctx: PageContext, path: Path, change: Partial<Path>): string {
  return href(ctx, '/choose', writePath({ ...path, seed: null, ...change }));
}

/** An answer in the reader's words. */
export function answerText(ctx: PageContext, question: Question, value: string): string {
  const { choose, directory } = ctx.t;
  const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
  if (question === 'language') return capital(ctx.f.language(value));
  if (question === 'country') return countryName(ctx, value);
  if (question === 'topic') {
    const topic = TOPICS.find((candidate) => candidate === value);
    return topic === undefined ? value : directory.values.topic[topic];
  }
  if (question === 'size') {
    const feeling = FEELINGS.find(({ name }) => name === value);
    return feeling === undefined ? value : choose.sizes[feeling.name];
  }
  const signUp = SIGN_UPS.find((candidate) => candidate === value);
  return signUp === undefined ? value : choose.signUps[signUp];
}
