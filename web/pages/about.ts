/** The about page: what this is, why, and under which licence. */
import type { PageContext } from './context.ts';
import { layout, type Html } from './layout.ts';
import { prose } from './prose.ts';

export function aboutPage(ctx: PageContext): Html {
  const { about } = ctx.t;
  return layout(ctx, {
    title: about.title,
    description: about.lede,
    main: prose(ctx, about.title, about.lede, about.sections),
  });
}
