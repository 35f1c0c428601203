import { MemoryStorage } from 'botbuilder';
import type { Reply } from '../../dialogs/index.ts';
import { createBot } from '../../src/bot.ts';
import { plainText } from '../../src/channels/plain-text.ts';
import { TerminalAdapter } from '../../src/channels/terminal/adapter.ts';
import { type OpenDoor, type Shown, theOnly } from './door.ts';

export const openTerminal: OpenDoor = async (engine) => ({
  name: 'terminal',
  async enter() {
    let replies: Reply[] = [];
    const say = async (_: unknown, reply: Reply) => void replies.push(reply);
    const adapter = new TerminalAdapter(createBot({ ...engine, states: new MemoryStorage(), say }), () => {});
    await adapter.join();
    return {
      async say(text, choice) {
        replies = [];
        await adapter.say(text, choice && { choice: choice.id });
        return inTerminal(theOnly(replies, text));
      },
    };
  },
  close: async () => {},
});

const inTerminal = (reply: Reply): Shown => ({
  kind: reply.kind,
  programs: reply.programs,
  topics: reply.topics,
  articles: reply.citations.map(({ article }) => article),
  body: plainText({ ...reply, citations: [], choices: [] }),
  spoken: plainText(reply),
  choices: reply.choices,
});
