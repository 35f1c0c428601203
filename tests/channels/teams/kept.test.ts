import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { learn } from '../../../knowledge/index.ts';
import { createEngine } from '../../../src/engine.ts';
import { openDatabase } from '../../../src/storage/open.ts';
import { loadShipped } from '../../knowledge/shipped.ts';
import { type BotFramework, startBotFramework } from './bot-framework.ts';
import { startTeams, type Teams } from './client.ts';
import { fixture } from './fixtures.ts';
import { patiently } from './patience.ts';

const folder = mkdtempSync(join(tmpdir(), 'crossroads-teams-'));
const DATABASE_URL = `sqlite:${join(folder, 'kept.db')}`;
const knowledge = loadShipped();
let framework: BotFramework;
let teams: Teams;
beforeAll(async () => {
  framework = await startBotFramework();
  const engine = createEngine({ knowledge, learned: learn(knowledge) }, 30);
  teams = await startTeams(framework, { engine, env: { DATABASE_URL, STORE_QUESTIONS: 'true' } });
});
afterAll(async () => {
  await teams.app.stop();
  await framework.close();
  rmSync(folder, { recursive: true });
});

let count = 0;
/** The id of the answer that is rated. */
let answered = '';
async function say(name: string, changes: object, replies = 1) {
  const activity = { ...fixture(name, framework.serviceUrl), id: `k${++count}`, ...changes };
  expect((await teams.post(activity)).status).toBe(200);
  return teams.repliesTo(activity.id, replies);
}

async function looked<T>(look: (database: Awaited<ReturnType<typeof openDatabase>>) => Promise<T>): Promise<T> {
  const database = await openDatabase(DATABASE_URL);
  try {
    return await look(database);
  } finally {
    await database.close();
  }
}

/** Which of some states there are. */
const present = (keys: string[]) => looked(async (database) => Object.keys(await database.states.read(keys)).sort());

/** What is remembered of the answer that was rated, and of the question before it. */
const answerKeys = () => {
  const key = `msteams/conversations/${conversation.id}/answers/${answered}/`;
  return [key, `${key}users/${ana.id}/`];
};

const feedback = () => looked((database) => database.feedback.list(0, 100));
const { conversation } = fixture('channel-message');
const [ana, ben] = [fixture('channel-message').from, { id: '29:1ben', name: 'Ben' }];
const vote = (replyToId: string, from: object, reaction: string, feedbackText = '') => {
  const actionValue = { reaction, feedback: JSON.stringify({ feedbackText }) };
  return say('feedback', { conversation, from, replyToId, value: { actionName: 'feedback', actionValue } }, 0);
};

test('a thumb keeps what was answered, and the words of nobody but who asked', async () => {
  const [answer] = await say(
    'channel-message',
    { text: '<at>Crossroads</at> HIM or coding, mail me at a@b.example' },
    2,
  );
  answered = answer?.id ?? '';
  await vote(answered, ana, 'like', 'call me at +1 555 010 9999');
  await vote(answered, ben, 'like');
  await expect.poll(async () => (await feedback()).length, patiently).toBe(2);
  const rated = await feedback();
  expect(rated.map(({ userId }) => userId).sort()).toEqual([ana.id, ben.id].sort());
  for (const one of rated) expect(one).toMatchObject({ answer: answered, vote: 'up', programs: ['him', 'coding'] });
  expect(rated.find(({ userId }) => userId === ana.id)?.question).toMatch(/^HIM or coding, mail me at \[e-mail\]/);
  expect(rated.find(({ userId }) => userId === ana.id)?.comment).toBe('call me at [number]');
  for (const words of ['question', 'comment'])
    expect(rated.find(({ userId }) => userId === ben.id)).not.toHaveProperty(words);
});

test('"delete my data" deletes it all, and nothing of anybody else', async () => {
  const keyOf = (user: string) => `msteams/conversations/${conversation.id}/users/${user}/`;
  await say('channel-message', { from: ben, text: '<at>Crossroads</at> how long is HIT' }, 1);
  // A reply is sent before the turn is kept.
  await expect.poll(() => present([keyOf(ana.id), keyOf(ben.id), ...answerKeys()]), patiently).toHaveLength(4);
  const [done] = await say('channel-message', { text: '<at>Crossroads</at> delete my data' });
  expect(done?.activity.text).toMatch(/^Done:/);
  expect((await feedback()).map(({ userId }) => userId)).toEqual([ben.id]);
  expect(await present([keyOf(ana.id), keyOf(ben.id), ...answerKeys()])).toEqual([keyOf(ben.id)]);
});
