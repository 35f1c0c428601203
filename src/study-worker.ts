/** Studies a knowledge folder in a thread of its own, whose memory goes with it. */
import { parentPort, workerData } from 'node:worker_threads';
import { KnowledgeError } from '../knowledge/index.ts';
import { recall } from './recall.ts';
import type { StudyOutcome } from './study.ts';

function outcome(directory: string): StudyOutcome {
  try {
    return { studied: recall(directory) };
  } catch (error) {
    if (error instanceof KnowledgeError) return { directory, problems: error.problems };
    throw error;
  }
}

parentPort?.postMessage(outcome(workerData as string));
