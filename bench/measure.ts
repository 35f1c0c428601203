import type { Contestant, Guess } from './contestants.ts';
import type { Labelled } from './labelled.ts';
import { median } from './statistics.ts';

export interface Figures {
  readonly name: string;
  /** The share of the questions with a label known from training that are given that label, 0–1. */
  readonly accuracy: number;
  /** How well the score tells those questions from all others, 0–1; a half is chance. NaN where one kind is missing. */
  readonly auroc: number;
  /** The median, milliseconds. */
  readonly perQuestion: number;
  /** How many it takes in a second, one after another. */
  readonly perSecond: number;
  /** Milliseconds. */
  readonly build: number;
}

/** Trains a matcher and asks it everything twice, the second time against the clock. */
export async function measure(
  { name, build }: Contestant,
  train: readonly Labelled[],
  test: readonly Labelled[],
): Promise<Figures> {
  const started = performance.now();
  const ask = await build(train);
  const built = performance.now();
  const guesses: Guess[] = [];
  for (const { sentence } of test) guesses.push(await ask(sentence));
  const took: number[] = [];
  for (const { sentence } of test) {
    const asked = performance.now();
    await ask(sentence);
    took.push(performance.now() - asked);
  }
  const perSecond = (1000 * took.length) / took.reduce((sum, ms) => sum + ms, 0);
  return { name, ...judge(guesses, train, test), perQuestion: median(took), perSecond, build: built - started };
}

/** How right guesses are: a test question whose label no training sentence has is outside, and wants a low score. */
export function judge(guesses: readonly Guess[], train: readonly Labelled[], test: readonly Labelled[]) {
  const labels = new Set(train.map((row) => row.label));
  const rows = test.map(({ label }, i) => ({ label, guess: guesses[i] as Guess }));
  const inside = rows.filter((row) => labels.has(row.label));
  const outside = rows.filter((row) => !labels.has(row.label));
  const scores = (some: typeof rows) => some.map((row) => row.guess.score);
  return {
    accuracy: inside.filter(({ label, guess }) => guess.label === label).length / inside.length,
    auroc: auroc(scores(inside), scores(outside)),
  };
}

/** How often a score of the one kind is above one of the other, ties counting half: the area under the ROC curve. */
export function auroc(above: readonly number[], below: readonly number[]): number {
  let wins = 0;
  for (const a of above) for (const b of below) wins += a > b ? 1 : a === b ? 0.5 : 0;
  return wins / (above.length * below.length);
}
