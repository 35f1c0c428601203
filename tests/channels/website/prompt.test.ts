/** How the turns of a bot that waits for nothing get along with each other, and with those that take their time. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Bot } from '../../../src/channels/channel.ts';
import { requireStored } from '../../../src/turn-state.ts';
import { call, startTalk, type Talk } from '../../contracts/client.ts';
import { promptEcho, type Service, startService } from '../../contracts/service.ts';

let service: Service;
let talk: Talk;
let begun: string[];
let goOn: () => void;

/** Waits to be told to go on at `think`, and at `work`, which it must not do before the message is stored. */
const slowing: Bot = {
  ...promptEcho,
  async run(context) {
    const { text, type } = context.activity;
    if (text === 'work') requireStored(context);
    begun.push(text ?? type);
    const waits = text === 'work' || text === 'think';
    if (waits) await new Promise<void>((resolve) => (goOn = resolve));
    await promptEcho.run(context);
  },
};

beforeEach(async () => {
  service = await startService({ bot: slowing });
  talk = await startTalk(service.url);
  begun = [];
  goOn = () => {};
});
afterEach(async () => {
  goOn();
  await service.app.stop();
});

const texts = async () => (await talk.activities('1')).map(({ text }) => text);

test('a message that comes while a longer turn runs is stored without waiting for it, and answered after it', async () => {
  await talk.say('work');
  await vi.waitFor(() => expect(begun).toEqual(['work']), 5000);
  expect((await talk.say('next')).status).toBe(200);
  expect(await texts()).toEqual(['work', 'next']);
  goOn();
  await expect.poll(texts, { timeout: 5000 }).toEqual(['work', 'next', 'heard work', 'heard next']);
});

test('who comes in while a message is being answered is greeted afterwards, and the message is answered then', async () => {
  const said = talk.say('think');
  await vi.waitFor(() => expect(begun).toEqual(['think']), 5000);
  expect((await talk.post({ type: 'conversationUpdate', membersAdded: [{ id: 'guest' }] })).status).toBe(200);
  expect(begun).toEqual(['think']);
  goOn();
  await vi.waitFor(() => expect(begun).toEqual(['think', 'conversationUpdate', 'think']), 5000);
  goOn();
  await said;
  await expect.poll(texts, { timeout: 5000 }).toContain('heard think');
  expect((await texts()).filter((text) => text !== 'think')).toEqual(['welcome guest', 'heard think']);
});

test('each message counts as one turn, whether it is stored with its answer or before it', async () => {
  await talk.say('hello');
  await talk.say('work');
  await vi.waitFor(() => expect(begun).toContain('work'), 5000);
  goOn();
  const figures = async () => (await call(`${service.url}/metrics`)).text;
  // The greeting is the third.
  await expect.poll(figures).toContain('crossroads_turns_total{channel="website",outcome="done"} 3');
});
