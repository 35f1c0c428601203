/** Conversations with the service as it ships, over Direct Line: what they are answered, and what outlives a restart. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Activity } from 'botbuilder';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type App, createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { createEngine, study } from '../../src/engine.ts';
import { createLog } from '../../src/log.ts';
import { openDatabase } from '../../src/storage/open.ts';
import { type Answer, startReceiver } from '../handoff/receiver.ts';
import { continueTalk, startTalk, type Talk } from './client.ts';

const folder = mkdtempSync(join(tmpdir(), 'crossroads-conversations-'));
afterAll(() => rmSync(folder, { recursive: true }));

const secret = 'a-secret-for-tests';
const studied = study(readConfig({}).knowledgeDir);
let databaseUrl: string;
let app: App;
let url: string;
let ahead: number;
let logged: string[];

/** Starts the service, as after a restart if it ran before. */
async function start(settings: Readonly<Record<string, string>> = {}): Promise<void> {
  const base = { PORT: '0', DATABASE_URL: databaseUrl, RATE_LIMIT_PER_MINUTE: '0' };
  const log = createLog('trace', { write: (line: string) => void logged.push(line) });
  const config = readConfig({ ...base, ...settings });
  const engine = createEngine(studied, config.retentionDays);
  app = await createApp(config, { engine, log, now: () => Date.now() + ahead });
  url = await app.start();
}

let count = 0;
beforeEach(async () => {
  count += 1;
  databaseUrl = `sqlite:${join(folder, `${count}.db`)}`;
  ahead = 0;
  logged = [];
  await start();
});
afterEach(() => app.stop());

async function restart(talk: Talk, settings?: Readonly<Record<string, string>>): Promise<Talk> {
  await app.stop();
  await start(settings);
  return continueTalk(url, talk);
}

/** Says something, or taps a choice whose label it is, and resolves to the reply. */
async function say(talk: Talk, text: string, choice?: string): Promise<Partial<Activity>> {
  const actions = (await talk.activities()).at(-1)?.suggestedActions?.actions ?? [];
  const value = choice ? { choice } : actions.find(({ title }) => title === text)?.value;
  const { body } = await talk.post({ type: 'message', from: { id: talk.user }, text, ...(value && { value }) });
  const find = async () => (await talk.activities()).find(({ replyToId }) => replyToId === body.id);
  await expect.poll(find, { timeout: 5000 }).toBeDefined();
  return (await find()) ?? {};
}

const kindOf = ({ channelData }: Partial<Activity>) => channelData?.answer?.kind;

const name = 'Zebulon Quist';
const contact = 'zebulon@mail.example';
const question = 'May I bring my parrot to class?';

async function fillIn(talk: Talk): Promise<void> {
  await say(talk, 'I want to talk to a person');
  await say(talk, 'Leave a question');
  for (const text of [name, contact, question]) await say(talk, text);
}

describe('a restart in the middle', () => {
  test('of a question asked back is not noticed', async () => {
    const talk = await startTalk(url);
    expect(kindOf(await say(talk, 'can you compare cost for me'))).toBe('clarification');
    const { answer } = (await say(await restart(talk), 'coding')).channelData;
    expect(answer).toMatchObject({ kind: 'answer', programs: ['coding'], topics: ['cost'] });
  });

  test('of the guide is not noticed', async () => {
    let talk = await startTalk(url);
    const asked = await say(talk, 'help me choose');
    expect(kindOf(asked)).toBe('guide');
    const next = await say(talk, 'It does not matter');
    expect(next.text).not.toBe(asked.text);
    talk = await restart(talk);
    const third = await say(talk, 'It does not matter');
    expect(kindOf(third)).toBe('guide');
    expect([asked.text, next.text]).not.toContain(third.text);
    expect(third.text).toMatch(/3 of/);
  });

  test('of the form is not noticed', async () => {
    let talk = await startTalk(url);
    await say(talk, 'leave a message');
    await say(talk, name);
    talk = await restart(talk);
    await say(talk, contact);
    talk = await restart(talk);
    const shown = await say(talk, question);
    for (const given of [name, contact, question]) expect(shown.speak).toContain(given);
    expect((await say(talk, 'Send')).text).toMatch(/^I have kept your question/);
  });
});

test('a message that a process took in and left is answered by the next, once', async () => {
  const talk = await startTalk(url);
  await say(talk, 'how long is coding');
  const database = await openDatabase(databaseUrl);
  const asked = { type: 'message', from: { id: talk.user }, text: 'and what does it cost', id: `${talk.id}|0000004` };
  const said = { ...asked, conversation: { id: talk.id }, timestamp: new Date() } as Partial<Activity>;
  const left = { channel: 'website', conversationId: talk.id };
  await database.inbox.acceptSaid(left, () => said, { now: Date.now() - 60_000, until: Date.now() - 1 });
  await database.close();

  const next = await restart(talk);
  const replies = async () => (await next.activities()).filter(({ replyToId }) => replyToId === asked.id);
  await expect.poll(replies, { timeout: 5000 }).toHaveLength(1);
  expect((await replies())[0]?.channelData.answer).toMatchObject({ programs: ['coding'], topics: ['cost'] });
  expect(await (await restart(next)).activities()).toHaveLength(5);
});

