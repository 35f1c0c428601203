import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createUnderstanding, type Knowledge, learn, loadKnowledge } from '../knowledge/index.ts';
import { packageRoot } from '../src/config.ts';
import { defaults } from '../src/settings.ts';
import type { Contestant } from './contestants.ts';
import type { Labelled } from './labelled.ts';
import { createRandom } from './typos.ts';

/** How many questions are asked; Fuse.js takes a while for each. */
const asked = { inside: 100, outside: 50 } as const;
const OUTSIDE = 'outside';
/** What a right reply to a question within the knowledge may be. */
const answered = new Set(['answer', 'comparison']);

export interface Shipped {
  readonly knowledge: Knowledge;
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
  return { knowledge, train, test: [...draw(inside, asked.inside, random), ...draw(outside, asked.outside, random)] };
}

/** The product as it runs, with what it knows besides phrasings: names, what is not covered, small talk. */
export const asItRuns = (knowledge: Knowledge): Contestant => ({
  name: 'Crossroads, as it runs',
  build: () => {
    const understand = createUnderstanding(knowledge, learn(knowledge));
    return (sentence) => {
      const { topics, outside, smalltalk, strays, confidence } = understand(sentence);
      const isRefused = outside.length > 0 || smalltalk !== undefined || strays;
      return { label: topics[0]?.id, score: isRefused ? 0 : confidence };
    };
  },
});

interface Question {
  readonly text: string;
  readonly topic?: string;
  readonly kind: string | readonly string[];
}

function readQuestions(set: string): Question[] {
  const lines = readFileSync(join(packageRoot, 'tests/questions', `${set}.jsonl`), 'utf8').split('\n');
  return lines.filter(Boolean).map((line) => JSON.parse(line));
}

function draw<T>(from: readonly T[], count: number, random: () => number): T[] {
  const drawn = from.map((item) => ({ item, at: random() })).sort((a, b) => a.at - b.at);
  return drawn.slice(0, count).map(({ item }) => item);
}
