/** The end of "help me choose": each suggestion with why it fits and what to know, and where to go from here. */
import { FEELINGS, type Answers } from '../../db/choice/choice.ts';
import { answerText, chooseLink, type ChooseView, type Suggestion } from './choose-parts.ts';
import { href, type PageContext } from './context.ts';
import { html, NOTHING, type Html } from './html.ts';
import { countryName } from './official-parts.ts';
import { instancePath, readable } from './parts.ts';
import { signUpLink } from './sign-up.ts';

/** Two figures are exact enough for "about". */
function about(count: number): number {
  const power = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(count, 1))) - 1);
  return Math.round(count / power) * power;
}

/** Why it fits: the answers first, then what speaks for it anyway. */
function reasons(ctx: PageContext, { candidate, instance }: Suggestion, answers: Answers): readonly string[] {
  const { choose } = ctx.t;
  const said = choose.reasons;
  const topics = answers.topic === null ? candidate.topics : [answers.topic];
  return [
    ...(answers.language !== null
      ? [said.language(ctx.f.language(answers.language))]
      : candidate.languages.slice(0, 3).map((tag) => said.language(ctx.f.language(tag)))),
    ...topics.slice(0, 2).map((topic) => said.topic(answerText(ctx, 'topic', topic))),
    ...(answers.country === null ? [] : [said.country(countryName(ctx, answers.country))]),
    said[candidate.signUp],
    ...(candidate.users === null ? [] : [said.users(about(candidate.users))]),
    ...(candidate.availability === null ? [] : [said.availability(candidate.availability)]),
    ...(candidate.upkeep === 'current' ? [said.current] : []),
    said.rules(instance.profile?.rules.length ?? 0),
    ...(instance.facts.operator === null ? [] : [choose.who(instance.facts.operator)]),
  ];
}

function caveats(ctx: PageContext, { caveats: found, candidate, instance }: Suggestion): readonly string[] {
  const { choose } = ctx.t;
  return [
    ...found.map((caveat) => choose.caveats[caveat]),
    ...(candidate.minimumAge === null ? [] : [choose.minimumAge(candidate.minimumAge)]),
    ...(instance.facts.operator === null ? [choose.unknownWho] : []),
  ];
}

function card(ctx: PageContext, suggestion: Suggestion, answers: Answers): Html {
  const { choose } = ctx.t;
  const { instance } = suggestion;
  const { domain, title, description } = instance;
  const lacking = caveats(ctx, suggestion);
  return html`<li class="proposal">
    <h3>
      <a href="${href(ctx, instancePath(domain))}"><bdi>${title ?? readable(domain)}</bdi></a>
    </h3>
    <p class="domain">${readable(domain)}</p>
    ${description === null ? NOTHING : html`<p class="what" dir="auto">${description}</p>`}
    <div class="reasons">
      <div>
        <h4>${choose.matches}</h4>
        <ul class="for">
          ${reasons(ctx, suggestion, answers).map((reason) => html`<li>${reason}</li>`)}
        </ul>
      </div>
      ${
        lacking.length === 0
          ? NOTHING
          : html`<div>
              <h4>${choose.lacks}</h4>
              <ul class="against">
                ${lacking.map((caveat) => html`<li>${caveat}</li>`)}
              </ul>
            </div>`
      }
    </div>
    <p class="join">
      ${signUpLink(ctx, instance)}
      <a class="more-about" href="${href(ctx, instancePath(domain))}"
        >${choose.more}<span class="sr-only">: ${title ?? readable(domain)}</span></a
      >
    </p>
  </li>`;
}

/** The same answers as filters of the directory, in fair order. */
function directoryQuery({ answers }: ChooseView['path']): URLSearchParams {
  const query = new URLSearchParams({ sort: 'fair' });
  if (answers.language !== null) query.set('language', answers.language);
  if (answers.topic !== null) query.set('topic', answers.topic);
  if (answers.country !== null) query.set('country', answers.country);
  const from = FEELINGS.findIndex(({ name }) => name === answers.size);
  if (from !== -1) query.set('minUsers', String(FEELINGS[from]?.from ?? 0));
  const next = from === -1 ? undefined : FEELINGS[from + 1];
  if (next !== undefined) query.set('maxUsers', String(next.from - 1));
  query.set(
    'registrations',
    answers.signUp === null ? 'open,approval' : answers.signUp === 'now' ? 'open' : 'approval',
  );
  return query;
}

export function results(ctx: PageContext, view: ChooseView): Html {
  const { choose } = ctx.t;
  const { path, left, suggestions } = view;
  const compared = new URLSearchParams(
    suggestions.map(({ instance }): [string, string] => ['i', instance.domain]),
  );
  return html`<h2>${choose.resultTitle(left)}</h2>
    <p>${choose.resultText(left)}</p>
    <ol class="proposals">
      ${suggestions.map((one) => card(ctx, one, path.answers))}
    </ol>
    <p class="onward">
      ${left > suggestions.length ? html`<a class="button" href="${chooseLink(ctx, path, {})}">${choose.again}</a>` : NOTHING}
      ${suggestions.length > 1 ? html`<a href="${href(ctx, '/compare', compared)}">${choose.compareThese}</a>` : NOTHING}
      <a href="${href(ctx, '/instances', directoryQuery(path))}">${choose.all}</a>
      <a href="${chooseLink(ctx, path, { step: 'signup' })}" rel="prev">${choose.back}</a>
    </p>`;
}
