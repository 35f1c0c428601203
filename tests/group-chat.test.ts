import { type Activity, BotAdapter, MemoryStorage, type ResourceResponse, TurnContext } from 'botbuilder';
import { describe, expect, test } from 'vitest';
import { createUnderstanding } from '../knowledge/index.ts';
import { createBot } from '../src/bot.ts';
import { kitOf } from './dialogs/asked.ts';
import { loadFolder } from './knowledge/folder.ts';

const knowledge = loadFolder();
const kit = kitOf(knowledge);
const understand = createUnderstanding(knowledge);

/** A channel in which anybody can speak, in any conversation. */
function room(conversation: Partial<Activity['conversation']>) {
  const states = new MemoryStorage();
  const said: string[] = [];
  const bot = createBot({
    kit,
    understand,
    states,
    say: async (_, { programs, topics }) => void said.push(`${programs.join(' ')} | ${topics.join(' ')}`),
  });
  const adapter = new (class extends BotAdapter {
    override sendActivities = async (): Promise<ResourceResponse[]> => [];
    override updateActivity = async (): Promise<void> => {};
    override deleteActivity = async (): Promise<void> => {};
    override continueConversation = async (): Promise<void> => {};
  })();
  return async (who: string, text: string, id = 'thread') => {
    const activity = {
      type: 'message',
      text,
      channelId: 'room',
      conversation: { id, ...conversation },
      from: { id: who },
      recipient: { id: 'bot' },
    } as Activity;
    await bot.run(new TurnContext(adapter, activity));
    return said.pop();
  };
}

describe.each([
  ['a channel', { conversationType: 'channel' }],
  ['a group chat', { conversationType: 'groupChat' }],
  ['a thread', { isGroup: true }],
])('in %s', (_, conversation) => {
  test('"it" is what the speaker asked about, not what somebody else did', async () => {
    const say = room(conversation);
    expect(await say('ada', 'how much does framing cost?')).toBe('framing | cost');
    expect(await say('eve', 'what does cabinets cost?')).toBe('cabinets | cost');
    expect(await say('ada', 'how long does it take?')).toBe('framing | duration');
    expect(await say('eve', 'how long does it take?')).toBe('cabinets | duration');
    expect(await say('ada', 'and finish work?')).toBe('finish | duration');
    expect(await say('eve', 'what does it cost?')).toBe('cabinets | cost');
  });

  test('who has not spoken yet has asked about nothing', async () => {
    const say = room(conversation);
    await say('ada', 'how much does framing cost?');
    expect(await say('eve', 'and how long does it take?')).toMatch(/^ \|/);
  });

  test('each thread has a context of its own', async () => {
    const say = room(conversation);
    await say('ada', 'how much does framing cost?');
    await say('ada', 'how much does cabinets cost?', 'another');
    expect(await say('ada', 'how long does it take?')).toBe('framing | duration');
  });
});

test('between two, whoever is named as the speaker, it is one conversation', async () => {
  const say = room({ isGroup: false, conversationType: 'personal' });
  await say('ada', 'how much does framing cost?');
  expect(await say('ada on her phone', 'how long does it take?')).toBe('framing | duration');
});
