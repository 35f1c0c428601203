import type { Labelled } from '../labelled.ts';
import type { Guess } from './contestants.ts';

/** How right guesses are: a test question whose label no training sentence has is outside, and wants a low score. */
export function judge(guesses: readonly Guess[], train: readonly Labelled[], test: readonly Labelled[]) {
  const labels = new Set(train.map((row) => row.label));
  const rows = guesses.map((guess, i) => ({ label: test[i]?.label as string, guess }));
  const inside = rows.filter((row) => labels.has(row.label));
  const outside = rows.filter((row) => !labels.has(row.label));
  const scores = (some: typeof rows) => some.map((row) => row.guess.score);
  return {
    /** The share of the questions with a label known from training that are given that label, 0–1. */
    accuracy: inside.filter(({ label, guess }) => guess.label === label).length / inside.length,
    /** How well the score tells those questions from all others, 0–1; a half is chance. NaN where one kind is missing. */
    auroc: auroc(scores(inside), scores(outside)),
  };
}

/** How often a score of the one kind is above one of the other, ties counting half: the area under the ROC curve. */
export function auroc(above: readonly number[], below: readonly number[]): number {
  let wins = 0;
  for (const a of above) for (const b of below) wins += a > b ? 1 : a === b ? 0.5 : 0;
  return wins / (above.length * below.length);
}
