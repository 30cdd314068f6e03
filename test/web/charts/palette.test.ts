/** The colours of pictures are those of the pages. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { PALETTES, THEMES } from '../../../web/charts/palette.ts';

const TOKENS = readFileSync(new URL('../../../web/client/style/tokens.css', import.meta.url), 'utf8');

function tokensOf(selector: string): Record<string, string> {
  const start = TOKENS.indexOf(`${selector} {`);
  const block = TOKENS.slice(start, TOKENS.indexOf('}', start));
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map((match) => [match[1], match[2]]),
  );
}

const SELECTORS = { light: ':root', dark: ":root:not([data-theme='light'])" };

test.each(THEMES)('the %s palette is the style sheet’s', (theme) => {
  const { hues, ink2, ruleStrong, ...rest } = PALETTES[theme];
  const named = Object.fromEntries(hues.map((hue, index) => [`hue-${index + 1}`, hue]));
  expect(tokensOf(SELECTORS[theme])).toMatchObject({
    ...rest,
    ...named,
    'ink-2': ink2,
    'rule-strong': ruleStrong,
  });
});

test('a frame that asks for dark gets what a device that prefers dark gets', () => {
  expect(tokensOf(":root[data-theme='dark']")).toEqual(tokensOf(SELECTORS.dark));
});
