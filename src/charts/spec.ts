import type { Spec } from 'vega';
import type { Bar, Chart } from '../../dialogs/reply.ts';
import { BAR, FONT, type Line, layOut, WIDTH } from './layout.ts';
import type { Theme } from './theme.ts';

const FAMILY = "'Source Sans 3', system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif";
/** Of an end that is stated where the other is open, and of a figure that is no range. */
const TICK = 5;
/** How far beyond the highest figure an open bar goes on. */
const BEYOND = 1.25;
const YEAR = 12;

/** A chart as Vega draws it. Ends that articles leave open fade: what is stated there is only the tick. */
export function specOf(chart: Chart, theme: Theme, padding = 0): Spec {
  const { width, height, title, rows, axis, source } = layOut(chart);
  const names = [...new Set(chart.bars.map(({ name }) => name))];
  const { most, ...marking } = axisOf(chart);
  const bars = rows.map(({ bar, top }) => ({
    top,
    ...spanOf(bar, most),
    colour: theme.bars[names.indexOf(bar.name) % theme.bars.length],
    open: bar.low === undefined || bar.high === undefined,
  }));
  const grid = rows.flatMap(({ top }) => marking.values.map((at) => ({ at, top })));
  const ticks = bars.flatMap(({ from, to, stated, ...bar }) => stated.map((at) => ({ ...bar, at })));
  const lines = [title, ...rows.flatMap((row) => row.lines), ...source];
  return {
    width,
    height,
    padding,
    autosize: 'none',
    data: [
      { name: 'grid', values: grid },
      { name: 'bars', values: bars },
      { name: 'ticks', values: ticks },
      {
        name: 'lines',
        values: lines.map((line) => ({ ...line, ...lookOf(line, theme), ...(line === title && TITLE) })),
      },
    ],
    scales: [{ name: 'x', type: 'linear', domain: [0, most], range: [SIDE, width - SIDE] }],
    axes: [
      {
        scale: 'x',
        orient: 'bottom',
        offset: axis - height,
        ...marking,
        labelFlush: true,
        domainColor: theme.quiet,
        tickColor: theme.quiet,
        labelColor: theme.quiet,
        titleColor: theme.quiet,
        labelFont: FAMILY,
        titleFont: FAMILY,
        labelFontSize: FONT.note,
        titleFontSize: FONT.note,
        titleFontWeight: 'normal',
        titlePadding: 2,
        aria: false,
      },
    ],
    marks: [
      {
        type: 'rule',
        from: { data: 'grid' },
        aria: false,
        encode: {
          enter: {
            x: { scale: 'x', field: 'at' },
            y: { field: 'top', offset: -BESIDE },
            y2: { field: 'top', offset: BAR + BESIDE },
            stroke: { value: theme.line },
          },
        },
      },
      {
        type: 'rect',
        from: { data: 'bars' },
        aria: false,
        encode: {
          enter: {
            x: { scale: 'x', field: 'from' },
            x2: { scale: 'x', field: 'to' },
            y: { field: 'top' },
            height: { value: BAR },
            fill: { field: 'colour' },
            fillOpacity: [{ test: 'datum.open', value: 0.3 }, { value: 1 }],
          },
        },
      },
      {
        type: 'rect',
        from: { data: 'ticks' },
        aria: false,
        encode: {
          enter: {
            xc: { scale: 'x', field: 'at' },
            width: { value: TICK },
            y: { field: 'top' },
            height: { value: BAR },
            fill: { field: 'colour' },
          },
        },
      },
      {
        type: 'text',
        from: { data: 'lines' },
        aria: false,
        encode: {
          enter: {
            x: { field: 'x' },
            y: { field: 'y' },
            text: { field: 'text' },
            align: { field: 'align' },
            font: { value: FAMILY },
            fontSize: { field: 'size' },
            fontWeight: { field: 'weight' },
            fill: { field: 'colour' },
          },
        },
      },
    ],
  };
}

/** Half of the line at either end of the axis. */
const SIDE = 1;
/** How far the lines of the grid reach beyond a bar; they leave out the words between. */
const BESIDE = 3;
const TITLE = { size: FONT.title };

function lookOf({ style, align }: Line, theme: Theme) {
  return {
    x: align === 'left' ? 0 : WIDTH,
    size: style === 'note' ? FONT.note : FONT.label,
    weight: style === 'name' ? 'bold' : 'normal',
    colour: style === 'note' ? theme.quiet : theme.ink,
  };
}

/** From where to where a bar goes, and the ends that are stated where it is no range. */
function spanOf({ low, high }: Bar, most: number) {
  const from = low ?? 0;
  const to = high ?? most;
  const isRange = low !== undefined && high !== undefined && low < high;
  return { from, to, stated: isRange ? [] : [low ?? to] };
}

/** How far the axis goes and how it is marked; a time of more than two years is counted in years. */
function axisOf({ unit, bars }: Chart) {
  const highest = Math.max(1, ...bars.map(({ low, high }) => high ?? (low ?? 0) * BEYOND));
  const inYears = unit === 'months' && highest > 2 * YEAR;
  const step = unit === 'months' ? monthsBetween(highest) : roundStep(highest);
  const steps = Math.ceil(highest / step);
  const values = Array.from({ length: steps + 1 }, (_, i) => i * step);
  if (unit === '$') return { most: steps * step, values, title: 'US dollars', format: '$,.0f' };
  if (!inYears) return { most: steps * step, values, title: unit };
  const labels = { update: { text: { signal: `datum.value / ${YEAR}` } } };
  return { most: steps * step, values, title: 'years', encode: { labels } };
}

function monthsBetween(highest: number): number {
  if (highest > 2 * YEAR) return YEAR * Math.ceil(highest / YEAR / 6);
  return highest > YEAR ? 6 : highest > 6 ? 3 : 1;
}

/** A round step that goes into the highest figure up to four times: more sums would not fit side by side. */
function roundStep(highest: number): number {
  const power = 10 ** Math.floor(Math.log10(highest / 4));
  return [1, 2, 2.5, 5, 10].map((n) => n * power).find((step) => highest / step <= 4) ?? highest;
}
