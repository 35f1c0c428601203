import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  bot,
  channel,
  deliver,
  direct,
  directMessage,
  eventOf,
  mention,
  nextTs,
  signed,
  student,
  team,
} from './requests.ts';
import { type SlackService, startSlackService } from './service.ts';

let it: SlackService;
beforeEach(async () => {
  it = await startSlackService();
});
afterEach(() => it.close());

/** Long enough for an answer to have come, were there one. */
const moment = () => pause(150);

const statusOf = async (payload: unknown) => (await deliver(it.url, payload)).status;

describe('who is let in', () => {
  const event = directMessage('hello');
  const body = JSON.stringify(event);
  const post = (headers: Record<string, string>, given = body) =>
    fetch(`${it.url}/slack/events`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: given,
    });
  const now = () => Math.floor(Date.now() / 1000);

  test.each([
    ['unsigned', () => post({})],
    ['signed with another secret', () => post(signed(body, now(), 'guess'))],
    ['replayed after six minutes', () => post(signed(body, now() - 360))],
    ['malformed', () => post({ ...signed(body), 'X-Slack-Signature': 'v0=' })],
    ['of another body', () => post(signed(body), JSON.stringify(directMessage('other')))],
    ['an unsigned challenge', () => post({}, JSON.stringify({ type: 'url_verification', challenge: 'x' }))],
  ])('%s: 401, and nothing is answered', async (_, send) => {
    const response = await send();
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ error: { code: 'BadSignature' } });
    await moment();
    expect(it.slack.calls).toEqual([]);
  });

  test('the address is verified', async () => {
    const response = await deliver(it.url, { type: 'url_verification', token: 'x', challenge: '3eZbrw1a' });
    expect(await response.json()).toEqual({ challenge: '3eZbrw1a' });
  });

  test('what is no JSON is refused; what is not read is let be', async () => {
    const odd = '{"type":';
    expect((await post(signed(odd), odd)).status).toBe(400);
    for (const payload of [
      { type: 'app_rate_limited' },
      { type: 'event_callback' },
      eventOf({ type: 'reaction_added' }),
      [],
    ])
      expect(await statusOf(payload)).toBe(200);
    await moment();
    expect(it.slack.calls).toEqual([]);
  });
});

describe('a direct message', () => {
  test('is answered in its thread, with a status before', async () => {
    const event = directMessage('HIM &amp; HIT');
    expect(await statusOf(event)).toBe(200);
    const [answer] = await it.slack.until(1);
    const { ts } = event.event as unknown as { ts: string };
    expect(answer).toMatchObject({ channel: direct, thread_ts: ts });
    expect(answer?.text).toBe(`heard HIM &amp; HIT in ${team}:${direct}:${ts}`);
    expect(it.slack.calls.map(({ method }) => method)).toEqual(['assistant.threads.setStatus', 'chat.postMessage']);
  });

  test('in a thread goes on with the thread', async () => {
    await deliver(it.url, directMessage('and cost?', { thread_ts: '1700000000.000100' }));
    const [answer] = await it.slack.until(1);
    expect(answer?.thread_ts).toBe('1700000000.000100');
    expect(answer?.text).toContain(`${direct}:1700000000.000100`);
  });

  test.each([
    ["another bot's", { bot_id: 'B1' }],
    ['its own', { user: bot }],
    ['an edit', { subtype: 'message_changed', message: {} }],
    ['edited', { edited: { user: student, ts: '1' } }],
    ['any subtype', { subtype: 'channel_join' }],
    ['hidden', { hidden: true }],
    ['nobody', { user: undefined }],
  ])('%s is not answered', async (_, more) => {
    expect(await statusOf(directMessage('hello', more))).toBe(200);
    await moment();
    expect(it.slack.calls).toEqual([]);
  });

  test('is answered once, however often and at once it is sent', async () => {
    const events = Array.from({ length: 8 }, (_, i) => directMessage(`message ${i}`, { channel: `D${i}` }));
    const sent = events.flatMap((event, i) => Array.from({ length: 1 + (i % 4) }, () => deliver(it.url, event)));
    expect((await Promise.all(sent)).map(({ status }) => status)).toEqual(sent.map(() => 200));
    await it.slack.until(8);
    await Promise.all(events.map((event) => deliver(it.url, event)));
    await moment();
    expect(it.slack.posted.map(({ channel }) => channel).sort()).toEqual(events.map((_, i) => `D${i}`));
  });

  test('is answered in order within its conversation', async () => {
    for (const n of [1, 2, 3, 4]) await deliver(it.url, directMessage(`message ${n}`, { thread_ts: '1.1' }));
    const answers = await it.slack.until(4);
    expect(answers.map(({ text }) => text.slice(6, 15))).toEqual(['message 1', 'message 2', 'message 3', 'message 4']);
  });

  test('that failed is apologised for, once', async () => {
    await deliver(it.url, directMessage('fail'));
    const [answer] = await it.slack.until(1);
    expect(answer?.text).toMatch(/^Sorry/);
    expect(it.service.logged.some((line) => line.includes('TURN_FAILED'))).toBe(true);
    expect(it.service.logged.join()).not.toContain('cannot answer');
  });
});

