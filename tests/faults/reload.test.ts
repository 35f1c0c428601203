import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createReplica, type Replica } from '../../src/commands/load/replica.ts';
import { packageRoot } from '../../src/config.ts';
import { call, startTalk } from '../contracts/client.ts';

const folder = mkdtempSync(join(tmpdir(), 'crossroads-reload-'));
const school = join(folder, 'school.yaml');
let replica: Replica;

beforeAll(async () => {
  cpSync(join(packageRoot, 'knowledge/content'), folder, { recursive: true });
  replica = await createReplica({ DATABASE_URL: 'sqlite::memory:', KNOWLEDGE_DIR: folder });
  await replica.start();
});
afterAll(async () => {
  await replica.stop();
  rmSync(folder, { recursive: true });
});

const page = async () => (await call(`${replica.url}/ask?q=talk+to+a+person`)).text;
const logged = () => replica.logged.flatMap((line) => (line.startsWith('{') ? [JSON.parse(line)] : []));

test('a broken file leaves the knowledge as it was, loudly, and a mended one is taken', {
  timeout: 120_000,
}, async () => {
  const before = readFileSync(school, 'utf8');
  const name = /^name: *"?(.+?)"?$/m.exec(before)?.[1] ?? '';
  expect(await page()).toContain(name);
  const talk = await startTalk(replica.url);

  writeFileSync(school, `${before}\n  : [`);
  replica.reload();
  await expect.poll(() => logged().map(({ code }) => code), { timeout: 30_000 }).toEqual(['RELOAD_FAILED']);
  expect(logged()[0].problems.join()).toMatch(/school\.yaml:\d+/);
  expect(await page()).toContain(name);

  writeFileSync(school, before.replace(name, 'Reloaded College'));
  replica.reload();
  await expect.poll(page, { timeout: 60_000 }).toContain('Reloaded College');
  await talk.say('how long is coding');
  await expect.poll(async () => (await talk.activities()).length).toBe(3);
  expect((await talk.activities()).at(-1)?.channelData.answer.programs).toEqual(['coding']);
});
