import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { learn } from '../../../knowledge/index.ts';
import { createEngine } from '../../../src/engine.ts';
import { loadShipped } from '../../knowledge/shipped.ts';
import { type BotFramework, startBotFramework } from './bot-framework.ts';
import { cardProblems } from './card-problems.ts';
import { startTeams, type Teams } from './client.ts';
import { fixture } from './fixtures.ts';
import { patiently } from './patience.ts';

const knowledge = loadShipped();
let framework: BotFramework;
let teams: Teams;
beforeAll(async () => {
  framework = await startBotFramework();
  teams = await startTeams(framework, { engine: createEngine({ knowledge, learned: learn(knowledge) }, 30) });
});
afterAll(async () => {
  await teams.app.stop();
  await framework.close();
});
beforeEach(() => {
  framework.sent.length = 0;
  framework.group.members = 3;
});

let count = 0;
const fresh = (name: string, changes: object = {}) => ({
  ...fixture(name, framework.serviceUrl),
  id: `i${++count}`,
  ...changes,
});

/** What came of it at the service's address; the body is whatever the platform wants there. */
async function invoke(name: string, changes: object = {}) {
  const { status, text } = await teams.post(fresh(name, changes));
  return { status, body: text ? JSON.parse(text) : undefined };
}

describe('a thumb', () => {
  async function answered(conversation: object) {
    const question = fresh('personal-message', { conversation });
    await teams.post(question);
    const [first] = await teams.repliesTo(question.id, 2);
    return first?.id ?? '';
  }

  test('down is taken at once, and answered with what to do next', async () => {
    const conversation = { ...fixture('personal-message').conversation, id: `a:${++count}` };
    const replyToId = await answered(conversation);
    const vote = fresh('feedback', { conversation, replyToId });
    const { status, text } = await teams.post(vote);
    expect([status, text]).toEqual([200, '{}']);
    const [reply] = await teams.repliesTo(vote.id);
    expect(reply?.activity.channelData.answer).toMatchObject({ kind: 'clarification', programs: ['him', 'coding'] });
  });

  test('on what was never said does nothing, and is no error', async () => {
    const vote = fresh('feedback', { replyToId: 'elsewhere' });
    expect((await teams.post(vote)).status).toBe(200);
    expect(await teams.repliesTo(vote.id, 1, 200)).toEqual([]);
  });
});

test('a card that waits for another gets the answer in its place, and nothing is sent', async () => {
  const { status, body } = await invoke('card-action');
  expect([status, body.statusCode, body.type]).toEqual([200, 200, 'application/vnd.microsoft.card.adaptive']);
  expect(cardProblems(body.value)).toEqual([]);
  expect(JSON.stringify(body.value)).toContain('"type":"Table"');
  expect(framework.sent).toEqual([]);
});

describe('the message extension', () => {
  const found = async (value: object) => {
    const { status, body } = await invoke('search', { value });
    expect(status).toBe(200);
    return body.composeExtension;
  };
  const searching = (value: string) => ({ commandId: 'compare', parameters: [{ name: 'query', value }] });

  test('lists comparisons before anything is typed', async () => {
    const { status, body } = await invoke('search-at-first');
    expect([status, body.composeExtension.type]).toEqual([200, 'result']);
    expect(body.composeExtension.attachments.length).toBeGreaterThan(4);
  });

  test('finds first what was asked, then the comparisons that go with it, each as a card to insert', async () => {
    const { type, attachments } = await found(searching('HIM or coding, which pays more?'));
    expect(type).toBe('result');
    expect(attachments.length).toBeGreaterThan(2);
    expect(attachments.length).toBeLessThanOrEqual(8);
    for (const { contentType, content, preview } of attachments) {
      expect(contentType).toBe('application/vnd.microsoft.card.adaptive');
      expect(cardProblems(content)).toEqual([]);
      expect(preview).toMatchObject({ contentType: 'application/vnd.microsoft.card.thumbnail' });
    }
    expect(attachments[0].preview.content.title).toMatch(/^HIM vs\. coding: /);
    expect(new Set(attachments.map((one: { preview: object }) => JSON.stringify(one.preview))).size).toBe(
      attachments.length,
    );
  });

  test('takes part of a name', async () => {
    const { attachments } = await found(searching('bill'));
    expect(attachments.length).toBeGreaterThan(1);
    for (const { preview } of attachments) expect(preview.content.title).toMatch(/billing/i);
  });

  test('says so where it finds nothing', async () => {
    expect(await found(searching('zzzz'))).toEqual({ type: 'message', text: expect.stringContaining('zzzz') });
  });
});

