import { MemoryStorage } from 'botbuilder';
import { expect } from 'vitest';
import type { Reply } from '../../dialogs/index.ts';
import { createUnderstanding } from '../../knowledge/index.ts';
import { createBot } from '../../src/bot.ts';
import { plainText } from '../../src/channels/plain-text.ts';
import { TerminalAdapter } from '../../src/channels/terminal/adapter.ts';
import { kitOf } from '../dialogs/asked.ts';
import { loadShipped } from '../knowledge/shipped.ts';

const knowledge = loadShipped();
const understand = createUnderstanding(knowledge);
const kit = kitOf(knowledge);

/** What a user says, and what the reply to it must be; what is left out is not looked at. */
export interface Turn {
  /** A message; or the label of a choice of the reply before, which is then tapped. */
  readonly user: string;
  readonly kind?: Reply['kind'];
  /** Program ids in their order, joined by blanks. */
  readonly programs?: string;
  /** A topic that the reply is about. */
  readonly topic?: string;
  readonly contains?: string | RegExp;
  readonly lacks?: string | RegExp;
}

/** Talks with the bot as shipped, turn by turn, checking each reply; resolves to the last one. */
export async function talk(turns: readonly Turn[]): Promise<Reply> {
  let last: Reply | undefined;
  const say = async (_: unknown, reply: Reply) => {
    last = reply;
  };
  const terminal = new TerminalAdapter(createBot({ kit, understand, states: new MemoryStorage(), say }), () => {});
  await terminal.join();
  for (const turn of turns) {
    const choice = last?.choices.find((c) => c.label === turn.user);
    last = undefined;
    await terminal.say(turn.user, choice && { choice: choice.id });
    if (!last) throw new Error(`No reply to "${turn.user}"`);
    check(turn, last);
  }
  return last as unknown as Reply;
}

function check({ user, kind, programs, topic, contains, lacks }: Turn, reply: Reply) {
  const text = plainText(reply);
  const at = `"${user}"\n${text}`;
  if (kind !== undefined) expect(reply.kind, at).toBe(kind);
  if (programs !== undefined) expect(reply.programs.join(' '), at).toBe(programs);
  if (topic !== undefined) expect(reply.topics, at).toContain(topic);
  if (contains !== undefined) expect(text, at).toMatch(contains);
  if (lacks !== undefined) expect(text, at).not.toMatch(lacks);
}
