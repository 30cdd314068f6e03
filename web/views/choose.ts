/** Reads what "help me choose" shows out of the database. Draws nothing and knows nothing of HTTP. */
import { suggestible } from '../../db/choice/candidates.ts';
import {
  caveatsOf,
  comparable,
  drawn,
  fitting,
  optionsFor,
  type Answers,
  type Candidate,
} from '../../db/choice/choice.ts';
import { findInstance, type InstanceDetail } from '../../db/instance.ts';
import type { Database } from '../../db/open.ts';
import { dayOf } from '../../db/time.ts';
import { ASKED, given, readPath } from '../answers.ts';
import type { ChooseView, Suggestion } from '../pages/choose-parts.ts';

/** More is no choice again. */
const SUGGESTED = 5;
/** Open instances named on the page of a closed one. */
const ALTERNATIVES = 4;

/** What fits some answers, whoever asks. */
export type Choice = Pick<ChooseView, 'left' | 'all' | 'suggestions' | 'without'>;

/** @param seed what the lots are drawn with; `null`: none are drawn yet. @param now Unix seconds */
export function choiceOf(db: Database, answers: Answers, seed: string | null, now: number): Choice {
  const candidates = suggestible(db, now);
  const fit = fitting(candidates, answers);
  return {
    left: fit.length,
    all: candidates.length,
    suggestions: seed === null ? [] : suggestionsOf(db, fit, answers, seed),
    without:
      fit.length > 0
        ? []
        : given(answers).map(({ question, value }) => ({
            question,
            value,
            count: fitting(candidates, { ...answers, [question]: null }).length,
          })),
  };
}

export function chooseView(db: Database, query: URLSearchParams, now: number): ChooseView {
  const path = readPath(query);
  const { answers, step, seed } = path;
  const candidates = suggestible(db, now);
  return {
    ...choiceOf(db, answers, step === 'result' ? (seed ?? '') : null, now),
    path,
    options:
      step === 'result'
        ? []
        : ASKED[step].map((question) => ({
            question,
            options: optionsFor(candidates, answers, question),
          })),
  };
}

function suggestionsOf(
  db: Database,
  fit: readonly Candidate[],
  answers: Answers,
  seed: string,
): readonly Suggestion[] {
  return drawn(fit, seed)
    .slice(0, SUGGESTED)
    .flatMap((candidate) => suggestion(db, candidate, answers));
}

function suggestion(db: Database, candidate: Candidate, answers: Answers): readonly Suggestion[] {
  const instance = findInstance(db, candidate.domain);
  return instance === null ? [] : [{ candidate, instance, caveats: caveatsOf(candidate, answers) }];
}

/** Open instances like this one, where it takes no newcomers itself; the same for everybody on one day. */
export function alternativesView(
  db: Database,
  instance: InstanceDetail,
  now: number,
): readonly InstanceDetail[] {
  const takesNobody =
    instance.registrations === 'closed' || ['failing', 'gone', 'moved', 'withheld'].includes(instance.state);
  if (!takesNobody) return [];
  const seed = `${instance.domain} ${dayOf(now)}`;
  const like = {
    domain: instance.domain,
    languages: instance.languages.map((tag) => (tag.split('-', 1)[0] ?? '').toLowerCase()),
    topics: instance.facts.topics,
    country: instance.facts.country,
    guesses: instance.guesses,
    users: instance.figures.users,
  };
  return comparable(suggestible(db, now), like, seed, ALTERNATIVES).flatMap(({ domain }) => {
    const found = findInstance(db, domain);
    return found === null ? [] : [found];
  });
}
