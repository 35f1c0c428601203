import type { Kit } from '../dialogs/index.ts';
import { createRetriever, createUnderstanding, loadKnowledge, type Understand } from '../knowledge/index.ts';

/** What reads messages and what replies are composed from, built once from a knowledge folder. */
export interface Engine {
  readonly kit: Kit;
  readonly understand: Understand;
}

/** Loads and checks the knowledge. Throws `KnowledgeError` with every problem in it. */
export function createEngine(knowledgeDir: string): Engine {
  const knowledge = loadKnowledge(knowledgeDir);
  return { kit: { knowledge, retriever: createRetriever(knowledge) }, understand: createUnderstanding(knowledge) };
}
