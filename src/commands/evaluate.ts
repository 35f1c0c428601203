/**
 * `npm run evaluate [-- --dir DIR] [--show N] [--floors] [SET …]`: asks the question sets and says how many replies are
 * right. With `--floors` it fails where a set falls below its floor.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { packageRoot } from '../config.ts';
import { evaluate, type Result } from './evaluation/evaluate.ts';
import { readQuestionSets } from './evaluation/sets.ts';
import { setUp } from './set-up.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    dir: { type: 'string', default: join(packageRoot, 'tests/questions') },
    show: { type: 'string', default: '20' },
    floors: { type: 'boolean', default: false },
  },
});
const print = (text: string) => process.stdout.write(`${text}\n`);

/** The least share of right replies, in per cent, by set. */
const FLOORS: Readonly<Record<string, number>> = { single: 84, scope: 88, smalltalk: 85, conversations: 80 };

const engine = setUp();
const sets = readQuestionSets(values.dir).filter((set) => positionals.length === 0 || positionals.includes(set.name));
for (const set of sets) {
  const results = await evaluate(set, engine);
  const share = report(set.name, results);
  const floor = FLOORS[set.name] ?? 0;
  if (values.floors && share < floor) {
    print(`  ${set.name} is below its floor of ${floor} %`);
    process.exitCode = 1;
  }
}

/** Prints a set's figures and its misses; gives the share of right replies, in per cent. */
function report(name: string, results: readonly Result[]): number {
  const wrong = results.filter((r) => r.reasons.length > 0);
  const right = results.length - wrong.length;
  const words = results.map((r) => r.words).sort((a, b) => a - b);
  print(
    `${name}: ${right} of ${results.length} right (${((100 * right) / results.length).toFixed(1)} %); words a reader sees: median ${words[words.length >> 1]}, 95th percentile ${words[Math.floor(words.length * 0.95)]}`,
  );
  print(`  wrong by style: ${tally(wrong.map((r) => r.style))}`);
  print(`  wrong by topic: ${tally(wrong.map((r) => r.topic))}`);
  for (const { id, user, reasons, text } of wrong.slice(0, Number(values.show))) {
    print(
      `  ✗ ${id} ${JSON.stringify(user).slice(0, 160)}\n      ${reasons.join('; ').slice(0, 260)}\n      said: ${text.slice(0, 240)}`,
    );
  }
  return (100 * right) / results.length;
}

function tally(values: readonly (string | null | undefined)[]): string {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value ?? '–', (counts.get(value ?? '–') ?? 0) + 1);
  return (
    [...counts]
      .sort((a, b) => b[1] - a[1])
      .map(([value, count]) => `${value} ${count}`)
      .join(', ') || 'none'
  );
}
