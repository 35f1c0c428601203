import { afterAll, beforeAll, expect, test } from 'vitest';
import { learn } from '../../../knowledge/index.ts';
import { type App, createApp } from '../../../src/app.ts';
import { readConfig } from '../../../src/config.ts';
import { createEngine } from '../../../src/engine.ts';
import { createLog } from '../../../src/log.ts';
import { loadShipped } from '../../knowledge/shipped.ts';
import { commandOf, deliver, direct, eventOf, mention, nextTs, signingSecret, student } from './requests.ts';
import { botToken, type Posted, type StandIn, startSlack } from './stand-in.ts';

// The whole bot, as students in Slack meet it.
const knowledge = loadShipped();
let slack: StandIn;
let app: App;
let url: string;
beforeAll(async () => {
  slack = await startSlack();
  const env = {
    PORT: '0',
    DATABASE_URL: 'sqlite::memory:',
    PUBLIC_URL: 'https://chat.school.example',
    SLACK_BOT_TOKEN: botToken,
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_API_URL: slack.apiUrl,
  };
  const engine = createEngine({ knowledge, learned: learn(knowledge) }, 30);
  const logged: string[] = [];
  const log = createLog('info', { write: (line: string) => void logged.push(line) });
  app = await createApp(readConfig(env), { engine, log });
  await app.start();
  url = `http://127.0.0.1:${JSON.parse(logged.at(-1) ?? '').port}`;
});
afterAll(async () => {
  await app.stop();
  await slack.close();
});

async function answerTo(payload: object, form = false): Promise<Posted> {
  const before = slack.posted.length;
  expect((await deliver(url, payload, form)).status).toBe(200);
  const answer = (await slack.until(before + 1))[before];
  if (!answer) throw new Error('no answer');
  return answer;
}

const open = () =>
  eventOf({ type: 'app_home_opened', user: student, channel: direct, tab: 'messages', event_ts: nextTs() });
const shown = (answer: Posted) => JSON.stringify(answer.blocks);

test('who opens the conversation is greeted once, and shown what to ask each time', async () => {
  const prompted = () => slack.calls.filter(({ method }) => method === 'assistant.threads.setSuggestedPrompts');
  const greeting = await answerTo(open());
  expect(greeting.text).toContain('compare');
  await deliver(url, open());
  await expect.poll(() => prompted().length).toBe(2);
  const args = prompted()[0]?.args as { channel_id: string; prompts: { title: string; message: string }[] };
  expect(args.channel_id).toBe(direct);
  expect(args.prompts.length).toBeGreaterThan(1);
  const next = await answerTo(
    eventOf({ type: 'message', channel: direct, user: student, text: args.prompts[0]?.message, ts: nextTs() }),
  );
  expect(shown(next)).toContain('data_table');
  expect(slack.posted.filter(({ text }) => text === greeting.text)).toHaveLength(1);
});

test('a channel is answered with a table whose sources lead to the service', async () => {
  const answer = await answerTo(mention('HIM or billing and coding, which takes longer?'));
  expect(answer.blocks.map(({ type }) => type)).toContain('data_table');
  expect(shown(answer)).toContain('<https://chat.school.example/sources/000_a02c4dad7b978d9f|HIM vs. Medical');
});

test('two students in one thread do not take up each other’s questions', async () => {
  const first = mention('what does HIM cost?');
  const { ts: thread_ts } = first.event as unknown as { ts: string };
  await answerTo(first);
  const other = await answerTo(mention('how long is it?', { user: 'U0BEN', thread_ts }));
  const own = await answerTo(mention('how long is it?', { thread_ts }));
  expect(JSON.parse(answerIn(own)).programs).toEqual(['him']);
  expect(JSON.parse(answerIn(other)).programs).not.toEqual(['him']);
});

test('a command compares, and goes on from there', async () => {
  const answer = await answerTo(commandOf('/compare', 'billing vs coding', slack.responseUrl()), true);
  expect(answer.response_type).toBe('ephemeral');
  expect(shown(answer)).toContain('data_table');
  const next = await answerTo(commandOf('/ask', 'and which pays more?', slack.responseUrl()), true);
  expect(next.text).toMatch(/^Coding pays more/);
});

const answerIn = ({ metadata }: Posted) => (metadata as { event_payload: { answer: string } }).event_payload.answer;
