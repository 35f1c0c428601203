import { type Activity, ActivityTypes, MemoryStorage, TurnContext } from 'botbuilder';
import { beforeEach, describe, expect, test } from 'vitest';
import { askId } from '../../dialogs/choices.ts';
import type { Reply } from '../../dialogs/index.ts';
import { createUnderstanding } from '../../knowledge/index.ts';
import { createBot } from '../../src/bot.ts';
import { TerminalAdapter } from '../../src/channels/terminal/adapter.ts';
import { loadFolder } from '../knowledge/folder.ts';
import { kitOf, textOf } from './asked.ts';

const knowledge = loadFolder();
const kit = kitOf(knowledge);
const understand = createUnderstanding(knowledge);

/** A user in a terminal; each call gives the replies it drew. */
function connect(states = new MemoryStorage()) {
  const replies: Reply[] = [];
  const bot = createBot({
    kit,
    understand,
    states,
    async say(context, reply) {
      replies.push(reply);
      await context.sendActivity({ type: 'message', text: textOf(reply) });
    },
  });
  const sent: (string | undefined)[] = [];
  const terminal = new TerminalAdapter(bot, (activity) => sent.push(activity.text));
  const drain = () => replies.splice(0);
  return {
    sent,
    join: async () => {
      await terminal.join();
      return drain();
    },
    /** Says something and gives the one reply to it. */
    say: async (text: string, value?: unknown): Promise<Reply> => {
      await terminal.say(text, value);
      const [reply, ...more] = drain();
      if (!reply || more.length > 0) throw new Error(`${more.length + (reply ? 1 : 0)} replies to "${text}"`);
      return reply;
    },
  };
}

let user: ReturnType<typeof connect>;
beforeEach(() => {
  user = connect();
});

const about = ({ kind, programs, topics }: Reply) => `${kind}: ${programs.join(' ')} | ${topics.join(' ')}`;

test('a user is welcomed once in a conversation', async () => {
  expect(await user.join()).toMatchObject([{ kind: 'smalltalk' }]);
  expect(await user.join()).toEqual([]);
  await user.say('how long is framing');
  expect(await user.join()).toEqual([]);
});

test('every reply goes out through the channel', async () => {
  await user.join();
  const reply = await user.say('how long is framing');
  expect(user.sent).toHaveLength(2);
  expect(user.sent[1]).toBe(textOf(reply));
});

test('the topic or the program left out is the one talked of', async () => {
  expect(about(await user.say('how long is framing'))).toBe('answer: framing | duration');
  expect(about(await user.say('and cabinetmaking?'))).toBe('answer: cabinets | duration');
  expect(about(await user.say('what does it cost'))).toBe('answer: cabinets | cost');
});

test('small talk in between does not make it forget', async () => {
  await user.say('how long is framing');
  expect((await user.say('hello')).kind).toBe('smalltalk');
  expect(about(await user.say('what does it cost'))).toBe('answer: framing | cost');
});

describe('asked back', () => {
  let question: Reply;
  beforeEach(async () => {
    question = await user.say('how many months');
    expect(about(question)).toBe('clarification:  | duration');
  });

  test('a user answers by name', async () => {
    expect(about(await user.say('framing'))).toBe('answer: framing | duration');
  });

  test('a user answers by several names', async () => {
    expect(about(await user.say('framing or finish'))).toBe('comparison: framing finish | duration');
  });

  test('a user taps a choice', async () => {
    const [, choice] = question.choices;
    expect(about(await user.say(choice?.label ?? '', { choice: choice?.id }))).toBe('answer: cabinets | duration');
  });

  test('a user asks something else instead', async () => {
    expect(about(await user.say('what does cabinetmaking cost'))).toBe('answer: cabinets | cost');
    expect(about(await user.say('how long is framing'))).toBe('answer: framing | duration');
  });

  test('a user asks again without a name, and is told what is known in general', async () => {
    expect(about(await user.say('how many months'))).toMatch(/^answer: .*\| duration$/);
    expect(about(await user.say('finish work'))).toBe('answer: finish | duration');
  });

  test('a user chats first, then answers', async () => {
    expect((await user.say('hello')).kind).toBe('smalltalk');
    expect(about(await user.say('framing'))).toBe('answer: framing | duration');
  });

  test('a user in need is helped at once', async () => {
    expect((await user.say('I cut off my finger')).kind).toBe('handoff');
  });
});

