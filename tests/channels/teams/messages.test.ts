import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { learn } from '../../../knowledge/index.ts';
import { createEngine } from '../../../src/engine.ts';
import { loadShipped } from '../../knowledge/shipped.ts';
import { type BotFramework, startBotFramework } from './bot-framework.ts';
import { APP, startTeams, TENANT, type Teams } from './client.ts';
import { fixture } from './fixtures.ts';

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
/** A fixture under an id that was not seen before. */
const fresh = (name: string, changes: object = {}) => ({
  ...fixture(name, framework.serviceUrl),
  id: `fresh-${++count}`,
  ...changes,
});

describe('a question', () => {
  test.each(['personal-message', 'group-message', 'channel-message', 'channel-several-mentions', 'mobile-message'])(
    '%s is answered with a text, then a table',
    async (name) => {
      const activity = fresh(name);
      expect(await teams.post(activity)).toMatchObject({ status: 200, text: '' });
      const [first, second, ...more] = await teams.repliesTo(activity.id, 2);
      expect(more).toEqual([]);
      expect(first?.activity.channelData.answer).toMatchObject({
        kind: 'comparison',
        programs: ['him', 'coding'],
        topics: ['salary'],
      });
      expect(first?.activity.text).toMatch(/\[1\]/);
      expect(first?.activity).not.toHaveProperty('attachments');
      expect(second?.activity.attachments?.[0]?.content.body.some((e: { type: string }) => e.type === 'Table')).toBe(
        true,
      );
      expect(second?.activity).not.toHaveProperty('text');
      for (const sent of [first, second])
        expect(sent).toMatchObject({
          conversationId: activity.conversation.id,
          authorization: `Bearer ${framework.accessToken}`,
        });
    },
  );

  test('is answered once, however often it is delivered', async () => {
    const activity = fresh('personal-message');
    const answers = await Promise.all([1, 2, 3].map(() => teams.post(activity)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    await teams.repliesTo(activity.id, 2);
    const after = fresh('personal-message');
    await teams.post(after);
    await teams.repliesTo(after.id, 2);
    expect(await teams.repliesTo(activity.id, 2)).toHaveLength(2);
  });
});

test('the bot gets its token from its own tenant, with its own secret', async () => {
  expect(framework.logins.map(({ path }) => path)).toContain(`/${TENANT}/oauth2/v2.0/token`);
  const [login] = framework.logins;
  expect(Object.fromEntries(login?.form ?? [])).toMatchObject({
    client_id: APP,
    client_secret: 'its-password',
    grant_type: 'client_credentials',
    scope: expect.stringContaining('https://api.botframework.com/.default'),
  });
});
