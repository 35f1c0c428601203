import type { Vector } from './features.ts';

/** An FAQ entry near a message. */
export interface Match {
  readonly question: string;
  /** The phrasing of it that is nearest. */
  readonly phrasing: string;
  /** Cosine of the two texts' features, 0–1. */
  readonly similarity: number;
}

export interface Phrasing {
  readonly question: string;
  readonly text: string;
  readonly vector: Vector;
}

/** Phrasings by the features they contain. Plain data. */
export interface PhrasingIndex {
  readonly phrasings: readonly { readonly question: string; readonly text: string }[];
  /** Where each feature's postings begin; one more at the end. */
  readonly starts: Int32Array;
  /** The phrasings that contain the feature, and the feature's weight in each. */
  readonly postings: Int32Array;
  readonly weights: Float32Array;
}

/** Indexes phrasings whose features are numbered from 0 to `size - 1`. */
export function indexPhrasings(phrasings: readonly Phrasing[], size: number): PhrasingIndex {
  const starts = new Int32Array(size + 1);
  for (const { vector } of phrasings)
    for (const feature of vector.at) starts[feature + 1] = (starts[feature + 1] as number) + 1;
  for (let i = 0; i < size; i += 1) starts[i + 1] = (starts[i + 1] as number) + (starts[i] as number);
  const next = starts.slice();
  const postings = new Int32Array(starts[size] as number);
  const weights = new Float32Array(starts[size] as number);
  phrasings.forEach(({ vector }, phrasing) => {
    vector.at.forEach((feature, i) => {
      const place = next[feature] as number;
      next[feature] = place + 1;
      postings[place] = phrasing;
      weights[place] = vector.weight[i] as number;
    });
  });
  return { phrasings: phrasings.map(({ question, text }) => ({ question, text })), starts, postings, weights };
}

/** Ranks FAQ entries by their nearest phrasing; at most `limit` of them. */
export type MatchQuestions = (vector: Vector, limit?: number) => Match[];

export function createMatcher({ phrasings, starts, postings, weights }: PhrasingIndex): MatchQuestions {
  const sums = new Float32Array(phrasings.length);
  return (vector, limit = 5) => {
    sums.fill(0);
    vector.at.forEach((feature, i) => {
      const weight = vector.weight[i] as number;
      for (let at = starts[feature] as number; at < (starts[feature + 1] as number); at += 1) {
        const phrasing = postings[at] as number;
        sums[phrasing] = (sums[phrasing] as number) + weight * (weights[at] as number);
      }
    });
    const best = new Map<string, Match>();
    phrasings.forEach(({ question, text }, i) => {
      const similarity = sums[i] as number;
      if (similarity > (best.get(question)?.similarity ?? 0))
        best.set(question, { question, phrasing: text, similarity });
    });
    return [...best.values()].sort((a, b) => b.similarity - a.similarity).slice(0, limit);
  };
}