describe('the form', () => {
  let receiver: Awaited<ReturnType<typeof startReceiver>>;
  const deliverTo = async (...answers: Answer[]) => {
    receiver = await startReceiver(...answers);
    return { HANDOFF_WEBHOOK_URL: receiver.url };
  };
  afterEach(async () => {
    await receiver?.close();
    for (const told of [name, contact, question]) expect(logged.join('')).not.toContain(told);
  });

  test('is delivered when it is sent', async () => {
    const talk = await restart(await startTalk(url), await deliverTo(204));
    await fillIn(talk);
    expect(receiver.received).toEqual([]);
    const reply = await say(talk, 'Send');
    expect(reply.text).toMatch(/^Your question has been sent to the Admissions Office/);
    expect(kindOf(reply)).toBe('handoff');
    expect(receiver.received.map(({ body }) => JSON.parse(body))).toMatchObject([{ name, contact, question }]);
  });

  test('that could not be delivered is said so, and delivered after a restart', async () => {
    const talk = await restart(await startTalk(url), await deliverTo(503, 204));
    await fillIn(talk);
    expect((await say(talk, 'Send')).text).toMatch(/^Your question could not be sent yet/);
    ahead = 10 * 60 * 1000;
    await app.stop();
    await start({ HANDOFF_WEBHOOK_URL: receiver.url });
    await expect.poll(() => receiver.received.length).toBe(2);
  });

  test('that was kept is delivered once there is a way', async () => {
    const talk = await startTalk(url);
    await fillIn(talk);
    expect((await say(talk, 'Send')).text).toMatch(/^I have kept your question/);
    await restart(talk, await deliverTo(204));
    await expect.poll(() => receiver.received.map(({ body }) => JSON.parse(body).question)).toEqual([question]);
  });

  test('keeps the next message waiting while it is being delivered', async () => {
    const slow: Answer = (response) => void setTimeout(() => response.end(), 600);
    const talk = await restart(await startTalk(url), await deliverTo(slow));
    await fillIn(talk);
    const sent = (await talk.say('send')).body.id;
    const asked = (await talk.say('how long is coding')).body.id;
    const replies = async () => (await talk.activities()).slice(-2);
    await expect.poll(async () => (await replies())[1]?.replyToId, { timeout: 5000 }).toBe(asked);
    const [first, second] = await replies();
    expect([first?.replyToId, first?.text]).toEqual([sent, expect.stringMatching(/^Your question has been sent/)]);
    expect(second?.channelData.answer.programs).toEqual(['coding']);
  });

  test('takes no more than its limits, nor the channel more than its own', async () => {
    const talk = await startTalk(url);
    await say(talk, 'leave a message');
    expect((await say(talk, 'x'.repeat(1500))).text).toMatch(/1,500 characters long.*at most 80/);
    const refused = await talk.say('x'.repeat(5000));
    expect([refused.status, refused.body.error?.code]).toEqual([400, 'MessageTooLong']);
    const told = async () => (await talk.activities()).at(-1);
    await expect.poll(async () => (await told())?.text).toMatch(/longer than 2,000 .* at most 80 .* is kept/);
    expect((await told())?.replyToId).toBeUndefined();
    expect((await say(talk, name)).text).toContain('e-mail address');
    await say(talk, contact);
    await talk.say('x'.repeat(5000));
    await expect.poll(async () => (await told())?.text).toMatch(/question may have at most 1,000/);
    const shown = await say(talk, question);
    for (const given of [name, contact, question]) expect(shown.speak).toContain(given);
  });

  test('asks again after an address that is none, and keeps what was given before', async () => {
    const talk = await startTalk(url);
    await say(talk, 'leave a message');
    await say(talk, name);
    expect((await say(talk, 'ada@')).text).toMatch(/not look like a complete e-mail address.*ada@example.com/);
    expect((await say(talk, 'at home')).text).toMatch(/not look like an e-mail address or phone number/);
    await say(talk, contact);
    expect((await say(talk, question)).speak).toContain(name);
  });

  test('is forgotten after half a day of silence', async () => {
    const begun = await startTalk(url);
    const talk = await restart({ ...begun, token: secret }, { DIRECT_LINE_SECRET: secret });
    await say(talk, 'leave a message');
    await say(talk, name);
    ahead = 13 * 60 * 60 * 1000;
    expect((await say(talk, 'how long is coding')).channelData.answer.programs).toEqual(['coding']);
    expect((await say(talk, 'Send', 'form/send')).text).toMatch(/^There is no open form/);
  });
});

