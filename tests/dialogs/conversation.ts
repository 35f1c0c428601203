import { MemoryStorage } from 'botbuilder';
import type { ConversationParts, Reply } from '../../dialogs/index.ts';
import { createUnderstanding, type Knowledge } from '../../knowledge/index.ts';
import { createBot } from '../../src/bot.ts';
import { TerminalAdapter } from '../../src/channels/terminal/adapter.ts';
import { kitOf } from './asked.ts';

type Options = Partial<Pick<ConversationParts, 'submit' | 'forget'>> & { readonly states?: MemoryStorage };

/** Opens conversations about some knowledge; each message gives the one reply to it. */
export function conversationsAbout(knowledge: Knowledge) {
  const kit = kitOf(knowledge);
  const understand = createUnderstanding(knowledge);
  return ({ states = new MemoryStorage(), ...options }: Options = {}) => {
    const replies: Reply[] = [];
    const say = async (_: unknown, reply: Reply) => void replies.push(reply);
    const terminal = new TerminalAdapter(createBot({ kit, understand, states, say, ...options }), () => {});
    return {
      async say(text: string, choice?: string): Promise<Reply> {
        await terminal.say(text, choice && { choice });
        const [reply, ...more] = replies.splice(0);
        if (!reply || more.length > 0) throw new Error(`${more.length + (reply ? 1 : 0)} replies to "${text}"`);
        return reply;
      },
    };
  };
}
