/**
 * `npm run bench -- matcher [--train a.csv --test b.csv] [--typos] [--seed N]`: how well and how fast the product's
 * matcher and its peers tell what a question asks for, on the shipped knowledge or on any labelled set.
 */
import { parseArgs } from 'node:util';
import { CONTESTANTS, type Contestant } from './contestants.ts';
import { type Labelled, readLabelled } from './labelled.ts';
import { type Figures, measure } from './measure.ts';
import { asItRuns, loadShipped } from './shipped.ts';
import { table as draw } from './table.ts';
import { createRandom, misspell } from './typos.ts';

/** Runs the benchmark with the command line's arguments and gives its table. */
export async function benchMatcher(args: readonly string[]): Promise<string> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      train: { type: 'string' },
      test: { type: 'string' },
      typos: { type: 'boolean', default: false },
      seed: { type: 'string', default: '1' },
    },
  });
  const seed = Number(values.seed);
  const { train, plain, contestants } = readSets(values, seed);
  const test = values.typos ? misspellAll(plain, seed) : plain;
  const figures: Figures[] = [];
  for (const contestant of contestants) figures.push(await measure(contestant, train, test));
  return `${describe(train, test, values.typos)}\n\n${table(figures)}`;
}

interface Sets {
  readonly train: readonly Labelled[];
  /** The questions, without typos. */
  readonly plain: readonly Labelled[];
  readonly contestants: readonly Contestant[];
}

function readSets({ train, test }: { train?: string | undefined; test?: string | undefined }, seed: number): Sets {
  if (train && test) return { train: readLabelled(train), plain: readLabelled(test), contestants: CONTESTANTS };
  if (train || test) throw new Error('matcher needs both --train FILE.csv and --test FILE.csv, or neither');
  const shipped = loadShipped(seed);
  return { train: shipped.train, plain: shipped.test, contestants: [asItRuns(shipped.knowledge), ...CONTESTANTS] };
}

function misspellAll(rows: readonly Labelled[], seed: number): Labelled[] {
  const random = createRandom(seed);
  return rows.map(({ sentence, label }) => ({ sentence: misspell(sentence, random), label }));
}

function describe(train: readonly Labelled[], test: readonly Labelled[], typos: boolean): string {
  const labels = new Set(train.map((row) => row.label));
  const outside = test.filter((row) => !labels.has(row.label)).length;
  return [
    `${train.length} training sentences of ${labels.size} labels`,
    `${test.length - outside} questions inside, ${outside} outside${typos ? ', one typo in each' : ''}`,
  ].join('; ');
}

/** The figures, each with its ratio to the first line's. */
function table(figures: readonly Figures[]): string {
  const [own] = figures;
  const cell = (key: Exclude<keyof Figures, 'name'>, format: (value: number) => string) => (row: Figures) =>
    Number.isNaN(row[key]) ? '–' : `${format(row[key])} (×${ratio(row[key] / (own?.[key] ?? 1))})`;
  const percent = (share: number) => (100 * share).toFixed(1);
  const columns: readonly (readonly [string, (row: Figures) => string])[] = [
    ['matcher', (row) => row.name],
    ['accuracy, %', cell('accuracy', percent)],
    ['AUROC, %', cell('auroc', percent)],
    ['ms a question', cell('perQuestion', (ms) => ms.toFixed(3))],
    ['questions a second', cell('perSecond', (count) => count.toFixed(0))],
    ['build, ms', cell('build', (ms) => ms.toFixed(0))],
  ];
  return draw(
    columns.map(([title]) => title),
    figures.map((row) => columns.map(([, text]) => text(row))),
  );
}

const ratio = (value: number) => (value < 10 ? value.toFixed(2) : value.toFixed(0));
