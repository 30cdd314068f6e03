/** A graph in a frame on somebody else's page: the same figure as on ours, with its values, and a link to where it is from. */
import { embedAddress, pageAddress } from '../embed/subject.ts';
import { embedTitle } from '../embed/drawn.ts';
import type { EmbedView } from '../embed/view.ts';
import { overlayFigure } from './compare-graph.ts';
import { comparedLines, csvAddress } from './compare.ts';
import { href, pastDay, type PageContext } from './context.ts';
import { graphFigure } from './graph.ts';
import { html, type Html } from './html.ts';
import { framed } from './layout.ts';
import { shapeFigure } from './shape-figure.ts';

function figure(ctx: PageContext, view: EmbedView): Html {
  switch (view.kind) {
    case 'one':
      return graphFigure(ctx, view.graph);
    case 'several':
      return overlayFigure(
        ctx,
        comparedLines(ctx, view.compare),
        view.chart,
        csvAddress(view.compare, pastDay(ctx)),
      );
    default:
      return shapeFigure(ctx, view.shown, false);
  }
}

export function embedPage(ctx: PageContext, view: EmbedView, theme: string): Html {
  const { subject, chart } = view;
  const title = embedTitle(ctx, view);
  const [path = '', query] = pageAddress(subject, chart).split('?', 2);
  const page = href({ base: `/${ctx.lang}`, dated: ctx.dated }, path, new URLSearchParams(query));
  return framed(
    ctx,
    {
      title,
      canonical: pageAddress(subject, chart),
      preview: { picture: embedAddress(subject, chart, '.png'), isEmbeddable: true },
      main: html`<p class="framed-subject">${title}</p>
        ${figure(ctx, view)}
        <p class="framed-credit"><a href="${page}" target="_top">${ctx.t.embed.open}</a></p>`,
    },
    theme,
  );
}
