/** A signpost at a fork in the road. */
const ways = '<path d="M18 8v20M8 18h20M24 24l4 4" stroke-width="4" stroke-linecap="round"';

/** The colour icon, 192 by 192 pixels; what it shows lies in the middle half, since Teams may cut off the corners. */
const colour = `<svg xmlns="http://www.w3.org/2000/svg" width="192" height="192" viewBox="-18 -18 72 72">
<rect x="-18" y="-18" width="72" height="72" fill="#0b5563"/>${ways} stroke="#fff"/></svg>`;

/** The outline icon, 32 by 32 pixels: white on nothing. */
const outline = `<svg xmlns="http://www.w3.org/2000/svg" width="32" height="32" viewBox="4 4 28 28">${ways} stroke="#fff"/></svg>`;

/** The icons of the app as PNG, by the names that the manifest gives them. */
export async function drawIcons(): Promise<Record<'color.png' | 'outline.png', Uint8Array>> {
  const { renderAsync } = await import('@resvg/resvg-js');
  const draw = async (svg: string) => (await renderAsync(svg, { font: { loadSystemFonts: false } })).asPng();
  return { 'color.png': await draw(colour), 'outline.png': await draw(outline) };
}
