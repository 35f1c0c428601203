import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { channel, commandOf, deliver, direct, directMessage, student, tapOf, team } from './requests.ts';
import { type SlackService, startSlackService } from './service.ts';
import type { Part, Posted } from './stand-in.ts';

let it: SlackService;
beforeEach(async () => {
  it = await startSlackService();
});
afterEach(() => it.close());

const typesOf = (message: Posted | undefined) => message?.blocks.map(({ type }) => type);
const buttons = (message: Posted | undefined) =>
  message?.blocks.flatMap(({ type, elements }) => (type === 'actions' ? (elements ?? []) : [])) ?? [];

function buttonAt(message: Posted | undefined, place: number): Part {
  const button = buttons(message).at(place);
  if (!button) throw new Error(`no button at ${place}`);
  return button;
}

async function compared(): Promise<Posted> {
  await deliver(it.url, directMessage('compare', { ts: '5.000100' }));
  const [answer] = await it.slack.until(it.slack.posted.length + 1);
  if (!answer) throw new Error('no answer');
  return answer;
}

describe('a workspace that does not take tables', () => {
  test.each([
    [['data_table'], ['section', 'section', 'table', 'context', 'section', 'context', 'actions', 'context_actions']],
    [
      ['data_table', 'table'],
      ['section', 'section', 'section', 'section', 'context', 'section', 'context', 'actions', 'context_actions'],
    ],
    [['data_table', 'table', 'section'], []],
  ])('%j: gets the next simpler form', async (types, expected) => {
    for (const type of types) it.slack.untaken.add(type);
    const answer = await compared();
    expect(typesOf(answer)).toEqual(expected);
    expect(answer.text).toContain('$50,250 a year');
    expect(it.service.logged.some((line) => line.includes('BLOCKS_REFUSED'))).toBe(true);
  });

  test('blocks that are too long are left out, not the answer', async () => {
    const refusal = { error: 'msg_blocks_too_long' };
    it.slack.fail('chat.postMessage', refusal, refusal, refusal);
    expect(typesOf(await compared())).toEqual([]);
  });
});

describe('Slack in trouble', () => {
  test('is asked again after as long as it asks for', async () => {
    const began = Date.now();
    it.slack.fail('chat.postMessage', { status: 429, retryAfter: 1 });
    expect(typesOf(await compared())).toContain('data_table');
    expect(Date.now() - began).toBeGreaterThanOrEqual(1000);
  });

  test('says in its answer that it is busy', async () => {
    it.slack.fail('chat.postMessage', { error: 'ratelimited' });
    await compared();
    expect(it.slack.posted).toHaveLength(1);
  });

  test('fails, and is asked again', async () => {
    it.slack.fail('chat.postMessage', { status: 503 }, { status: 500 });
    await compared();
    expect(it.slack.posted).toHaveLength(1);
  });

  test('takes its time, and gets the answer once', async () => {
    it.slack.fail('chat.postMessage', { delay: 3000 });
    await compared();
    await pause(300);
    expect(it.slack.posted).toHaveLength(1);
  });

  test('answers without a status where that cannot be shown', async () => {
    it.slack.fail('assistant.threads.setStatus', { status: 429, retryAfter: 30 });
    await compared();
    it.slack.fail('assistant.threads.setStatus', { error: 'missing_scope' });
    await deliver(it.url, directMessage('more'));
    await it.slack.until(2);
  });

  test('refuses for good: it is logged, and the service goes on', async () => {
    it.slack.fail('chat.postMessage', { error: 'not_in_channel' }, { error: 'not_in_channel' });
    await deliver(it.url, directMessage('lost'));
    await deliver(it.url, directMessage('found', { channel: 'D2' }));
    const [answer] = await it.slack.until(1);
    expect(answer?.channel).toBe('D2');
    expect(it.service.logged.some((line) => line.includes('APOLOGY_FAILED'))).toBe(true);
  });
});