test('a message that is too long is answered as well as refused, and what was talked of stands', async () => {
  const talk = await startTalk(url);
  await say(talk, 'how long is coding');
  expect((await talk.say('x'.repeat(2001))).status).toBe(400);
  const told = async () => (await talk.activities()).at(-1);
  await expect.poll(async () => (await told())?.text).toMatch(/longer than 2,000 characters.*in parts/);
  expect((await say(talk, 'what does it cost')).channelData.answer).toMatchObject({ programs: ['coding'] });
});

test('two messages at once are both answered, in their order, the second after the first', async () => {
  const talk = await startTalk(url);
  const asked = await Promise.all([talk.say('how long is coding'), talk.say('what does it cost')]);
  expect(asked.map(({ status }) => status)).toEqual([200, 200]);
  const replies = async () => (await talk.activities()).filter(({ replyToId }) => replyToId);
  await expect.poll(replies, { timeout: 5000 }).toHaveLength(2);
  const questions = (await talk.activities()).filter(({ text }) =>
    /^(?:how long is coding|what does it cost)$/.test(text ?? ''),
  );
  expect((await replies()).map(({ replyToId }) => replyToId)).toEqual(questions.map(({ id }) => id));
});

test('a click on a card of last week is answered as it was meant then', async () => {
  const begun = await startTalk(url);
  const talk = await restart({ ...begun, token: secret }, { DIRECT_LINE_SECRET: secret });
  const { suggestedActions } = await say(talk, 'how long is coding');
  const cost = suggestedActions?.actions.find(({ title }) => title === 'Cost');
  await say(talk, 'and HIM?');
  ahead = 7 * 24 * 60 * 60 * 1000;
  const { channelData } = await say(talk, 'Cost', cost?.value.choice);
  expect(channelData.answer).toMatchObject({ programs: ['coding'], topics: ['cost'] });
});

test('a choice that no longer means anything is read by its label, one without a label is not passed over', async () => {
  const talk = await startTalk(url);
  for (const gone of ['guide/money/gone', 'say/gone', 'form/gone', 'ask/gone/coding', 'nonsense'])
    expect((await say(talk, 'how long is coding', gone)).channelData.answer).toMatchObject({ topics: ['duration'] });
  const { body } = await talk.post({ type: 'message', from: { id: talk.user }, value: { choice: 'ask/gone/coding' } });
  const reply = async () => (await talk.activities()).find(({ replyToId }) => replyToId === body.id);
  await expect.poll(reply).toMatchObject({ type: 'message' });
});

test('a choice that never was is read by its label', async () => {
  const talk = await startTalk(url);
  const { channelData } = await say(talk, 'how long is coding', 'ask/cost/nothing');
  expect(channelData.answer).toMatchObject({ programs: ['coding'], topics: ['duration'] });
});

describe('"delete my data"', () => {
  test('deletes all that is kept of the user and nothing of anybody else, and says so', async () => {
    const other = await startTalk(url);
    await say(other, 'how long is coding');
    const talk = await startTalk(url);
    await say(talk, 'how long is coding');
    await fillIn(talk);
    await say(talk, 'Send');
    const reply = await say(talk, 'please delete my data');
    expect(reply.text).toMatch(/^Done:/);
    expect(kindOf(reply)).toBe('smalltalk');

    expect((await talk.activities()).map(({ text }) => text)).toEqual([reply.text]);
    const database = await openDatabase(databaseUrl);
    const keyOf = ({ id }: Talk) => `webchat/conversations/${id}/`;
    expect(Object.keys(await database.states.read([keyOf(talk), keyOf(other)]))).toEqual([keyOf(other)]);
    expect(await database.handoffs.deleteFor(talk.user)).toBe(0);
    await database.close();
    expect((await other.activities()).length).toBe(3);
    expect((await say(talk, 'what does it cost')).channelData.answer.programs).toEqual([]);
  });
});

test('what was left for a person goes after as many days as visitors are told', async () => {
  await app.stop();
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  await start({ RETENTION_DAYS: '10' });
  const talk = await startTalk(url);
  await fillIn(talk);
  await say(talk, 'Send');
  expect((await say(talk, 'what data do you keep about me')).text).toContain('for 10 days');
  const database = await openDatabase(databaseUrl);
  const isKept = async () => (await database.handoffs.nextDue()) !== undefined;
  const pass = (days: number) => {
    ahead += days * 24 * 60 * 60 * 1000;
    vi.advanceTimersByTime(60 * 60 * 1000);
  };
  pass(9);
  await sleep(100);
  expect(await isKept()).toBe(true);
  pass(2);
  await expect.poll(isKept, { timeout: 5000 }).toBe(false);
  await database.close();
  vi.useRealTimers();
});
