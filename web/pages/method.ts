/** The method page: how figures are read and what each word means. */
import type { PageContext } from './context.ts';
import { layout, type Html } from './layout.ts';
import { prose, type Section } from './prose.ts';
import { RULES } from '../../db/trust/rules.ts';

/** Made of the rules themselves, so that what is said here is what is done. */
function rules({ t: { method, refusals } }: PageContext): Section {
  return {
    id: 'rules',
    title: method.rules.title,
    text: method.rules.text,
    items: RULES.map((rule) => `\`${rule}\`: ${refusals.rules[rule]}`),
  };
}

export function methodPage(ctx: PageContext): Html {
  const { method } = ctx.t;
  return layout(ctx, {
    title: method.title,
    description: method.lede,
    main: prose(ctx, method.title, method.lede, [...method.sections, rules(ctx)]),
  });
}
