import { createClassifier, type Score } from './classifier.ts';
import { createFeatureReader } from './features.ts';
import type { Learned } from './learn.ts';
import type { Knowledge } from './load.ts';
import { createMatcher, type Match } from './matcher.ts';
import type { Token } from './text.ts';

/** How a text stands to what was learnt. */
export interface Scored {
  /** Its distance from each label's boundary, in the labels' order. */
  readonly scores: readonly Score[];
  /** The entries asked in words nearest to it, best first: FAQ entries, and labels that have none. */
  readonly nearest: readonly Match[];
}

export type ScoreText = (tokens: readonly Token[]) => Scored;

/** How many of the nearest entries have a say. */
const NEIGHBOURS = 12;
/** How much a text's nearest phrasing (cosine, 0–1) adds to the margin of its label, from a likeness on that is none. */
const PULL = 2;
const UNLIKE = 0.2;

/**
 * Scores texts by the classifier and by their nearest phrasings. The classifier weighs single words by all phrasings at
 * once; a neighbour says how words are used together, which counts where somebody asks in a way that few others do.
 * `labelOf` gives the label of an entry that phrasings are of.
 */
export function createScorer(
  { features, model, phrasings }: Pick<Learned, 'features' | 'model' | 'phrasings'>,
  labelOf: (entry: string) => string,
): ScoreText {
  const read = createFeatureReader(features);
  const classify = createClassifier(model);
  const match = createMatcher(phrasings);
  return (tokens) => {
    const vector = read(tokens);
    const nearest = match(vector, NEIGHBOURS);
    const pull = new Map<string, number>();
    for (const near of nearest) {
      const label = labelOf(near.entry);
      if (!pull.has(label)) pull.set(label, PULL * Math.max(0, near.similarity - UNLIKE));
    }
    return { scores: classify(vector, pull), nearest };
  };
}

/**
 * Scores in which topics that figures order count at least as much as where what hints at a program is read as its name;
 * both in the labels' order.
 */
export function withMeasures(scores: readonly Score[], generalised: readonly Score[], { topics }: Knowledge): Score[] {
  return scores.map((score, i) => {
    const other = generalised[i] ?? score;
    return topics.get(score.label)?.scale?.figure && other.margin > score.margin ? other : score;
  });
}
