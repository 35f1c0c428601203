import { type Activity, MemoryStorage } from 'botbuilder';
import { expect, test } from 'vitest';
import { learn } from '../../../knowledge/index.ts';
import { createBot } from '../../../src/bot.ts';
import { choiceAction, replyCard } from '../../../src/channels/teams/card.ts';
import { drawForTeams } from '../../../src/channels/teams/draw.ts';
import { sizeOf } from '../../../src/channels/teams/fit.ts';
import { LIMITS } from '../../../src/channels/teams/limits.ts';
import { TerminalAdapter } from '../../../src/channels/terminal/adapter.ts';
import { readQuestionSets } from '../../../src/commands/evaluation/sets.ts';
import { createEngine } from '../../../src/engine.ts';
import { loadShipped } from '../../knowledge/shipped.ts';
import { cardProblems } from './card-problems.ts';

const knowledge = loadShipped();
const engine = createEngine({ knowledge, learned: learn(knowledge) }, 30);
const origin = 'https://chat.school.example';

/** What is said to a question or conversation of the sets: in a personal chat, in a group, and in the place of a card. */
async function drawn(turns: readonly { readonly user: string }[]): Promise<Partial<Activity>[]> {
  const messages: Partial<Activity>[] = [];
  const bot = createBot({
    ...engine,
    states: new MemoryStorage(),
    async say(_, reply) {
      for (const isPersonal of [true, false]) messages.push(...drawForTeams(reply, { origin, isPersonal }));
      messages.push({ attachments: [replyCard(reply, reply.choices.map(choiceAction), { origin })] });
    },
  });
  const adapter = new TerminalAdapter(bot, () => {});
  for (const { user } of turns) await adapter.say(user);
  return messages;
}

test('whatever the questions of the sets are answered with is by the published schema, and small enough', async () => {
  const lines = readQuestionSets('tests/questions').flatMap((set) => set.lines);
  let cards = 0;
  let largest = 0;
  for (const { id, turns } of lines) {
    for (const message of await drawn(turns)) {
      largest = Math.max(largest, sizeOf(message));
      for (const { content } of message.attachments ?? []) {
        cards++;
        expect(cardProblems(content), id).toEqual([]);
      }
      expect(message.suggestedActions?.actions.length ?? 0, id).toBeLessThanOrEqual(LIMITS.suggestedActions);
    }
  }
  process.stdout.write(`${lines.length} lines, ${cards} cards, the largest message ${largest} bytes\n`);
  expect(lines.length).toBeGreaterThan(1900);
  expect(cards).toBeGreaterThan(4000);
  expect(largest).toBeLessThanOrEqual(LIMITS.messageBytesRefused);
}, 300_000);
