import type { Kit } from '../dialogs/index.ts';
import {
  createRetriever,
  createUnderstanding,
  type Knowledge,
  type Learned,
  learn,
  loadKnowledge,
  type Understand,
} from '../knowledge/index.ts';

/** What reads messages and what replies are composed from, built once from a knowledge folder. */
export interface Engine {
  readonly kit: Kit;
  readonly understand: Understand;
}

/** A knowledge and what was learnt from it. Plain data. */
export interface Studied {
  readonly knowledge: Knowledge;
  readonly learned: Learned;
}

/** Loads, checks and learns a knowledge folder. Throws `KnowledgeError` with every problem in it. */
export function study(knowledgeDir: string): Studied {
  const knowledge = loadKnowledge(knowledgeDir);
  return { knowledge, learned: learn(knowledge) };
}

/** @param retentionDays how long what users leave is kept, for the sentences that tell them. */
export const createEngine = ({ knowledge, learned }: Studied, retentionDays: number): Engine => ({
  kit: { knowledge, retriever: createRetriever(knowledge), retentionDays },
  understand: createUnderstanding(knowledge, learned),
});
