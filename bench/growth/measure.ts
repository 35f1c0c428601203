/** A process that builds what answers from a knowledge of one size, asks it, and sends what that took. */
import { compose } from '../../dialogs/index.ts';
import { createRetriever, createUnderstanding, learn, loadKnowledge } from '../../knowledge/index.ts';
import { defaults } from '../../src/settings.ts';
import { percentile } from '../statistics.ts';
import { generate, type Size } from './generate.ts';

export interface Grown {
  /** Until the first question could be answered, and of it what learning took, milliseconds. */
  readonly build: number;
  readonly learning: number;
  /** What is held once it is built, megabytes: the heap, and arrays beside it. */
  readonly held: number;
  /** The most that was resident, megabytes. */
  readonly peak: number;
  /** Milliseconds for a question to be understood, and for its whole reply. */
  readonly understand: { readonly p50: number; readonly p99: number };
  readonly reply: { readonly p50: number; readonly p99: number };
}

process.once('message', (size: Size) => {
  const { knowledge, questions } = generate(loadKnowledge(defaults.KNOWLEDGE_DIR), size);
  const before = held();
  const began = performance.now();
  const learned = learn(knowledge);
  const learning = performance.now() - began;
  const understand = createUnderstanding(knowledge, learned);
  const kit = { knowledge, retriever: createRetriever(knowledge), retentionDays: 30 };
  const build = performance.now() - began;
  const after = held();
  for (const question of questions) compose(understand(question), kit);
  const grown: Grown = {
    build,
    learning,
    held: after - before,
    peak: process.resourceUsage().maxRSS / 1024,
    understand: time(questions, understand),
    reply: time(questions, (question) => compose(understand(question), kit)),
  };
  process.send?.(grown, () => process.exit(0));
});

function held(): number {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 2 ** 20;
}

function time(questions: readonly string[], act: (question: string) => unknown): { p50: number; p99: number } {
  const took = questions.map((question) => {
    const began = performance.now();
    act(question);
    return performance.now() - began;
  });
  return { p50: percentile(took, 0.5), p99: percentile(took, 0.99) };
}
