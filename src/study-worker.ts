/** Studies a knowledge folder in a thread of its own, whose memory goes with it. */
import { parentPort, workerData } from 'node:worker_threads';
import { KnowledgeError } from '../knowledge/index.ts';
import type { Studied } from './engine.ts';
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

const told = outcome(workerData as string);
parentPort?.postMessage(told, 'studied' in told ? buffersOf(told.studied) : []);

/** What is handed over without a copy: most of what was learnt. */
function buffersOf({ learned: { features, model, phrasings } }: Studied): ArrayBuffer[] {
  const arrays = [features, model, phrasings].flatMap((data) => Object.values(data)).filter(ArrayBuffer.isView);
  return [...new Set(arrays.map(({ buffer }) => buffer as ArrayBuffer))];
}
