/** The colours of pictures that no style sheet reaches. The same as in the style sheet's tokens, which a test holds them to. */

export const THEMES = ['light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];
export type Palette = {
  readonly paper: string;
  readonly ink: string;
  readonly ink2: string;
  readonly rule: string;
  readonly ruleStrong: string;
  readonly accent: string;
  /** Of series 1 to 6. */
  readonly hues: readonly string[];
};

export const PALETTES: Readonly<Record<Theme, Palette>> = {
  light: {
    paper: '#fbfaf7',
    ink: '#1c1b1a',
    ink2: '#5c5850',
    rule: '#d8d3c7',
    ruleStrong: '#8d8678',
    accent: '#2f6b4f',
    hues: ['#0072b2', '#b84e00', '#00795a', '#a6447e', '#6b5b00', '#4b4b9a'],
  },
  dark: {
    paper: '#161513',
    ink: '#ece9e2',
    ink2: '#a9a397',
    rule: '#38342d',
    ruleStrong: '#7d7669',
    accent: '#7cc7a0',
    hues: ['#56b4e9', '#e69f00', '#2fc79a', '#e38fbf', '#d8c34a', '#9c9cf0'],
  },
};
