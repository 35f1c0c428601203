/**
 * `npm run bench -- matcher [--train a.csv --test b.csv] [--typos] [--seed N] [--rounds N] [--building S]`: how well and
 * how fast the product's matcher and its peers tell what a question asks for, on the shipped knowledge or on any labelled set.
 */
import { parseArgs } from 'node:util';
import { type Labelled, readLabelled } from './labelled.ts';
import { type Bounds, contest, type Figures } from './matcher/contest.ts';
import { asItRuns, CONTESTANTS } from './matcher/contestants.ts';
import { createRandom, shuffled } from './random.ts';
import { loadShipped } from './shipped.ts';
import { table as draw } from './table.ts';
import { misspell } from './typos.ts';

/** On how many of the training sentences a matcher is tried that is too slow to be built on all of them. */
const FEWER = 2_500;
/** How long a matcher is asked in the first round, that it is judged by, and in each further one, milliseconds. */
const judging = 60_000;
const asking = 5_000;
/** How long each is asked just before a round that is timed, to be warm, milliseconds. */
const warming = 1_500;

/** Runs the benchmark with the command line's arguments and gives its table. */
export async function benchMatcher(args: readonly string[]): Promise<string> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      train: { type: 'string' },
      test: { type: 'string' },
      typos: { type: 'boolean', default: false },
      seed: { type: 'string', default: '1' },
      rounds: { type: 'string', default: '3' },
      building: { type: 'string', default: '60' },
    },
  });
  const [seed, rounds, building] = [Number(values.seed), Number(values.rounds), 1000 * Number(values.building)];
  if (!(rounds >= 1 && rounds <= 50 && building > 0 && building <= 3_600_000))
    throw new Error('--rounds from 1 to 50, --building (seconds) up to 3600');
  const { train, plain, names } = readSets(values, seed);
  // In random order, so that a matcher that does not get to the last is judged by a fair share.
  const test = shuffled(values.typos ? misspellAll(plain, seed) : plain, createRandom(seed));
  const bounds: Bounds = { rounds, building, judging, asking, warming };
  const { figures, late } = await contest(names, train, test, bounds);
  const fewer = shuffled(train, createRandom(seed)).slice(0, FEWER);
  const again = late.length > 0 && fewer.length < train.length ? await contest(late, fewer, test, bounds) : undefined;
  return [
    describe(train, test, values.typos),
    table([...figures, ...(again?.figures ?? []).map((f) => ({ ...f, name: `${f.name}, on ${fewer.length}` }))]),
    ...late.map((name) => `${name} was not built in ${values.building} s on all sentences.`),
    ...(again?.late ?? []).map(
      (name) => `${name} was not built in ${values.building} s on ${fewer.length} sentences either.`,
    ),
  ].join('\n\n');
}

interface Sets {
  readonly train: readonly Labelled[];
  /** The questions, without typos. */
  readonly plain: readonly Labelled[];
  /** Of the contestants. */
  readonly names: readonly string[];
}

function readSets({ train, test }: { train?: string | undefined; test?: string | undefined }, seed: number): Sets {
  const names = CONTESTANTS.map(({ name }) => name);
  if (train && test) return { train: readLabelled(train), plain: readLabelled(test), names };
  if (train || test) throw new Error('matcher needs both --train FILE.csv and --test FILE.csv, or neither');
  const shipped = loadShipped(seed);
  return { train: shipped.train, plain: shipped.test, names: [asItRuns.name, ...names] };
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
    ['questions', (row) => `${row.judged}`],
    ['accuracy, %', cell('accuracy', percent)],
    ['AUROC, %', cell('auroc', percent)],
    ['ms a question', cell('perQuestion', (ms) => ms.toFixed(3))],
    ['questions a second', cell('perSecond', (count) => count.toFixed(count < 100 ? 1 : 0))],
    ['spread', (row) => `${Math.round(100 * row.spread)} %`],
    ['build, ms', cell('build', (ms) => ms.toFixed(0))],
  ];
  return draw(
    columns.map(([title]) => title),
    figures.map((row) => columns.map(([, text]) => text(row))),
  );
}

const ratio = (value: number) => (value < 10 ? value.toPrecision(2) : value.toFixed(0));
