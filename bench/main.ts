/** `npm run bench [-- NAME [options]]`: runs one benchmark and prints its table, or all of them and writes `results.md`. */
import { benchAll } from './all.ts';
import { benchBrowser } from './browser.ts';
import { benchGrowth } from './growth.ts';
import { benchMatcher } from './matcher.ts';
import { benchSlack } from './slack.ts';
import { benchTurns } from './turns.ts';
import { benchWeight } from './weight.ts';

const BENCHMARKS: Readonly<Record<string, (args: readonly string[]) => Promise<string>>> = {
  browser: benchBrowser,
  growth: benchGrowth,
  matcher: benchMatcher,
  slack: benchSlack,
  turns: benchTurns,
  weight: benchWeight,
};

const [name, ...args] = process.argv.slice(2);
const bench = name === undefined ? benchAll : Object.hasOwn(BENCHMARKS, name) ? BENCHMARKS[name] : undefined;
try {
  if (!bench) throw new Error(`name a benchmark, or none for all: ${Object.keys(BENCHMARKS).join(', ')}`);
  process.stdout.write(`${await bench(args)}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
