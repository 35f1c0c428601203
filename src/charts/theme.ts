/** The colours of a chart; all that carries meaning stands out from the page by 3 : 1, words by 4.5 : 1. */
export interface Theme {
  readonly page: string;
  readonly ink: string;
  readonly quiet: string;
  readonly line: string;
  /** One a program, over again where there are more. */
  readonly bars: readonly string[];
}

export const LIGHT: Theme = {
  page: '#ffffff',
  ink: '#17242a',
  quiet: '#4b5b63',
  line: '#d3dde1',
  bars: ['#0b5563', '#9c4a0d', '#5b4a9e', '#3d6b22', '#8d2f5b'],
};

export const DARK: Theme = {
  page: '#1f272b',
  ink: '#eef3f5',
  quiet: '#a9b7be',
  line: '#3a464c',
  bars: ['#7fd0e0', '#f0a868', '#b8a9f0', '#a3cf86', '#ec9dc0'],
};

/** Turns what is drawn in the light theme dark for readers who want it so. */
export function darkStyle(): string {
  const pairs = [LIGHT.ink, LIGHT.quiet, LIGHT.line, ...LIGHT.bars].map((light, i) => {
    const dark = [DARK.ink, DARK.quiet, DARK.line, ...DARK.bars][i];
    return `[fill="${light}"]{fill:${dark}}[stroke="${light}"]{stroke:${dark}}`;
  });
  return `<style>@media screen and (prefers-color-scheme:dark){${pairs.join('')}}</style>`;
}
