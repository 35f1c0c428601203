import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseCsv, readLabelled } from '../../bench/labelled.ts';
import { auroc, judge } from '../../bench/matcher/judge.ts';
import { benchMatcher } from '../../bench/matcher.ts';
import { createRandom } from '../../bench/random.ts';
import { misspell } from '../../bench/typos.ts';
import { editDistance } from '../../knowledge/spelling.ts';

// Each matcher runs in a process of its own, from the built benchmarks.
beforeAll(() => execFileSync('npm', ['run', '-s', 'build:bench']), 120_000);

const folder = mkdtempSync(join(tmpdir(), 'bench-'));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

const train = write(
  'train.csv',
  `sentence,label
what does a chisel cost,price
how much is the saw,price
"price, please",price
how expensive are your planes,price
when are you open,hours
opening hours,hours
are you open on sunday,hours
"when do you ""close"" today",hours
can I bring a saw back,returns
return a broken chisel,returns
I want my money back,returns
do you take back planes,returns
`,
);
const test_ = write(
  'test.csv',
  `label,sentence
price,how much does a plane cost
hours,are you open today
returns,can I return a saw
price,price of the chisel
hours,when do you close on sunday
other,my cat sleeps all afternoon
other,who won the football match
`,
);

const COLUMNS = [
  'matcher',
  'questions',
  'accuracy, %',
  'AUROC, %',
  'ms a question',
  'questions a second',
  'spread',
  'build, ms',
];

/** The table's rows by the matcher's name, the figures before their ratios. */
async function run(...options: readonly string[]) {
  const text = await benchMatcher(['--train', train, '--test', test_, ...options]);
  const [about = '', , head = '', , ...rows] = text.split('\n');
  const cells = (line: string) => line.split('|').map((cell) => cell.trim());
  expect(cells(head).slice(1, -1)).toEqual(COLUMNS);
  return { about, rows: new Map(rows.map((row) => [cells(row)[1], cells(row).slice(2, -1).map(Number.parseFloat)])) };
}

test('sets the product beside its peers', async () => {
  const { about, rows } = await run();
  expect(about).toBe('12 training sentences of 3 labels; 5 questions inside, 2 outside');
  expect([...rows.keys()]).toEqual(['Crossroads', 'Fuse.js', 'Fuse.js token search', 'MiniSearch', 'Orama', 'nlp.js']);
  expect(rows.get('Crossroads')?.slice(0, 3)).toEqual([7, 100, 100]);
  for (const [name, [, accuracy, area, perQuestion, perSecond, , build]] of rows) {
    for (const share of [accuracy, area]) expect(share, name).toBeLessThanOrEqual(100);
    for (const ms of [perQuestion, perSecond, build]) expect(ms, name).toBeGreaterThanOrEqual(0);
  }
}, 120_000);

test('with typos it says so', async () => {
  expect((await run('--typos', '--rounds', '1')).about).toMatch(/, one typo in each$/);
}, 120_000);

test('whoever is not built in time is named, and does not hold up the others', async () => {
  const text = await benchMatcher(['--train', train, '--test', test_, '--building', '0.001']);
  expect(text).toMatch(/^nlp\.js was not built in 0\.001 s on all sentences\.$/m);
}, 120_000);

test('says what it lacks', async () => {
  await expect(benchMatcher(['--train', train])).rejects.toThrow('--test');
  const unlabelled = write('unlabelled.csv', 'sentence\nhow much\n');
  await expect(benchMatcher(['--train', unlabelled, '--test', test_])).rejects.toThrow('columns sentence and label');
});

test('reads cells in quotes, with commas, quotes and line breaks inside', () => {
  expect(parseCsv('a,b\r\n"x, ""y""\nz",1\n\n,2\nlast,')).toEqual([
    ['a', 'b'],
    ['x, "y"\nz', '1'],
    ['', '2'],
    ['last', ''],
  ]);
  expect(readLabelled(train)[7]).toEqual({ sentence: 'when do you "close" today', label: 'hours' });
});

test('a typo is one slip, and the same for the same seed', () => {
  const sentence = 'are you open on Sunday?';
  const slips = (seed: number) => {
    const random = createRandom(seed);
    return Array.from({ length: 50 }, () => misspell(sentence, random));
  };
  for (const slip of slips(1)) expect(editDistance(slip, sentence), slip).toBe(1);
  expect(new Set(slips(1)).size).toBeGreaterThan(20);
  expect(slips(1)).toEqual(slips(1));
  expect(slips(1)).not.toEqual(slips(2));
  expect(misspell('42?', createRandom(1))).toBe('42?');
});

test('the area is the share of pairs in the right order, ties counting half', () => {
  expect(auroc([3, 2], [1, 0])).toBe(1);
  expect(auroc([0], [1])).toBe(0);
  expect(auroc([1, 3], [1, 2])).toBe(0.625);
  expect(auroc([1], [])).toBeNaN();
});

test('only questions with a known label can be right', () => {
  const rows = (...labels: readonly string[]) => labels.map((label) => ({ sentence: '', label }));
  const guesses = [
    { label: 'a', score: 2 },
    { label: 'a', score: 0 },
    { label: 'a', score: 1 },
  ];
  expect(judge(guesses, rows('a', 'b'), rows('a', 'b', 'none'))).toEqual({ accuracy: 0.5, auroc: 0.5 });
});
