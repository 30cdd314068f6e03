/** The page that the crawler's user agent points at: who asks, what for, how often, how to say no. */
import type { PageContext } from './context.ts';
import { layout, type Html } from './layout.ts';
import { prose } from './prose.ts';

/** As the crawler sends it, whatever its version. */
function userAgent(ctx: PageContext): string {
  const contact = ctx.contact === null ? '' : `; ${ctx.contact}`;
  return `Herdbook/<version> (+${ctx.publicUrl}/crawler${contact})`;
}

export function crawlerPage(ctx: PageContext): Html {
  const { crawler } = ctx.t;
  const sections = crawler.sections(userAgent(ctx), ctx.contact);
  return layout(ctx, {
    title: crawler.title,
    description: crawler.lede,
    main: prose(ctx, crawler.title, crawler.lede, sections),
  });
}