test.each(['task/fetch', 'composeExtension/fetchTask', 'signin/verifyState', 'message/fetchTask', ''])(
  'an invoke %j that nobody answers gets 501',
  async (name) => expect(await invoke('unknown-invoke', { name })).toEqual({ status: 501, body: undefined }),
);

describe('a greeting', () => {
  const greetings = () => framework.sent.flatMap(({ activity }) => activity.channelData?.answer.kind ?? []);
  const settled = async () => {
    const question = fresh('personal-message', {
      conversation: { ...fixture('personal-message').conversation, id: `a:${++count}` },
    });
    await teams.post(question);
    await teams.repliesTo(question.id, 2);
    framework.sent.splice(framework.sent.findIndex(({ replyToId }) => replyToId === question.id));
  };

  test('is given once, though both events of an installation come', async () => {
    const conversation = { ...fixture('installation').conversation, id: `a:${++count}` };
    await teams.post(fresh('installation', { conversation }));
    await teams.post(fresh('personal-arrival', { conversation }));
    await expect.poll(greetings, patiently).toContain('smalltalk');
    await settled();
    expect(
      framework.sent.filter((one) => one.conversationId === conversation.id && one.activity.channelData),
    ).toHaveLength(1);
  });

  const teamOf = (name: string) => ({ ...fixture(name).conversation, id: `19:${++count}@thread.tacv2` });

  test('is given to a team of a hundred', async () => {
    framework.group.members = 100;
    await teams.post(fresh('team-arrival', { conversation: teamOf('team-arrival') }));
    // The greeting, and its buttons.
    await expect.poll(() => framework.sent.length, patiently).toBe(2);
    expect(greetings()).toEqual(['smalltalk']);
  });

  test.each([
    ['is not given to a larger one', 101, 'team-arrival'],
    ['is not given for whoever joins later', 3, 'member-joins-team'],
  ])('%s', async (_, members, name) => {
    framework.group.members = members;
    await teams.post(fresh(name, { conversation: teamOf(name) }));
    await settled();
    expect(framework.sent).toEqual([]);
  });
});

test('a message that expects its replies gets them in the response', async () => {
  const question = fresh('personal-message', { deliveryMode: 'expectReplies' });
  const { status, body } = await teams.post(question);
  expect(status).toBe(200);
  expect(body.activities[0]?.channelData.answer).toMatchObject({ kind: 'comparison' });
  expect(body.activities[1]?.attachments).toHaveLength(1);
  expect(framework.sent).toEqual([]);
});

test('a text too long to be a question is not answered, but said so', async () => {
  const question = fresh('personal-message', { text: 'HIM or coding? '.repeat(200) });
  await teams.post(question);
  const [reply] = await teams.repliesTo(question.id);
  expect(reply?.activity.text).toMatch(/2[,.]?000 characters/);
});

test('threads of a channel know nothing of each other, nor do those who talk in one', async () => {
  const thread = (n: number) => ({
    ...fixture('channel-message').conversation,
    id: `19:x@thread.tacv2;messageid=${n}`,
  });
  const ask = async (text: string, n: number, from = fixture('channel-message').from) => {
    const question = fresh('channel-message', { text: `<at>Crossroads</at> ${text}`, conversation: thread(n), from });
    await teams.post(question);
    return (await teams.repliesTo(question.id))[0]?.activity.channelData.answer;
  };
  await ask('HIM or coding, which pays more?', 1);
  expect((await ask('and what do they cost?', 1, { id: '29:1ben', name: 'Ben' })).programs).not.toEqual([
    'him',
    'coding',
  ]);
  expect(await ask('and what do they cost?', 1)).toMatchObject({ kind: 'comparison', programs: ['him', 'coding'] });
  expect((await ask('and what do they cost?', 2)).programs).not.toEqual(['him', 'coding']);
});
