/** The public face of the knowledge: what the other rooms may use. */
export type { Disagreement } from './disagreements.ts';
export { comparable, type Figure, order, parseFigure } from './figures.ts';
export type { Guide, GuideOption, GuideQuestion } from './guide.ts';
export { type Learned, learn } from './learn.ts';
export { type Fact, type Knowledge, loadKnowledge } from './load.ts';
export { PhraseTable } from './phrases.ts';
export { KnowledgeError, type Problem } from './problems.ts';
export type { Wanted } from './relevance.ts';
export { createRetriever, type RankedFact, type Retriever } from './retrieve.ts';
export type { Article, Program, Topic } from './schema.ts';
export { createSpeller, type Speller } from './spelling.ts';
export { fold, type Token, token, tokenise } from './text.ts';
export type { TopicRead } from './topics.ts';
export { createUnderstanding, type Understand } from './understand.ts';
export { NO_TALK, NOTHING_UNDERSTOOD, type Talk, type Understood } from './understood.ts';
export { isContent } from './vocabulary.ts';
