/** `npm run bench -- growth [--most N]`: how building and answering grow with the knowledge. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { packageRoot } from '../src/config.ts';
import type { Size } from './growth/generate.ts';
import type { Grown } from './growth/measure.ts';
import { bars, short, table, tell } from './table.ts';

const sizes: readonly Size[] = [
  ...[100, 1_000, 10_000, 100_000].map((entries) => ({ entries, programs: 5 })),
  ...[50, 500].map((programs) => ({ entries: 10_000, programs })),
];

/** How long one size may take in all, milliseconds. */
const patience = 300_000;

/** Runs the benchmark with the command line's arguments and gives its tables. */
export async function benchGrowth(args: readonly string[]): Promise<string> {
  const { values } = parseArgs({ args: [...args], options: { most: { type: 'string', default: '100000' } } });
  const grown: [Size, Grown][] = [];
  const failed: string[] = [];
  for (const size of sizes) {
    if (size.entries > Number(values.most)) continue;
    const name = `${size.entries} entries, ${size.programs} programs`;
    const figures = await measure(size);
    if (figures) grown.push([size, figures]);
    else failed.push(`${name}: it failed, or took more than ${patience / 1000} s.`);
    tell(`${name}: ${JSON.stringify(figures)}`);
  }
  if (grown.length === 0) throw new Error('No size was measured; --most takes 100 or more');
  const rows = grown.map(([{ entries, programs }, figures]) => [
    entries.toLocaleString('en-US'),
    `${programs}`,
    short(figures.build / 1000),
    short(figures.learning / 1000),
    short(figures.held),
    short(figures.peak),
    `${short(figures.understand.p50)} / ${short(figures.understand.p99)}`,
    `${short(figures.reply.p50)} / ${short(figures.reply.p99)}`,
  ]);
  const head = [
    'FAQ entries',
    'programs',
    'build s',
    'of it learning s',
    'held MB',
    'peak RSS MB',
    'understood, p50 / p99 ms',
    'replied, p50 / p99 ms',
  ];
  const chart = grown.map(
    ([{ entries, programs }, { understand }]) => [`${entries} × ${programs}`, understand.p50] as const,
  );
  return [table(head, rows), ...failed, 'A question, understood (entries × programs):', bars(chart, 'ms')].join('\n\n');
}

/** In a process of its own, so that its memory is its own. Undefined if that ends, or is ended, before it has measured. */
async function measure(size: Size): Promise<Grown | undefined> {
  const child = fork(join(packageRoot, 'dist/bench/growth/measure.js'), { execArgv: ['--expose-gc'] });
  const timer = setTimeout(() => child.kill('SIGKILL'), patience);
  let grown: Grown | undefined;
  child.once('message', (figures: Grown) => {
    grown = figures;
  });
  child.send(size);
  await once(child, 'exit');
  clearTimeout(timer);
  return grown;
}
