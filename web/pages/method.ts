/** The method page: how figures are read and what each word means. */
import type { PageContext } from './context.ts';
import { layout, type Html } from './layout.ts';
import { prose } from './prose.ts';

export function methodPage(ctx: PageContext): Html {
  const { method } = ctx.t;
  return layout(ctx, {
    title: method.title,
    description: method.lede,
    main: prose(ctx, method.title, method.lede, method.sections),
  });
}
