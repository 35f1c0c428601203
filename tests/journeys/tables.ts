import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What a student says, and what the reply must be; what a row leaves empty is not looked at. */
export interface Row {
  readonly student: string;
  /** Whether the student taps a button with that label instead of writing it. */
  readonly isTap: boolean;
  /** Any of them. */
  readonly kinds: readonly string[];
  /** Program ids in their order, joined by blanks; empty where the reply must be about none. */
  readonly programs?: string;
  /** Ids of topics, each of which the reply must be about. */
  readonly about: readonly string[];
  /** The reply shows at least one text of every group. */
  readonly shows: readonly (readonly string[])[];
  /** The first sentence shows at least one of these. */
  readonly leads: readonly string[];
  /** The reply shows none of these. */
  readonly never: readonly string[];
  /** Labels of buttons, each of which the reply offers. */
  readonly offers: readonly string[];
}

export interface Journey {
  readonly name: string;
  readonly rows: readonly Row[];
}

/** The journeys of one file, under its title. */
export interface Theme {
  readonly file: string;
  readonly title: string;
  readonly journeys: readonly Journey[];
}

const folder = fileURLToPath(new URL('.', import.meta.url));
const GAPS = 'known-gaps.md';

/** Every theme in this folder but the known gaps. Throws where a table cannot be read, naming file and line. */
export function readThemes(): Theme[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.md') && !['README.md', GAPS].includes(name));
  return names.sort().map(readFile);
}

/** The conversations whose last line goes wrong. */
export const readGaps = (): Theme => readFile(GAPS);

const readFile = (name: string) => readTheme(name, readFileSync(join(folder, name), 'utf8'));

/** The journeys in a text: `# title`, then for each journey `## name` and a table whose first line names the columns. */
function readTheme(name: string, text: string): Theme {
  const journeys: { name: string; rows: Row[] }[] = [];
  let title = '';
  let columns: string[] = [];
  for (const [i, line] of text.split('\n').entries()) {
    if (line.startsWith('# ')) title ||= line.slice(2).trim();
    if (line.startsWith('## ')) {
      journeys.push({ name: line.slice(3).trim(), rows: [] });
      columns = [];
    }
    if (!line.startsWith('|') || /^[| -]+$/.test(line)) continue;
    const cells = cellsOf(line);
    try {
      if (columns.length === 0) columns = named(cells);
      else journeys.at(-1)?.rows.push(rowOf(columns, cells));
    } catch (error) {
      throw new Error(`${name}:${i + 1}: ${(error as Error).message}`);
    }
  }
  return { file: basename(name, '.md'), title, journeys };
}

const cellsOf = (line: string) =>
  line
    .replace(/^\||\|\s*$/g, '')
    .split('|')
    .map((cell) => cell.trim());

const COLUMNS = ['student', 'kind', 'programs', 'about', 'leads', 'shows', 'never', 'offers'];

function named(cells: readonly string[]): string[] {
  const unknown = cells.filter((cell) => !COLUMNS.includes(cell));
  if (unknown.length > 0) throw new Error(`unknown column: ${unknown.join(', ')}`);
  return [...cells];
}

function rowOf(columns: readonly string[], cells: readonly string[]): Row {
  if (cells.length !== columns.length) throw new Error(`${cells.length} cells under ${columns.length} columns`);
  const cell = (column: string) => cells[columns.indexOf(column)] ?? '';
  const tapped = /^\[(.+)\]$/.exec(cell('student'))?.[1];
  const programs = cell('programs');
  return {
    student: tapped ?? cell('student'),
    isTap: tapped !== undefined,
    kinds: split(cell('kind'), ' or '),
    ...(programs && { programs: programs === 'none' ? '' : programs }),
    about: split(cell('about'), ';'),
    leads: split(cell('leads'), ' or '),
    shows: split(cell('shows'), ';').map((group) => split(group, ' or ')),
    never: split(cell('never'), ';'),
    offers: split(cell('offers'), ';'),
  };
}

const split = (cell: string, by: string) =>
  cell
    .split(by)
    .map((part) => part.trim())
    .filter(Boolean);
