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
  const numbers = new Map([...new Set(phrasings.map((p) => p.question))].map((question, number) => [question, number]));
  const own = Int32Array.from(phrasings, (p) => numbers.get(p.question) as number);
  const sums = new Float32Array(phrasings.length);
  /** The nearest phrasing of each question, or -1. */
  const nearest = new Int32Array(numbers.size);
  // Plain loops: most of the time that reading a message takes is spent here.
  const addUp = ({ at, weight }: Vector) => {
    sums.fill(0);
    for (let i = 0; i < at.length; i += 1) {
      const by = weight[i] as number;
      const end = starts[(at[i] as number) + 1] as number;
      for (let place = starts[at[i] as number] as number; place < end; place += 1) {
        const phrasing = postings[place] as number;
        sums[phrasing] = (sums[phrasing] as number) + by * (weights[place] as number);
      }
    }
  };
  const pickNearest = () => {
    nearest.fill(-1);
    for (let phrasing = 0; phrasing < sums.length; phrasing += 1) {
      const question = own[phrasing] as number;
      const best = nearest[question] as number;
      if ((sums[phrasing] as number) > (best < 0 ? 0 : (sums[best] as number))) nearest[question] = phrasing;
    }
  };
  return (vector, limit = 5) => {
    addUp(vector);
    pickNearest();
    return [...nearest]
      .filter((phrasing) => phrasing >= 0)
      .sort((a, b) => (sums[b] as number) - (sums[a] as number))
      .slice(0, limit)
      .map((phrasing) => {
        const { question, text } = phrasings[phrasing] as PhrasingIndex['phrasings'][number];
        return { question, phrasing: text, similarity: sums[phrasing] as number };
      });
  };
}
