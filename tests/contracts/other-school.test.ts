import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type App, createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import { writeFolder } from '../knowledge/folder.ts';
import { startTalk } from './client.ts';

/** The service as it ships, answering from another school's folder about another field. */
let app: App;
let url: string;
const folder = writeFolder();

beforeAll(async () => {
  const settings = { PORT: '0', DATABASE_URL: 'sqlite::memory:', RATE_LIMIT_PER_MINUTE: '0', KNOWLEDGE_DIR: folder };
  app = await createApp(readConfig(settings), { log: createLog('silent') });
  url = await app.start();
});

afterAll(async () => {
  await app.stop();
  rmSync(folder, { recursive: true });
});

/** The last reply's data and everything a student reads of it. */
async function ask(...texts: string[]) {
  const talk = await startTalk(url);
  for (const text of texts) await talk.say(text);
  // The greeting, and to each text its answer: a message is taken before it is answered.
  await talk.texts(1 + 2 * texts.length);
  const messages = (await talk.activities()).filter(({ type, from }) => type === 'message' && from?.id !== talk.user);
  const { answer } = messages.at(-1)?.channelData ?? {};
  return { ...answer, read: JSON.stringify(messages.slice(-2)) };
}

const shipped = /\b(?:HIM|HIT|billing|coding|health)\b/i;

test.each([
  ['how long does framing take', 'answer', ['framing'], /6 months/],
  [
    'framing or cabinets, which is cheaper?',
    'comparison',
    ['framing', 'cabinets'],
    /Framing is cheaper: about \$2,000/,
  ],
  ['What do finish carpenters earn?', 'answer', ['finish'], /\$48,000/],
  ['which tools must I buy for cabinetmaking', 'answer', ['cabinets'], /\$800/],
  ['difference between framing and finish work', 'comparison', ['framing', 'finish'], /lean on/],
])('"%s" is answered from that folder', async (text, kind, programs, pattern) => {
  const reply = await ask(text);
  expect(reply).toMatchObject({ kind, programs });
  expect(reply.read).toMatch(pattern);
  expect(reply.read).not.toMatch(shipped);
});

test('a conversation carries its programs over', async () => {
  const reply = await ask('what does framing cost', 'and cabinets?');
  expect(reply).toMatchObject({ kind: 'answer', programs: ['cabinets'], topics: ['cost'] });
  expect(reply.read).toMatch(/\$9,500|\$12,000/);
});

test('what the shipped articles cover, this school does not know', async () => {
  const reply = await ask('how much does medical billing pay');
  expect(reply.read).not.toMatch(/\$/);
});
