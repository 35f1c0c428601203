/** `npm run bench -- NAME [options]`: runs one benchmark and prints its table. */
import { benchBrowser } from './browser.ts';
import { benchMatcher } from './matcher.ts';
import { benchSlack } from './slack.ts';

const BENCHMARKS: Readonly<Record<string, (args: readonly string[]) => Promise<string>>> = {
  browser: benchBrowser,
  matcher: benchMatcher,
  slack: benchSlack,
};

const [name = '', ...args] = process.argv.slice(2);
const bench = Object.hasOwn(BENCHMARKS, name) ? BENCHMARKS[name] : undefined;
try {
  if (!bench) throw new Error(`name a benchmark: ${Object.keys(BENCHMARKS).join(', ')}`);
  process.stdout.write(`${await bench(args)}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
