import { describe, expect, test } from 'vitest';
import type { Bar, Chart } from '../../dialogs/reply.ts';
import { drawPng, drawSvg } from '../../src/charts/draw.ts';
import { BAR, layOut } from '../../src/charts/layout.ts';
import { DARK, LIGHT } from '../../src/charts/theme.ts';
import { pay, time } from './sample-chart.ts';

const textsOf = (svg: string) => [...svg.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);

/** From where to where the rectangles of a colour go, in units of the image. */
const rectanglesOf = (svg: string, colour: string) =>
  [...svg.matchAll(/<path d="M([\d.]+),[\d.]+h([\d.]+)v[\d.]+h-[\d.]+Z" fill="(#\w+)"/g)].flatMap(([, x, w, fill]) =>
    fill === colour ? [{ from: Number(x), to: Number(x) + Number(w) }] : [],
  );

/** Where the image has the figure: the axis begins and ends a unit inside. */
const placeOf = (figure: number, most: number) => 1 + (figure / most) * (layOut(pay).width - 2);

describe('the image', () => {
  test('says the caption, each name, figure and note, the unit and the source', async () => {
    expect(textsOf(await drawSvg(pay))).toEqual(
      expect.arrayContaining([
        ...['Pay per year', 'US dollars', 'Billing', 'Coding'],
        ...['$40,000–$60,000', 'about $50,000', 'over $70,000', 'up to $30,000'],
        ...['typical pay, A College', 'B &amp; &lt;C&gt;', '$0'],
      ]),
    );
    expect(textsOf(await drawSvg(time))).toContain('Source: A College, 2025');
  });

  test('has each bar where its figures are on the axis', async () => {
    const svg = await drawSvg(pay);
    const most = Number(
      textsOf(svg)
        .findLast((text) => /^\$[\d,]+$/.test(text ?? ''))
        ?.replace(/\D/g, ''),
    );
    expect(most).toBeGreaterThanOrEqual(70_000 * 1.25);
    const [billing = '', coding = ''] = LIGHT.bars;
    const [range, single] = rectanglesOf(svg, billing);
    expect(range?.from).toBeCloseTo(placeOf(40_000, most), 1);
    expect(range?.to).toBeCloseTo(placeOf(60_000, most), 1);
    expect(single).toBeDefined();
    const [over, upTo, ...stated] = rectanglesOf(svg, coding);
    expect([over?.from, upTo?.to].map(Math.round as never)).toEqual(
      [placeOf(70_000, most), placeOf(30_000, most)].map(Math.round),
    );
    expect(over?.to).toBeCloseTo(placeOf(most, most), 1);
    expect(upTo?.from).toBeCloseTo(placeOf(0, most), 1);
    // What is stated of an open bar is its tick; the rest fades.
    expect(stated).toHaveLength(2);
    expect(svg.match(/fill-opacity="0.3"/g)).toHaveLength(2);
  });

  test.each<[string, readonly Partial<Bar>[], string, string[]]>([
    ['weeks and months in months', [{ low: 1, high: 6 }], 'months', ['0', '1', '2', '3', '4', '5', '6']],
    ['a year by quarters', [{ low: 9, high: 12 }], 'months', ['0', '3', '6', '9', '12']],
    ['two years by halves', [{ low: 10, high: 24 }], 'months', ['0', '6', '12', '18', '24']],
    ['more in years', [{ low: 24, high: 48 }], 'years', ['0', '1', '2', '3', '4']],
    ['many years', [{ high: 96 }], 'years', ['0', '2', '4', '6', '8']],
  ])('counts %s', async (_, bars, unit, ticks) => {
    const chart: Chart = { ...time, bars: bars.map((bar) => ({ name: 'A', text: 'so long', citations: [1], ...bar })) };
    const texts = textsOf(await drawSvg(chart));
    expect(texts).toContain(unit);
    expect(texts.filter((text) => /^\d+$/.test(text ?? ''))).toEqual(ticks);
  });

  test('has an axis where all that is charted costs nothing', async () => {
    const svg = await drawSvg({ ...pay, bars: [{ name: 'A', low: 0, high: 0, text: '$0', citations: [1] }] });
    expect(textsOf(svg)).toContain('$0');
    expect(svg).not.toContain('NaN');
  });

  test('says itself in words, and turns dark with its reader’s screen', async () => {
    const svg = await drawSvg(pay);
    expect(svg).toContain('role="img" aria-label="Pay per year. Billing (typical pay, A College): $40,000–$60,000;');
    expect(svg).toContain('B &#38; &#60;C&#62;');
    expect(svg).toContain(`[fill="${LIGHT.ink}"]{fill:${DARK.ink}}`);
    const colours = new Set([...svg.matchAll(/(?:fill|stroke)="(#\w+)"/g)].map(([, colour]) => colour ?? ''));
    for (const colour of colours) expect(svg, colour).toContain(`[fill="${colour}"]{fill:`);
  });
});

describe('as PNG', () => {
  const sizeOf = (png: Buffer) => ({ width: png.readUInt32BE(16), height: png.readUInt32BE(20) });

  test('is a picture of up to 1,024 pixels, light or dark, with letters drawn from its own font', async () => {
    const light = await drawPng(pay);
    const dark = await drawPng(pay, true);
    const wordless = await drawPng({ ...pay, caption: ' ', bars: pay.bars.map((bar) => ({ ...bar, text: ' ' })) });
    expect(light.subarray(1, 4).toString()).toBe('PNG');
    expect(sizeOf(light).width).toBeGreaterThan(800);
    expect(sizeOf(light).width).toBeLessThanOrEqual(1024);
    expect(dark.equals(light)).toBe(false);
    expect(wordless.length).toBeLessThan(light.length * 0.9);
  });
});

describe('the layout', () => {
  test('leaves every line and bar a place of its own, within the image', () => {
    const long = 'tuition for the program as a whole, Undated article on billing and coding';
    const bars = [...pay.bars, { ...(pay.bars[0] as Bar), name: 'A name of thirty letters, or so', note: long }];
    const { rows, axis, height } = layOut({ ...pay, bars, source: long });
    const places = rows.flatMap(({ lines, top }) => [
      ...lines.filter(({ align }) => align === 'left').map(({ y }) => y),
      top + BAR,
    ]);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(new Set(places).size).toBe(places.length);
    expect(axis).toBeGreaterThan(places.at(-1) as number);
    expect(height).toBeGreaterThan(axis + 40);
    expect(rows.at(-1)?.lines.filter(({ style }) => style === 'note')).toHaveLength(2);
  });
});
