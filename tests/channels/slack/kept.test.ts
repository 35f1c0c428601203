import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { learn } from '../../../knowledge/index.ts';
import { createApp } from '../../../src/app.ts';
import { readConfig } from '../../../src/config.ts';
import { createEngine } from '../../../src/engine.ts';
import { createLog } from '../../../src/log.ts';
import { openDatabase } from '../../../src/storage/open.ts';
import { loadShipped } from '../../knowledge/shipped.ts';
import { deliver, directMessage, nextTs, signingSecret, student, tapOf } from './requests.ts';
import { botToken, type Posted, type StandIn, startSlack } from './stand-in.ts';

const folder = mkdtempSync(join(tmpdir(), 'crossroads-slack-'));
const DATABASE_URL = `sqlite:${join(folder, 'kept.db')}`;
const patiently = { timeout: 20_000, interval: 50 };
const other = { channel: 'D0002', user: 'U0BEN' };
let slack: StandIn;
let stop: () => Promise<void>;
let url: string;
beforeAll(async () => {
  slack = await startSlack();
  const knowledge = loadShipped();
  const env = {
    PORT: '0',
    DATABASE_URL,
    STORE_QUESTIONS: 'true',
    RATE_LIMIT_PER_MINUTE: '0',
    SLACK_API_URL: slack.apiUrl,
  };
  const app = await createApp(readConfig({ ...env, SLACK_BOT_TOKEN: botToken, SLACK_SIGNING_SECRET: signingSecret }), {
    engine: createEngine({ knowledge, learned: learn(knowledge) }, 30),
    log: createLog('error'),
  });
  url = await app.start();
  stop = () => app.stop();
}, 60_000);
afterAll(async () => {
  await stop();
  await slack.close();
  rmSync(folder, { recursive: true });
});

async function say(text: string, more: object = {}): Promise<Posted> {
  const before = slack.posted.length;
  await deliver(url, directMessage(text, more));
  const [answer] = (await slack.until(before + 1)).slice(before);
  if (!answer) throw new Error(`no answer to "${text}"`);
  return answer;
}

async function thumb(answer: Posted, thread_ts: string, more: object = {}): Promise<void> {
  const thumbs = answer.blocks.find(({ type }) => type === 'context_actions')?.elements?.[0];
  const element = { action_id: 'feedback', value: thumbs?.positive_button.value ?? 'none' };
  await deliver(url, tapOf(element, { message_ts: answer.ts, thread_ts }, more), true);
}

async function kept() {
  const database = await openDatabase(DATABASE_URL);
  try {
    return await database.feedback.list(0, 100);
  } finally {
    await database.close();
  }
}

/** Whether anything of what somebody said or left stands in the database's files. */
async function isKept(words: string): Promise<boolean> {
  const database = await openDatabase(DATABASE_URL);
  await database.close();
  return readdirSync(folder).some((name) => readFileSync(join(folder, name)).includes(words));
}

const thread = nextTs();

test('a thumb keeps what was understood and answered, and no word of the question', async () => {
  const words = 'HIM or coding? mail ana@school.example, call +1 555 010 9999, my student id is A-1234567';
  await thumb(await say(words, { ts: thread }), thread);
  await thumb(await say('how long is billing', { ...other, ts: thread }), thread, {
    user: { id: other.user },
    channel: { id: other.channel },
  });
  await expect.poll(async () => (await kept()).length, patiently).toBe(2);
  const own = (await kept()).find(({ userId }) => userId.includes(student));
  expect(own).toMatchObject({ vote: 'up', kind: 'comparison', programs: ['him', 'coding'] });
  expect(own?.articles.length).toBeGreaterThan(0);
  expect(own).not.toHaveProperty('question');
});

test('"forget me" deletes state, form and thumbs of whoever says it, and nothing of anybody else', async () => {
  await say('leave a question for a person', { thread_ts: thread });
  await say('Zebulon Quill', { thread_ts: thread });
  await expect.poll(() => isKept('Zebulon Quill'), patiently).toBe(true);
  expect((await say('forget me', { thread_ts: thread })).text).toMatch(/^Done:/);
  expect((await kept()).map(({ userId }) => userId.includes(other.user))).toEqual([true]);
  for (const words of ['Zebulon Quill', 'ana@school', 'A-1234567'])
    await expect.poll(() => isKept(words), patiently).toBe(false);
  expect((await say('and the first one?', { thread_ts: thread })).text).not.toContain('[1]');
});
