import { createRequire } from 'node:module';
import type { Chart } from '../../dialogs/reply.ts';
import { plainChart } from '../channels/plain-text.ts';
import { specOf } from './spec.ts';
import { DARK, darkStyle, LIGHT, type Theme } from './theme.ts';

/** Pixels of a PNG for each unit of the image; wide enough for a sharp screen, and within what chats take. */
const SCALE = 2.5;
/** Around a PNG, which has a ground of its own; in units of the image. */
const MARGIN = 16;

/** A chart as SVG that turns dark by itself where its reader's screen is. Vega is loaded with the first. */
export async function drawSvg(chart: Chart): Promise<string> {
  const svg = await withVega(chart, LIGHT);
  return svg.replace(/<svg ([^<>]*)>/, (_, attributes: string) => {
    const label = plainChart(chart).replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
    return `<svg ${attributes} role="img" aria-label="${label}">${darkStyle()}`;
  });
}

/** A chart as PNG on a ground of its own, light unless wanted dark. The renderer and its font are loaded with the first. */
export async function drawPng(chart: Chart, dark = false): Promise<Buffer> {
  const theme = dark ? DARK : LIGHT;
  const [{ renderAsync }, svg] = await Promise.all([import('@resvg/resvg-js'), withVega(chart, theme, MARGIN)]);
  const image = await renderAsync(svg, {
    background: theme.page,
    fitTo: { mode: 'zoom', value: SCALE },
    font: { loadSystemFonts: false, fontFiles: fontFiles(), defaultFontFamily: 'Source Sans 3' },
  });
  return image.asPng();
}

async function withVega(chart: Chart, theme: Theme, margin = 0): Promise<string> {
  const { parse, View } = await import('vega');
  const view = new View(parse(specOf(chart, theme, margin)), { renderer: 'none' });
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}

/** No font of the machine's is asked for: many servers have none. */
function fontFiles(): string[] {
  const { resolve } = createRequire(import.meta.url);
  return ['400Regular', '700Bold'].map((weight) =>
    resolve(`@expo-google-fonts/source-sans-3/${weight}/SourceSans3_${weight}.ttf`),
  );
}
