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

const parts = [
  ['Turns', () => benchTurns([])],
  ['Matcher, on the shipped knowledge', () => benchMatcher([])],
  ['Matcher, the same with typos', () => benchMatcher(['--typos', '--rounds', '1'])],
  ['Growth', () => benchGrowth([])],
  ['Start and weight', () => benchWeight([])],
  ['Browser', async () => `\`\`\`text\n${await benchBrowser(['5'])}\n\`\`\``],
] as const;

/**
 * Runs all benchmarks one after another and writes `bench/results.md` after each, so that a break loses only the one that
 * runs. Resolves to a line that says so. Rejects, after the last, if any failed; the page says which.
 */
export async function benchAll(): Promise<string> {
  const file = join(packageRoot, 'bench/results.md');
  const failed: string[] = [];
  let page = `# Results\n\nWritten by \`npm run bench\`; [what each figure means](README.md).\n\n${circumstances()}\n`;
  for (const [title, run] of parts) {
    process.stderr.write(`${title} …\n`);
    const began = performance.now();
    page += `\n## ${title}\n\n`;
    try {
      page += `${await run()}\n`;
    } catch (error) {
      failed.push(title);
      page += `Failed: ${error instanceof Error ? error.message : String(error)}\n`;
    }
    process.stderr.write(`… ${Math.round((performance.now() - began) / 1000)} s\n`);
    writeFileSync(file, page);
  }
  if (failed.length > 0) throw new Error(`Written to bench/results.md, but these failed: ${failed.join('; ')}`);
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
