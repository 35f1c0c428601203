import { afterAll, beforeAll, expect, test } from 'vitest';
import { learn } from '../../../knowledge/index.ts';
import { createEngine } from '../../../src/engine.ts';
import { loadShipped } from '../../knowledge/shipped.ts';
import { type BotFramework, startBotFramework } from '../teams/bot-framework.ts';
import { startTeams, type Teams } from '../teams/client.ts';
import { problemsIn } from './block-kit.ts';

const knowledge = loadShipped();
let framework: BotFramework;
let service: Teams;
beforeAll(async () => {
  framework = await startBotFramework();
  service = await startTeams(framework, { engine: createEngine({ knowledge, learned: learn(knowledge) }, 30) });
});
afterAll(async () => {
  await service.app.stop();
  await framework.close();
});

let count = 0;

/** A message as the Azure Bot Service passes it on from Slack. */
function fromSlack(text: string, channelData: object = { SlackMessage: { type: 'event_callback' } }) {
  return {
    type: 'message',
    id: `slack-${++count}`,
    channelId: 'slack',
    serviceUrl: framework.serviceUrl,
    timestamp: new Date().toISOString() as unknown as Date,
    from: { id: 'U1:T1', name: 'ana' },
    recipient: { id: 'B1:T1', name: 'crossroads' },
    conversation: { id: 'B1:T1:D1', isGroup: false } as never,
    text,
    channelData,
  };
}

async function answerTo(activity: ReturnType<typeof fromSlack>) {
  expect(await service.post(activity)).toMatchObject({ status: 200 });
  const [answer, ...more] = await service.repliesTo(activity.id, 1);
  expect(more).toEqual([]);
  return answer?.activity;
}

test('Slack through the Azure Bot Service is answered with Slack’s own blocks, whose buttons say their choice', async () => {
  const { channelData } = (await answerTo(fromSlack('HIM vs HIT'))) ?? {};
  expect(channelData.answer).toMatchObject({ kind: 'comparison', programs: ['him', 'hit'] });
  expect(channelData.text).toContain('Sources:');
  expect(problemsIn(channelData.blocks)).toEqual([]);
  const types = channelData.blocks.map(({ type }: { type: string }) => type);
  expect(types).toEqual(['section', 'data_table', 'context', 'context', 'actions']);

  const [button] = channelData.blocks.at(-1).elements;
  const tap = fromSlack(button.value, { Payload: { type: 'block_actions', actions: [button] }, ApiToken: 'xoxb' });
  const next = await answerTo(tap);
  expect(next?.channelData.answer).toMatchObject({
    kind: 'comparison',
    programs: ['him', 'hit'],
    topics: ['duration'],
  });
});
