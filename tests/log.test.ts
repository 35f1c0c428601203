/** What the service writes on its standard output, by a process of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { packageRoot } from '../src/config.ts';

// Beneath node_modules, so that the packages are found.
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(packageRoot, 'node_modules/.log-'));
  const options = { bundle: true, packages: 'external', platform: 'node', format: 'esm' } as const;
  await build({ ...options, entryPoints: [join(packageRoot, 'src/log.ts')], outfile: join(folder, 'log.mjs') });
});
afterAll(() => rm(folder, { recursive: true }));

/** Runs a script that has a `log`; `heard` gives what came so far. */
async function start(script: string) {
  const file = join(folder, 'script.mjs');
  await writeFile(file, `import { createLog } from './log.mjs'; const log = createLog('info'); ${script}`);
  const child = spawn(process.execPath, [file], { stdio: ['ignore', 'pipe', 'inherit'] });
  const chunks: string[] = [];
  child.stdout.on('data', (chunk) => chunks.push(`${chunk}`));
  return { child, chunks, ended: once(child, 'close') };
}

const messages = (chunks: readonly string[]) =>
  chunks
    .join('')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line).msg);

test('lines that come one upon the other are written together, and while the process goes on', async () => {
  const { child, chunks, ended } = await start(`const say = (n) => {
      log.info(String(n));
      if (n < 19) setImmediate(say, n + 1);
    };
    say(0);
    setInterval(() => {}, 1000);`);
  await expect.poll(() => messages(chunks).length, { timeout: 20_000 }).toBe(20);
  expect(chunks.length).toBeLessThanOrEqual(5);
  child.kill();
  await ended;
});

test('whatever ends the process, nothing of the log is lost', async () => {
  for (const end of ['process.exit(1)', '', 'throw new Error("unforeseen")']) {
    const { chunks, ended } = await start(
      `log.info('one'); log.fatal('two'); ${end && `process.on('uncaughtException', () => process.exit(1)); ${end};`}`,
    );
    await ended;
    expect(messages(chunks), end).toEqual(['one', 'two']);
  }
}, 30_000);
