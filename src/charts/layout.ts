import type { Bar, Chart } from '../../dialogs/reply.ts';

/** Sizes in the units of the image, which is drawn for a phone and scales: about a pixel there. */
export const WIDTH = 340;
export const FONT = { title: 16, label: 14, note: 12 } as const;
export const BAR = 12;

const TITLE = 30;
const LINE = { label: 19, note: 15 } as const;
const GAP = { aboveBar: 5, belowBar: 16, belowAxis: 8 } as const;
/** Ticks, their numbers and the unit under the lowest bar. */
const AXIS = 42;
/** Width of a letter as a share of its size, in the wider fonts that a reader may have; bold ones are wider. */
const LETTER = 0.52;
const BOLD = 0.62;

/** A bar with the words above it, each line at its baseline. */
export interface Row {
  readonly bar: Bar;
  /** Where the bar's upper edge lies. */
  readonly top: number;
  readonly lines: readonly Line[];
}

export interface Line {
  readonly text: string;
  readonly y: number;
  readonly style: 'name' | 'figure' | 'note';
  readonly align: 'left' | 'right';
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly title: Line;
  readonly rows: readonly Row[];
  /** Where the axis lies. */
  readonly axis: number;
  readonly source: readonly Line[];
}

/** Places all there is on a chart: a name and a figure over each bar, the axis below, then the source. Pure. */
export function layOut({ caption, bars, source }: Pick<Chart, 'caption' | 'bars' | 'source'>): Layout {
  const rows: Row[] = [];
  let y = TITLE;
  for (const bar of bars) {
    const { lines, end } = wordsOver(bar, y);
    const top = end + GAP.aboveBar;
    rows.push({ bar, top, lines });
    y = top + BAR + GAP.belowBar;
  }
  const axis = y - GAP.belowBar + GAP.belowAxis;
  const below = notes(source ? [`Source: ${source}`] : [], axis + AXIS);
  const title = { text: caption, y: FONT.title, style: 'name', align: 'left' } as const;
  return { width: WIDTH, height: below.end + 4, title, rows, axis, source: below.lines };
}

/** The name and, on the same line where both fit, the figure; then what else tells the bar from others. */
function wordsOver({ name, text, note }: Bar, top: number): { lines: Line[]; end: number } {
  const first = top + LINE.label - 5;
  const fit = name.length * FONT.label * BOLD + (text.length + 1) * FONT.label * LETTER <= WIDTH;
  const second = fit ? first : first + LINE.label;
  const below = notes(note ? [note] : [], (fit ? top : top + LINE.label) + LINE.label);
  return {
    lines: [
      { text: name, y: first, style: 'name', align: 'left' },
      { text, y: second, style: 'figure', align: fit ? 'right' : 'left' },
      ...below.lines,
    ],
    end: below.end,
  };
}

function notes(texts: readonly string[], top: number): { lines: Line[]; end: number } {
  const wrapped = texts.flatMap((text) => wrap(text, Math.floor(WIDTH / (FONT.note * LETTER))));
  const lines = wrapped.map((text, i): Line => ({ text, y: top + i * LINE.note + 11, style: 'note', align: 'left' }));
  return { lines, end: top + wrapped.length * LINE.note };
}

/** Breaks a text into lines of at most so many letters, between words; a longer word stands alone. */
function wrap(text: string, most: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= most) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
