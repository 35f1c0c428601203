/** A process that holds one matcher: it is told which to build, then asked sentences, any number of times. */
import type { Labelled } from '../labelled.ts';
import { type Ask, asItRuns, CONTESTANTS, type Guess } from './contestants.ts';

export type Job = { readonly name: string; readonly train: readonly Labelled[] } | Questions;

interface Questions {
  readonly sentences: readonly string[];
  /** Milliseconds. */
  readonly patience: number;
  readonly overAgain?: boolean;
}

/** How long it took to build, in milliseconds. */
export interface Built {
  readonly took: number;
}

/** The guesses and what each took, in milliseconds; fewer than sentences where patience, in milliseconds, was over. */
export interface Asked {
  readonly guesses: readonly Guess[];
  readonly took: readonly number[];
}

let ask: Ask;

process.on('message', async (job: Job) => {
  process.send?.('name' in job ? await build(job.name, job.train) : await askAll(job));
});

async function build(name: string, train: readonly Labelled[]): Promise<Built> {
  const contestant = [asItRuns, ...CONTESTANTS].find((one) => one.name === name);
  if (!contestant) throw new Error(`There is no matcher ${name}`);
  const began = performance.now();
  ask = await contestant.build(train);
  return { took: performance.now() - began };
}

/** Asks every sentence once, or `overAgain` until patience is over. */
async function askAll({ sentences, patience, overAgain = false }: Questions): Promise<Asked> {
  const guesses: Guess[] = [];
  const took: number[] = [];
  const end = performance.now() + patience;
  for (let i = 0; overAgain || i < sentences.length; i += 1) {
    const sentence = sentences[i % sentences.length] as string;
    const began = performance.now();
    if (began > end) break;
    guesses.push(await ask(sentence));
    took.push(performance.now() - began);
  }
  return { guesses, took };
}
