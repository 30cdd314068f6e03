/** "Help me choose": one question a screen, the number left always in sight, then a few suggestions. Plain links, no form. */
import type { Option, Question } from '../../db/choice/choice.ts';
import { answered, ASKED, neighbour, STEPS, type Path, type Step } from '../answers.ts';
import { answerText, chooseLink, type ChooseView } from './choose-parts.ts';
import { results } from './choose-result.ts';
import { href, type PageContext } from './context.ts';
import { html, NOTHING, type Html } from './html.ts';
import { layout } from './layout.ts';

type Screen = Exclude<Step, 'result'>;

/** Options shown at once; the others are one click away. */
const SHOWN_OPTIONS = 12;
const SCREENS = STEPS.slice(0, -1);

function progress(ctx: PageContext, { path }: ChooseView): Html {
  const { choose } = ctx.t;
  const said = (step: Screen): string => {
    const values = ASKED[step].flatMap((question) => {
      const value = path.answers[question];
      return value === null ? [] : [answerText(ctx, question, value)];
    });
    return values.length > 0 ? ctx.f.list(values) : choose.skipped;
  };
  const here = STEPS.indexOf(path.step);
  return html`<nav class="progress" aria-label="${choose.progressLabel}">
    <ol>
      ${STEPS.map((step, index) => {
        const isPast = index < here && step !== 'result';
        const name = choose.steps[step];
        return html`<li ${index === here ? html`aria-current="step"` : NOTHING}>
          ${
            isPast
              ? html`<a href="${chooseLink(ctx, path, { step })}"
                  >${name}<span class="said">${said(step)}</span></a
                >`
              : html`<span>${name}</span>`
          }
        </li>`;
      })}
    </ol>
  </nav>`;
}

function choice(
  ctx: PageContext,
  path: Path,
  step: Screen,
  question: Question,
  { value, count }: Option,
): Html {
  const target = chooseLink(ctx, path, {
    answers: answered(path.answers, step, { [question]: value }),
    step: neighbour(step, 1) ?? 'result',
  });
  const isChosen = path.answers[question] === value;
  return html`<li>
    <a class="option" href="${target}" ${isChosen ? html`aria-current="true"` : NOTHING}
      ><span>${answerText(ctx, question, value)}</span> <span class="count">${ctx.f.full(count)}</span></a
    >
  </li>`;
}

function optionList(
  ctx: PageContext,
  { path }: ChooseView,
  step: Screen,
  { question, options }: ChooseView['options'][number],
): Html {
  const { choose } = ctx.t;
  const item = (option: Option): Html => choice(ctx, path, step, question, option);
  // Classes keep their order; names come by how many there are.
  const rest = options.slice(SHOWN_OPTIONS);
  return html`<ul class="options">
      ${options.slice(0, SHOWN_OPTIONS).map(item)}
    </ul>
    ${
      rest.length === 0
        ? NOTHING
        : html`<details class="more">
            <summary>${choose.moreOptions(rest.length)}</summary>
            <ul class="options">
              ${rest.map(item)}
            </ul>
          </details>`
    }`;
}

const SIZE_ORDER = ['circle', 'village', 'town', 'city', 'now', 'later'];

/** The closed lists in their own order. */
function inOrder(question: Question, options: readonly Option[]): readonly Option[] {
  return question === 'size' || question === 'signUp'
    ? options.toSorted((a, b) => SIZE_ORDER.indexOf(a.value) - SIZE_ORDER.indexOf(b.value))
    : options;
}

function screen(ctx: PageContext, view: ChooseView, step: Screen): Html {
  const { choose } = ctx.t;
  const { path } = view;
  const before = neighbour(step, -1);
  const titles: Partial<Record<Question, string>> = { topic: choose.topics, country: choose.places };
  const groups = view.options
    .map(({ question: name, options }) => ({ question: name, options: inOrder(name, options) }))
    .filter(({ options }) => options.length > 0);
  return html`<h2>${choose.questions[step]}</h2>
    <p class="quiet">${choose.hints[step]}</p>
    ${groups.length === 0 ? html`<p class="empty">${choose.noOptions}</p>` : NOTHING}
    ${groups.map((group) => html`${titles[group.question] === undefined ? NOTHING : html`<h3>${titles[group.question]}</h3>`}${optionList(ctx, view, step, group)}`)}
    <p class="onward">
      <a
        class="button subdued"
        href="${chooseLink(ctx, path, { answers: answered(path.answers, step, {}), step: neighbour(step, 1) ?? 'result' })}"
        >${choose.skip}</a
      >
      ${before === null ? NOTHING : html`<a href="${chooseLink(ctx, path, { step: before })}" rel="prev">${choose.back}</a>`}
      <a href="${chooseLink(ctx, path, { step: 'result' })}">${choose.toResult}</a>
    </p>`;
}

function notSuggested(ctx: PageContext): Html {
  const { choose } = ctx.t;
  return html`<section class="not-suggested" aria-labelledby="never">
    <h2 id="never">${choose.notSuggested}</h2>
    <ul class="evidence">
      ${choose.notSuggestedItems.map((item) => html`<li>${item}</li>`)}
    </ul>
  </section>`;
}

function nothingLeft(ctx: PageContext, { path, without }: ChooseView): Html {
  const { choose } = ctx.t;
  // Another dead end is no way out.
  const ways = without.filter(({ count }) => count > 0);
  return html`<div class="empty">
    <p class="empty-title">${choose.none}</p>
    ${ways.length === 0 ? html`<p><a class="button" href="${href(ctx, '/choose')}">${choose.anew}</a></p>` : html`<p>${choose.noneText}</p>`}
    <ul>
      ${ways.map(({ question: name, value, count }) => html`<li><a href="${chooseLink(ctx, path, { answers: { ...path.answers, [name]: null } })}">${choose.without(answerText(ctx, name, value), count)}</a></li>`)}
    </ul>
  </div>`;
}

function body(ctx: PageContext, view: ChooseView): Html {
  const { choose } = ctx.t;
  if (view.all === 0)
    return html`<p class="empty">${choose.empty}</p>
      <p><a class="button" href="${href(ctx, '/instances')}">${choose.emptyLink}</a></p>`;
  if (view.left === 0) return nothingLeft(ctx, view);
  return view.path.step === 'result' ? results(ctx, view) : screen(ctx, view, view.path.step);
}

export function choosePage(ctx: PageContext, view: ChooseView): Html {
  const { choose } = ctx.t;
  const { step } = view.path;
  const main = html`<header class="page-head">
      <h1>${choose.title}</h1>
      ${step === 'language' ? html`<p class="lede">${choose.lede}</p>` : NOTHING}
    </header>
    <div class="choosing">
      ${progress(ctx, view)}
      <p class="left" role="status">
        <strong>${choose.left(view.left)}</strong
        >${view.left === view.all ? html` <a class="quiet" href="#never">${choose.whyFewer}</a>` : NOTHING}${step === 'result' ? NOTHING : html` <span class="quiet">${choose.progress(STEPS.indexOf(step) + 1, SCREENS.length)}</span>`}
      </p>
      <section aria-label="${choose.steps[step]}">${body(ctx, view)}</section>
    </div>
    ${notSuggested(ctx)}`;
  return layout(ctx, { title: choose.title, description: choose.lede, main, canonical: '/choose' });
}
