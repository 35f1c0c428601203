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

/** Ranks FAQ entries by their nearest phrasing; at most `limit` of them. */
export type MatchQuestions = (vector: Vector, limit?: number) => Match[];

export function createMatcher(phrasings: readonly Phrasing[], size: number): MatchQuestions {
  const postings: { phrasing: number; weight: number }[][] = Array.from({ length: size }, () => []);
  phrasings.forEach(({ vector }, phrasing) => {
    vector.at.forEach((feature, i) => postings[feature]?.push({ phrasing, weight: vector.weight[i] as number }));
  });
  return (vector, limit = 5) => {
    const sums = new Float32Array(phrasings.length);
    vector.at.forEach((feature, i) => {
      for (const { phrasing, weight } of postings[feature] ?? [])
        sums[phrasing] = (sums[phrasing] as number) + weight * (vector.weight[i] as number);
    });
    const best = new Map<string, Match>();
    sums.forEach((similarity, i) => {
      const { question, text } = phrasings[i] as Phrasing;
      if (similarity > (best.get(question)?.similarity ?? 0))
        best.set(question, { question, phrasing: text, similarity });
    });
    return [...best.values()].sort((a, b) => b.similarity - a.similarity).slice(0, limit);
  };
}
