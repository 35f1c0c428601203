import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadKnowledge } from '../knowledge/index.ts';
import { packageRoot } from '../src/config.ts';
import { defaults } from '../src/settings.ts';
import type { Labelled } from './labelled.ts';
import { createRandom, shuffled } from './random.ts';

/** How many questions are asked; Fuse.js takes a while for each. */
const asked = { inside: 100, outside: 50 } as const;
const OUTSIDE = 'outside';
/** What a right reply to a question within the knowledge may be. */
const answered = new Set(['answer', 'comparison']);

export interface Shipped {
  /** The phrasings of all questions by their topics, a program's name in each gap. */
  readonly train: readonly Labelled[];
  /** Questions the bot was never taught, by their topics; those that nothing shipped answers, as `outside`. */
  readonly test: readonly Labelled[];
}

/** The shipped knowledge and the questions it is tested with, the same ones for the same seed. */
export function loadShipped(seed: number): Shipped {
  const knowledge = loadKnowledge(defaults.KNOWLEDGE_DIR);
  const names = [...knowledge.programs.values()].map(({ short }) => short);
  let next = 0;
  const fill = (text: string) => text.replaceAll('{program}', () => names[next++ % names.length] as string);
  const train = [...knowledge.questions.values()].flatMap(({ question, phrasings, topic }) =>
    [question, ...phrasings].map((text) => ({ sentence: fill(text), label: topic })),
  );
  const random = createRandom(seed);
  const inside = ['single', 'unseen'].flatMap(readQuestions).flatMap(({ text, topic }) => {
    return topic ? [{ sentence: text, label: topic }] : [];
  });
  const outside = ['scope', 'unseen-scope'].flatMap(readQuestions).flatMap(({ text, kind }) => {
    return [kind].flat().some((one) => answered.has(one)) ? [] : [{ sentence: text, label: OUTSIDE }];
  });
  return {
    train,
    test: [...shuffled(inside, random).slice(0, asked.inside), ...shuffled(outside, random).slice(0, asked.outside)],
  };
}

interface Question {
  readonly text: string;
  readonly topic?: string;
  readonly kind: string | readonly string[];
}

function readQuestions(set: string): Question[] {
  const lines = readFileSync(join(packageRoot, 'tests/questions', `${set}.jsonl`), 'utf8').split('\n');
  return lines.filter(Boolean).map((line) => JSON.parse(line));
}
