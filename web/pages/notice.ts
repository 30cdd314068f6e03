/** Says how the crawl stands: a run under way, or one that could not be made. Silent when all is well. */
import { pastDay, type PageContext } from './context.ts';
import { html, NOTHING, type Html } from './html.ts';
import { reasonCode, type Run } from '../../db/runs.ts';

function reason(ctx: PageContext, run: Run): string {
  const { reasons } = ctx.t.notice;
  return reasons[reasonCode(run) ?? 'fault'];
}

function running(ctx: PageContext, run: Run): Html {
  const { notice } = ctx.t;
  return html`<div class="notice" role="status">
    <p>${notice.running(run.visited, run.due)}</p>
    <progress
      max="${Math.max(run.due, 1)}"
      value="${run.visited}"
      aria-label="${notice.running(run.visited, run.due)}"
    ></progress>
    <p class="quiet">${notice.runningMore(run.answered, run.withheld, run.failed)}</p>
  </div>`;
}

function aborted(ctx: PageContext, run: Run): Html {
  const { notice } = ctx.t;
  return html`<div class="notice warn">
    <p><strong>${notice.aborted(ctx.f.moment(run.startedAt))}</strong> ${reason(ctx, run)}</p>
    <p>${notice.abortedMeaning}</p>
    ${reasonCode(run) === 'network' ? html`<p>${notice.demoHint} <code>npm run demo</code>.</p>` : NOTHING}
  </div>`;
}

/** Nothing on a past day. Else always an element, so that a page watching a run finds where to put the news. */
export function runNotice(ctx: PageContext): Html {
  if (pastDay(ctx) !== null) return NOTHING;
  const { run } = ctx;
  const { notice } = ctx.t;
  const body =
    run?.state === 'running'
      ? running(ctx, run)
      : run?.state === 'aborted'
        ? aborted(ctx, run)
        : run?.state === 'interrupted'
          ? html`<div class="notice">
              <p>${notice.interrupted(ctx.f.moment(run.startedAt))} ${reason(ctx, run)}</p>
            </div>`
          : NOTHING;
  return html`<section class="run" id="run" data-part="run" aria-label="${notice.label}">${body}</section>`;
}
