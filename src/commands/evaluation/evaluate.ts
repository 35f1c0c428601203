import { type Activity, MemoryStorage } from 'botbuilder-core';
import { createBot } from '../../bot.ts';
import { TerminalAdapter } from '../../channels/terminal/adapter.ts';
import { drawForWebChat } from '../../channels/website/draw.ts';
import type { Engine } from '../../engine.ts';
import { type Expectation, type Grade, grade } from './grade.ts';
import type { QuestionLine, QuestionSet } from './sets.ts';

export interface Result extends Grade {
  readonly set: string;
  readonly id: string;
  readonly user: string;
  readonly style?: string;
  readonly topic?: string | null;
  /** Whether the articles answer it, so far as the set says. */
  readonly answerable: boolean;
}

/** Whether a reply of the kind claims to answer. */
export const isAnswer = (kind: string | undefined) => kind === 'answer' || kind === 'comparison';

/** Asks every question of a set in a conversation of its own, as drawn for the website, and grades the replies. */
export async function evaluate(set: QuestionSet, engine: Engine): Promise<Result[]> {
  const results: Result[] = [];
  for (const line of set.lines) results.push(...(await converse(line, set.name, engine)));
  return results;
}

async function converse(line: QuestionLine, set: string, engine: Engine): Promise<Result[]> {
  let said: Partial<Activity>[] = [];
  const bot = createBot({
    ...engine,
    states: new MemoryStorage(),
    async say(context, reply) {
      await context.sendActivities(drawForWebChat(reply, { origin: 'https://crossroads.example' }));
    },
  });
  const adapter = new TerminalAdapter(bot, (activity) => said.push(activity));
  const results: Result[] = [];
  for (const [i, turn] of line.turns.entries()) {
    said = [];
    await adapter.say(turn.user);
    const id = line.turns.length > 1 ? `${line.id}.${i + 1}` : line.id;
    results.push({
      set,
      id,
      user: turn.user,
      style: line.style ?? line.category,
      topic: line.topic,
      answerable: isAnswerable(turn),
      ...grade(turn, said),
    });
  }
  return results;
}

const isAnswerable = ({ kind }: Expectation) => [kind ?? []].flat().some(isAnswer);