describe('a channel', () => {
  test('is answered where it names the bot, in a thread', async () => {
    const event = mention('HIM vs HIT');
    await deliver(it.url, event);
    const [answer] = await it.slack.until(1);
    const { ts } = event.event as unknown as { ts: string };
    expect(answer).toMatchObject({ channel, thread_ts: ts, text: `heard HIM vs HIT in ${team}:${channel}:${ts}` });
  });

  const said = (text: string, thread_ts?: string) => {
    const ts = nextTs();
    return eventOf({
      type: 'message',
      channel_type: 'channel',
      channel,
      user: student,
      text,
      ts,
      ...(thread_ts && { thread_ts }),
    });
  };

  test('goes on in that thread without naming it again, and in no other', async () => {
    const event = mention('HIM vs HIT');
    const { ts } = event.event as unknown as { ts: string };
    await deliver(it.url, event);
    await it.slack.until(1);
    await deliver(it.url, said('HIM vs HIT'));
    await deliver(it.url, said('and cost?', '1.000'));
    await deliver(it.url, said(`<@${bot}> HIM vs HIT`, ts));
    await deliver(it.url, said('what do you think, <@U0EVE>?', ts));
    await deliver(it.url, said('and cost?', ts));
    await it.slack.until(2);
    await moment();
    expect(it.slack.posted.slice(1)).toMatchObject([
      { thread_ts: ts, text: `heard and cost? in ${team}:${channel}:${ts}` },
    ]);
  });

  test('in its thread, people are not told that the bot does not know', async () => {
    const event = mention('unknown');
    const { ts } = event.event as unknown as { ts: string };
    await deliver(it.url, event);
    expect((await it.slack.until(1))[0]?.text).toBe('The articles do not say.');
    await deliver(it.url, said('unknown', ts));
    await moment();
    expect(it.slack.posted).toHaveLength(1);
  });
});

describe('opening the conversation', () => {
  const opened = (tab: string) =>
    eventOf({ type: 'app_home_opened', user: student, channel: direct, tab, event_ts: nextTs() });

  test('greets, at the foot of the conversation', async () => {
    await deliver(it.url, opened('messages'));
    const [answer] = await it.slack.until(1);
    expect(answer).toMatchObject({ channel: direct, text: 'welcome' });
    expect(answer?.thread_ts).toBeUndefined();
  });

  test('of another tab does not', async () => {
    await deliver(it.url, opened('home'));
    await moment();
    expect(it.slack.calls).toEqual([]);
  });

  test('greets in the thread of the older assistant view', async () => {
    const assistant_thread = { user_id: student, channel_id: direct, thread_ts: '1.1' };
    await deliver(it.url, eventOf({ type: 'assistant_thread_started', assistant_thread }));
    expect((await it.slack.until(1))[0]).toMatchObject({ channel: direct, thread_ts: '1.1', text: 'welcome' });
  });
});

test('who asks too much is told to wait', async () => {
  await it.close();
  it = await startSlackService({ RATE_LIMIT_PER_MINUTE: '1' });
  await deliver(it.url, directMessage('one', { thread_ts: '1.1' }));
  await deliver(it.url, directMessage('two', { thread_ts: '1.1' }));
  const [, answer] = await it.slack.until(2);
  expect(answer?.text).toMatch(/^Too many requests; try again in \d+ seconds\.$/);
});
