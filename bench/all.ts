import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../src/config.ts';
import { benchBrowser } from './browser.ts';
import { benchGrowth } from './growth.ts';
import { benchMatcher } from './matcher.ts';
import { benchTurns } from './turns.ts';
import { benchWeight } from './weight.ts';

const peers = ['fuse.js', 'minisearch', '@orama/orama', '@nlpjs/basic', 'botbuilder', 'restify', 'libsql', 'pg'];

/** Runs all benchmarks one after another and writes `bench/results.md`. Resolves to a line that says so. */
export async function benchAll(): Promise<string> {
  const parts = [
    ['Turns', () => benchTurns([])],
    ['Matcher, on the shipped knowledge', () => benchMatcher([])],
    ['Matcher, the same with typos', () => benchMatcher(['--typos'])],
    ['Growth', () => benchGrowth([])],
    ['Start and weight', () => benchWeight([])],
    ['Browser', async () => `\`\`\`text\n${await benchBrowser(['5'])}\n\`\`\``],
  ] as const;
  let page = `# Results\n\nWritten by \`npm run bench\`; [what each figure means](README.md).\n\n${circumstances()}\n`;
  for (const [title, run] of parts) {
    process.stderr.write(`${title} …\n`);
    page += `\n## ${title}\n\n${await run()}\n`;
  }
  writeFileSync(join(packageRoot, 'bench/results.md'), page);
  return 'Written to bench/results.md';
}

function circumstances(): string {
  const [processor, ...others] = cpus();
  const versions = peers.map((name) => `${name} ${versionOf(name)}`).join(', ');
  return [
    `- ${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${type()} ${release()}`,
    `- ${processor?.model.trim()}, ${others.length + 1} cores, ${Math.round(totalmem() / 2 ** 30)} GB; clients, database and service share them`,
    `- ${versions}`,
  ].join('\n');
}

function versionOf(name: string): string {
  return JSON.parse(readFileSync(join(packageRoot, 'node_modules', name, 'package.json'), 'utf8')).version;
}
