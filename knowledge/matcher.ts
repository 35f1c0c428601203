import type { Vector } from './features.ts';

/** An entry with a phrasing near to a message. */
export interface Match {
  readonly entry: string;
  /** The phrasing of it that is nearest. */
  readonly phrasing: string;
  /** Cosine of the two texts' features, 0–1. */
  readonly similarity: number;
}

export interface Phrasing {
  /** The id of what it is a phrasing of. */
  readonly entry: string;
  readonly text: string;
  readonly vector: Vector;
}

/** Phrasings by the features they contain. Plain data. */
export interface PhrasingIndex {
  readonly phrasings: readonly { readonly entry: string; readonly text: string }[];
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
  return { phrasings: phrasings.map(({ entry, text }) => ({ entry, text })), starts, postings, weights };
}

/** Ranks entries by their nearest phrasing; at most `limit` of them. */
export type MatchPhrasings = (vector: Vector, limit?: number) => Match[];

/** Features that stand in more phrasings than this tell few of them apart; they are counted for the nearest only. */
const COMMON = 300;
/** The share of the best similarity by rare features from which a phrasing may turn out to be the nearest. */
const HOPEFUL = 0.6;

export function createMatcher({ phrasings, starts, postings, weights }: PhrasingIndex): MatchPhrasings {
  const sums = new Float32Array(phrasings.length);
  const touched = new Int32Array(phrasings.length);

  /** Adds up what the features in `part` contribute to each phrasing; gives how many phrasings were touched. */
  const addUp = ({ at, weight }: Vector, part: (count: number) => boolean) => {
    let count = 0;
    for (let i = 0; i < at.length; i += 1) {
      const by = weight[i] as number;
      const start = starts[at[i] as number] as number;
      const end = starts[(at[i] as number) + 1] as number;
      if (!part(end - start)) continue;
      for (let place = start; place < end; place += 1) {
        const phrasing = postings[place] as number;
        const sum = sums[phrasing] as number;
        if (sum === 0) {
          touched[count] = phrasing;
          count += 1;
        }
        sums[phrasing] = sum + by * (weights[place] as number);
      }
    }
    return count;
  };

  /** The place of a phrasing among a feature's postings, which are in order, or -1. */
  const placeOf = (phrasing: number, feature: number) => {
    let low = starts[feature] as number;
    let high = (starts[feature + 1] as number) - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const found = postings[middle] as number;
      if (found === phrasing) return middle;
      if (found < phrasing) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  };

  const isCommon = (feature: number) => (starts[feature + 1] as number) - (starts[feature] as number) > COMMON;
  const commonShare = ({ at, weight }: Vector, phrasing: number) => {
    let sum = 0;
    for (let i = 0; i < at.length; i += 1) {
      const place = isCommon(at[i] as number) ? placeOf(phrasing, at[i] as number) : -1;
      if (place >= 0) sum += (weight[i] as number) * (weights[place] as number);
    }
    return sum;
  };

  return (vector, limit = 5) => {
    const rare = addUp(vector, (count) => count <= COMMON);
    // Where all features are common, all are added up at once; where none is, nothing is left to add.
    const isSplit = rare > 0 && vector.at.some(isCommon);
    const found = touched.subarray(0, rare > 0 ? rare : addUp(vector, () => true));
    let most = 0;
    for (const phrasing of found) most = Math.max(most, sums[phrasing] as number);
    const best = new Map<string, Match>();
    for (const phrasing of found) {
      const sum = sums[phrasing] as number;
      sums[phrasing] = 0;
      if (isSplit && sum < HOPEFUL * most) continue;
      const { entry, text } = phrasings[phrasing] as PhrasingIndex['phrasings'][number];
      const similarity = sum + (isSplit ? commonShare(vector, phrasing) : 0);
      if (similarity > (best.get(entry)?.similarity ?? 0)) best.set(entry, { entry, phrasing: text, similarity });
    }
    return [...best.values()].sort((a, b) => b.similarity - a.similarity).slice(0, limit);
  };
}
