/**
 * `npm run evaluate [-- --dir DIR] [--show N] [--floors] [SET …]`: asks the question sets and says how many replies are
 * right. With `--floors` it fails where a set falls below its floor.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { packageRoot } from '../config.ts';
import { evaluate, type Result } from './evaluation/evaluate.ts';
import { describeSet, describeThresholds, rightShare } from './evaluation/report.ts';
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
const FLOORS: Readonly<Record<string, number>> = {
  single: 96,
  unseen: 94,
  scope: 96,
  'unseen-scope': 97,
  smalltalk: 98,
  conversations: 96,
};

const engine = setUp();
const sets = readQuestionSets(values.dir).filter((set) => positionals.length === 0 || positionals.includes(set.name));
const asked: Result[] = [];
for (const set of sets) {
  const results = await evaluate(set, engine);
  asked.push(...results);
  print(describeSet(set.name, results, Number(values.show)));
  const floor = FLOORS[set.name] ?? 0;
  if (values.floors && 100 * rightShare(results) < floor) {
    print(`  ${set.name} is below its floor of ${floor} %`);
    process.exitCode = 1;
  }
}
print(describeThresholds(asked));
