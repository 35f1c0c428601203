import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { KnowledgeError, type Problem } from '../knowledge/index.ts';
import { packageRoot } from './config.ts';
import type { Studied } from './engine.ts';

/** What the thread reports: an error's class does not survive the way between threads. */
export type StudyOutcome =
  | { readonly studied: Studied }
  | { readonly directory: string; readonly problems: readonly Problem[] };

/**
 * Studies a knowledge folder beside the calling thread, which can load the rest of the service meanwhile and keeps none
 * of the memory that studying takes. Needs the built service. Rejects with `KnowledgeError`.
 */
export async function studyBeside(knowledgeDir: string): Promise<Studied> {
  const worker = new Worker(join(packageRoot, 'dist/study-worker.js'), { workerData: knowledgeDir });
  const [outcome] = (await once(worker, 'message')) as [StudyOutcome];
  if ('studied' in outcome) return outcome.studied;
  throw new KnowledgeError(outcome.directory, outcome.problems);
}