describe('a tapped button', () => {
  test('says its choice, in the thread of its message', async () => {
    const answer = await compared();
    const tap = tapOf(buttonAt(answer, 0), { message_ts: answer.ts, thread_ts: '5.000100' });
    expect((await deliver(it.url, tap, true)).status).toBe(200);
    await deliver(it.url, tap, true);
    const [, next] = await it.slack.until(2);
    expect(next).toMatchObject({ channel: direct, thread_ts: '5.000100' });
    expect(next?.text).toBe(`heard What do they cost?{"choice":"ask:cost"} in ${team}:${direct}:5.000100`);
    await pause(100);
    expect(it.slack.posted).toHaveLength(2);
  });

  test('finds the thread in the message, or is its beginning', async () => {
    const element = { action_id: 'choice:0', value: '{"choice":"x"}', text: { type: 'plain_text', text: 'X' } };
    await deliver(it.url, tapOf(element, { message_ts: '7.1' }, { message: { thread_ts: '6.1' } }), true);
    await deliver(it.url, tapOf(element, { message_ts: '7.1' }), true);
    const threads = (await it.slack.until(2)).map(({ thread_ts }) => thread_ts);
    expect(threads.sort()).toEqual(['6.1', '7.1']);
  });

  test('is a vote where it is a thumb', async () => {
    const answer = await compared();
    const thumbs = answer.blocks.find(({ type }) => type === 'context_actions')?.elements?.[0];
    const thumb = { action_id: 'feedback', value: thumbs?.negative_button.value ?? 'none' };
    await deliver(it.url, tapOf(thumb, { message_ts: answer.ts, thread_ts: '5.000100' }), true);
    const [, said] = await it.slack.until(2);
    const rating = JSON.parse(said?.text.replace('rated ', '') ?? '');
    expect(rating).toMatchObject({
      vote: 'down',
      answer: answer.ts,
      kind: 'comparison',
      programs: ['billing', 'coding'],
    });
  });

  test('of another form is let be', async () => {
    const odd = [{ action_id: 'feedback', value: '{"vote":"up"}' }, { action_id: 'feedback' }];
    for (const element of odd)
      expect((await deliver(it.url, tapOf(element, { message_ts: '1.1' }), true)).status).toBe(200);
    expect((await deliver(it.url, { type: 'view_submission', team: { id: team } }, true)).status).toBe(200);
    await pause(100);
    expect(it.slack.calls).toEqual([]);
  });
});

describe('a command', () => {
  test('is answered to its user alone, who can share the answer', async () => {
    const command = commandOf('/compare', 'billing vs coding', it.slack.responseUrl());
    const response = await deliver(it.url, command, true);
    expect([response.status, await response.text()]).toEqual([200, '']);
    const [answer] = await it.slack.until(1);
    expect(answer).toMatchObject({ how: 'response', response_type: 'ephemeral', replace_original: false });
    const share = buttonAt(answer, -1);
    expect(share).toMatchObject({ action_id: 'share', text: { text: 'Share with channel' } });

    const container = { message_ts: '9.1', is_ephemeral: true };
    const more = { channel: { id: channel }, response_url: it.slack.responseUrl() };
    await deliver(it.url, tapOf(share, container, more), true);
    const [, shared] = await it.slack.until(2);
    expect(shared).toMatchObject({ how: 'response', response_type: 'in_channel' });
    expect(shared?.blocks[0]?.elements?.[0]?.text).toBe(`Shared by <@${student}>`);
    expect(typesOf(shared)).toContain('data_table');
    expect(typesOf(shared)).not.toContain('context_actions');
    expect(buttons(shared).map(({ action_id }) => action_id)).not.toContain('share');
    await expect.poll(() => it.slack.calls.at(-1)?.args).toEqual({ delete_original: true });

    await deliver(it.url, tapOf(share, container, more), true);
    await pause(100);
    expect(it.slack.posted).toHaveLength(2);
  });

  test('says what follows it; what is tapped below its answer stays between the two', async () => {
    await deliver(it.url, commandOf('/ask', 'how long is &lt;coding&gt;?', it.slack.responseUrl()), true);
    const [answer] = await it.slack.until(1);
    expect(answer?.text).toBe(`heard how long is &lt;coding&gt;? in ${team}:${channel}:${student}`);
    const element = {
      action_id: 'choice:0',
      value: '{"choice":"ask:cost"}',
      text: { type: 'plain_text', text: 'Cost' },
    };
    const more = { channel: { id: channel }, response_url: it.slack.responseUrl() };
    await deliver(it.url, tapOf(element, { message_ts: '9.1', is_ephemeral: true }, more), true);
    const [, next] = await it.slack.until(2);
    expect(next).toMatchObject({ how: 'response', response_type: 'ephemeral' });
    expect(next?.text).toBe(`heard Cost{"choice":"ask:cost"} in ${team}:${channel}:${student}`);
  });

  test('that is sent again is answered once', async () => {
    const command = commandOf('/ask', 'x', it.slack.responseUrl());
    await Promise.all([1, 2, 3].map(() => deliver(it.url, command, true)));
    await it.slack.until(1);
    await pause(150);
    expect(it.slack.posted).toHaveLength(1);
  });

  test('gets a simpler form where blocks are refused, and a second attempt where Slack fails', async () => {
    it.slack.untaken.add('data_table');
    it.slack.fail('response', { status: 500 });
    await deliver(it.url, commandOf('/compare', 'billing vs coding', it.slack.responseUrl()), true);
    const [answer] = await it.slack.until(1);
    expect(typesOf(answer)).toContain('table');
  });
});