test('starting over forgets what was talked of, but not that the user was welcomed', async () => {
  await user.join();
  await user.say('how long is framing');
  expect((await user.say('start over')).kind).toBe('smalltalk');
  expect((await user.say('how many months')).kind).toBe('clarification');
  expect(await user.join()).toEqual([]);
});

describe('a tapped choice', () => {
  test('says all by its id, whatever its label', async () => {
    const id = askId({ topic: 'cost', programs: ['framing', 'finish'] });
    expect(about(await user.say('', { choice: id }))).toBe('comparison: framing finish | cost');
    expect(about(await user.say('how long is cabinetmaking', { choice: id }))).toBe(
      'comparison: framing finish | cost',
    );
  });

  test('needs nothing that was said before', async () => {
    const [choice] = (await user.say('how long is framing')).choices;
    const later = connect();
    expect((await later.say('', { choice: choice?.id })).programs).toEqual(['framing']);
  });

  test.each<[string, unknown]>([
    ['an unknown program', { choice: 'ask/cost/masonry' }],
    ['an unknown topic', { choice: 'ask/smell/framing' }],
    ['no topic', { choice: 'ask//framing' }],
    ["an object's property", { choice: 'ask/constructor/__proto__' }],
    ['another form', { choice: 'tell/cost/framing' }],
    ['a number', { choice: 7 }],
    ['a list', { choice: ['ask/cost/framing'] }],
    ['nothing', { choice: undefined }],
    ['no object', 'ask/cost/framing'],
    ['null', null],
  ])('with %s counts for nothing: the text is read', async (_, value) => {
    expect(about(await user.say('how long is finish work', value))).toBe('answer: finish | duration');
  });

  test('that repeats a program does not compare it with itself', async () => {
    const reply = await user.say('how long is finish work', { choice: 'ask/cost/framing,framing,framing' });
    expect(new Set(reply.programs).size).toBe(reply.programs.length);
  });
});

describe('state', () => {
  test('is saved: another process goes on with the conversation', async () => {
    const states = new MemoryStorage();
    const before = connect(states);
    await before.join();
    await before.say('how many months');
    const after = connect(states);
    expect(await after.join()).toEqual([]);
    expect(about(await after.say('framing'))).toBe('answer: framing | duration');
    expect(about(await connect(states).say('what does it cost'))).toBe('answer: framing | cost');
  });

  test('is small and plain, however long the conversation', async () => {
    const memory: Record<string, string> = {};
    const states = new MemoryStorage(memory);
    const talker = connect(states);
    await talker.join();
    for (let i = 0; i < 12; i += 1)
      await talker.say(['how many months', 'framing', 'framing or finish cost'][i % 3] ?? '');
    const [saved, ...others] = Object.values(memory);
    expect(others).toEqual([]);
    expect(JSON.stringify(saved).length).toBeLessThan(2000);
  });

  test('is not saved when the reply could not be sent', async () => {
    const memory: Record<string, string> = {};
    const states = new MemoryStorage(memory);
    const bot = createBot({ kit, understand, states, say: () => Promise.reject(new Error('refused')) });
    const terminal = new TerminalAdapter(bot, () => {});
    await expect(terminal.say('how long is framing')).rejects.toThrow('refused');
    expect(memory).toEqual({});
  });
});

test.each<[string, Partial<Activity>]>([
  ['someone typing', { type: ActivityTypes.Typing }],
  ['a reaction', { type: ActivityTypes.MessageReaction, reactionsAdded: [{ type: 'like' }] }],
  ['an edit', { type: ActivityTypes.MessageUpdate, text: 'how long is framing' }],
  ['its own arrival', { type: ActivityTypes.ConversationUpdate, membersAdded: [{ id: 'bot', name: 'Bot' }] }],
  ['someone leaving', { type: ActivityTypes.ConversationUpdate, membersRemoved: [{ id: 'you', name: 'You' }] }],
])('%s is not answered', async (_, activity) => {
  const replies: Reply[] = [];
  const say = async (_context: TurnContext, reply: Reply) => {
    replies.push(reply);
  };
  const bot = createBot({ kit, understand, states: new MemoryStorage(), say });
  const who = { conversation: { id: 'c' }, recipient: { id: 'bot' }, from: { id: 'you' }, channelId: 'test' };
  const context = new TurnContext(new TerminalAdapter(bot, () => {}), { ...who, ...activity } as Partial<Activity>);
  await bot.run(context);
  expect(replies).toEqual([]);
});
