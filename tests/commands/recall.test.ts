import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

const run = promisify(execFile);
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crossroads-recall-'));
  await cp('knowledge/content', folder, { recursive: true });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What the built command says, from the folder. */
const ask = async (question: string) =>
  (await run('node', ['dist/commands/ask.js', question], { env: { ...process.env, KNOWLEDGE_DIR: folder } })).stdout;

test('what was learnt is recalled as it was, and learnt anew when an editor has changed a file', {
  timeout: 180_000,
}, async () => {
  const first = await ask('hello');
  expect(await ask('hello')).toBe(first);

  const file = join(folder, 'smalltalk.yaml');
  await writeFile(file, (await readFile(file, 'utf8')).replace('reply: "Hello!', 'reply: "Ahoy!'));
  expect(await ask('hello')).toMatch(/^Ahoy!/);
});

test('a change that breaks the knowledge is reported, not hidden by what was learnt before', {
  timeout: 60_000,
}, async () => {
  await writeFile(join(folder, 'school.yaml'), 'name: [');
  await expect(ask('hello')).rejects.toThrow(/school\.yaml/);
});
