/** The page of an instance's visits: when the next one is due and why, how often it answered, each visit, and a form to check again. */
import type { Availability } from '../../db/visits/availability.ts';
import type { InstanceDetail } from '../../db/instance.ts';
import type { LoggedVisit, NextVisit, RecheckRefusal } from '../../db/visits/visits.ts';
import { href, type PageContext } from './context.ts';
import { html, type Html } from './html.ts';
import { layout } from './layout.ts';
import { instancePath, readable } from './parts.ts';

/** Why a check was not taken: the instance's reasons, and the form's own. */
export type CheckRefusal = RecheckRefusal | 'foreign' | 'full' | 'unavailable';
export type VisitsView = {
  readonly instance: InstanceDetail;
  readonly next: NextVisit;
  /** Newest first. */
  readonly visits: readonly LoggedVisit[];
  readonly availability: readonly Availability[];
  /** Somebody asked for a check, and the next run makes it. */
  readonly isWaiting: boolean;
  /** Why there is no check now; `null`: it may be asked for. */
  readonly refusal: CheckRefusal | null;
  /** From then on it may be checked again, Unix seconds. */
  readonly checkFrom: number;
};

export function visitsPath(domain: string): string {
  return `${instancePath(domain)}/visits`;
}

function nextSection(ctx: PageContext, view: VisitsView): Html {
  const { visits: texts } = ctx.t;
  const { at, reason, failures } = view.next;
  const why = reason === 'backoff' ? texts.why.backoff(failures) : texts.why[reason];
  const due =
    at === null
      ? texts.never
      : at <= ctx.now
        ? texts.dueNow
        : texts.due(ctx.f.moment(at), ctx.f.relative(at, ctx.now));
  return html`<section aria-labelledby="next">
    <h2 id="next">${texts.next}</h2>
    <p><strong>${due}</strong> ${why}</p>
    ${checkForm(ctx, view)}
  </section>`;
}

function checkForm(ctx: PageContext, { instance, isWaiting, refusal, checkFrom }: VisitsView): Html {
  const { visits: texts } = ctx.t;
  if (isWaiting) return html`<p role="status">${texts.waiting}</p>`;
  if (refusal !== null) {
    const words =
      refusal === 'recent' ? texts.refused.recent(ctx.f.moment(checkFrom)) : texts.refused[refusal];
    if (refusal !== 'foreign') return html`<p class="quiet" role="status">${words}</p>`;
    return html`<p class="notice warn" role="alert">${words}</p>
      ${button(ctx, instance)}`;
  }
  return button(ctx, instance);
}

function button(ctx: PageContext, { domain }: InstanceDetail): Html {
  const { visits: texts } = ctx.t;
  return html`<form method="post" action="${href(ctx, visitsPath(domain))}">
    <p><button class="button" aria-describedby="check-text">${texts.check}</button></p>
    <p id="check-text" class="quiet">${texts.checkText}</p>
  </form>`;
}

function availabilityTable(ctx: PageContext, { availability }: VisitsView): Html {
  const { visits: texts } = ctx.t;
  return html`<section aria-labelledby="availability">
    <h2 id="availability">${texts.availability}</h2>
    <dl class="facts">
      ${availability.map(
        ({ days, visits, answered, share }) =>
          html`<div>
            <dt>${texts.over(days)}</dt>
            <dd>
              ${visits === 0 ? texts.none : `${share === null ? '' : `${ctx.f.percent(share)} · `}${texts.answeredOf(answered, visits)}`}
            </dd>
          </div>`,
      )}
    </dl>
  </section>`;
}

function outcome(ctx: PageContext, { failureKind }: LoggedVisit): string {
  return failureKind === null ? ctx.t.visits.answered : ctx.t.failures[failureKind];
}

function log(ctx: PageContext, { visits }: VisitsView): Html {
  const { visits: texts } = ctx.t;
  return html`<section data-part="log">
    <h2 id="log">${texts.log}</h2>
    ${
      visits.length === 0
        ? html`<p>${texts.noVisits}</p>`
        : html`<div class="scroll" role="region" aria-labelledby="log" tabindex="0">
            <table class="visits">
              <thead>
                <tr>
                  <th scope="col">${texts.at}</th>
                  <th scope="col" class="words">${texts.outcome}</th>
                  <th scope="col">${texts.duration}</th>
                  <th scope="col">${texts.requests}</th>
                </tr>
              </thead>
              <tbody>
                ${visits.map(
                  (visit) =>
                    html`<tr>
                      <th scope="row">
                        <time datetime="${new Date(visit.at * 1_000).toISOString()}"
                          >${ctx.f.moment(visit.at)}</time
                        >
                      </th>
                      <td class="words">${outcome(ctx, visit)}</td>
                      <td>${texts.seconds(ctx.f.full(Math.round(visit.durationMs / 100) / 10))}</td>
                      <td>${ctx.f.full(visit.requests)}</td>
                    </tr>`,
                )}
              </tbody>
            </table>
          </div>`
    }
  </section>`;
}

export function visitsPage(ctx: PageContext, view: VisitsView): Html {
  const { visits: texts } = ctx.t;
  const { instance } = view;
  const title = texts.title(instance.title ?? readable(instance.domain));
  const main = html`<header class="page-head">
      <h1>${title}</h1>
      <p class="lede">${texts.lede}</p>
      <p><a href="${href(ctx, instancePath(instance.domain))}">${texts.back}</a></p>
    </header>
    ${nextSection(ctx, view)} ${availabilityTable(ctx, view)} ${log(ctx, view)}`;
  return layout(ctx, {
    title,
    description: texts.lede,
    main,
    isLive: view.isWaiting || ctx.run?.state === 'running',
    canonical: visitsPath(instance.domain),
    referrer: 'same-origin',
  });
}
