import type { Vector } from './features.ts';
import { UNIT, type Vectors } from './vectors.ts';

/** An entry with a phrasing near to a message. */
export interface Match {
  readonly entry: string;
  /** Which of its phrasings is nearest, from 0. */
  readonly phrasing: number;
  /** Cosine of the two texts' features, 0–1. */
  readonly similarity: number;
}

/**
 * Phrasings by the features they contain. Plain data. A rare feature lists all its phrasings; a common one only those in
 * which it weighs most, and each phrasing lists its common features instead. So little is read for a question, however many
 * phrasings there are.
 */
export interface PhrasingIndex {
  readonly entries: readonly string[];
  /** Of each entry, the number of its first phrasing; the others follow. */
  readonly firsts: Int32Array;
  /** Of each phrasing, the place of its entry. */
  readonly owners: Int32Array;
  /** Where each feature's postings begin; one more at the end. */
  readonly starts: Int32Array;
  /** The phrasings that contain the feature, and its weight in each, in parts of `UNIT`. */
  readonly postings: Int32Array;
  readonly weights: Uint16Array;
  /** The common features, in order. */
  readonly common: Int32Array;
  /** Where each phrasing's common features begin; one more at the end. Of each, its place in `common` and its weight. */
  readonly rowStarts: Int32Array;
  readonly rowFeatures: Uint16Array;
  readonly rowWeights: Uint16Array;
}

/** Features that stand in more phrasings than this are common. */
const COMMON = 300;
/** How many phrasings a common feature lists. */
const LISTED = 64;
/** There may not be more common features, since their places are kept in 16 bits. */
const MOST_COMMON = 2 ** 16;
/**
 * Indexes phrasings, given by their entries, whose features are numbered from 0 to `size - 1`. The phrasings of an entry
 * stand together.
 */
export function indexPhrasings(entries: readonly string[], vectors: Vectors, size: number): PhrasingIndex {
  const counts = new Int32Array(size);
  for (const feature of vectors.at) counts[feature] = (counts[feature] as number) + 1;
  const limit = Math.max(COMMON, vectors.at.length / MOST_COMMON);
  const common = Int32Array.from(counts.keys()).filter((feature) => (counts[feature] as number) > limit);
  const firsts = Int32Array.from(entries.keys()).filter((i) => entries[i] !== entries[i - 1]);
  let owner = -1;
  return {
    entries: Array.from(firsts, (first) => entries[first] as string),
    firsts,
    owners: Int32Array.from(entries, (entry, i) => (entry === entries[i - 1] ? owner : ++owner)),
    common,
    ...listPostings(
      vectors,
      counts.map((count) => (count > limit ? LISTED : count)),
    ),
    ...listRows(vectors, placesIn(common, size)),
  };
}

/** Each feature's place among the common ones, or -1. */
function placesIn(common: Int32Array, size: number): Int32Array {
  const places = new Int32Array(size).fill(-1);
  common.forEach((feature, place) => {
    places[feature] = place;
  });
  return places;
}

/** Lists so many phrasings by each feature as it has room for, those in which it weighs most. */
function listPostings({ starts: rows, at, weight }: Vectors, rooms: Int32Array) {
  const starts = new Int32Array(rooms.length + 1);
  for (let i = 0; i < rooms.length; i += 1) starts[i + 1] = (starts[i] as number) + (rooms[i] as number);
  const total = starts[rooms.length] as number;
  const [postings, weights, filled] = [new Int32Array(total), new Uint16Array(total), new Int32Array(rooms.length)];
  /** The place of the least weight in the list of a feature that is full. */
  const least = starts.slice();
  for (let phrasing = 0, i = 0; phrasing + 1 < rows.length; phrasing += 1) {
    for (; i < (rows[phrasing + 1] as number); i += 1) {
      const feature = at[i] as number;
      const own = weight[i] as number;
      const [start, end] = [starts[feature] as number, starts[feature + 1] as number];
      const isFull = filled[feature] === end - start;
      const place = isFull ? (least[feature] as number) : start + (filled[feature] as number);
      if (isFull && own <= (weights[place] as number)) continue;
      postings[place] = phrasing;
      weights[place] = own;
      if (!isFull) filled[feature] = (filled[feature] as number) + 1;
      if (filled[feature] === end - start) least[feature] = placeOfLeast(weights, start, end);
    }
  }
  return { starts, postings, weights };
}

function placeOfLeast(weights: Uint16Array, start: number, end: number): number {
  let least = start;
  for (let place = start + 1; place < end; place += 1)
    if ((weights[place] as number) < (weights[least] as number)) least = place;
  return least;
}

/** Lists the common features of each phrasing. */
function listRows({ starts, at, weight }: Vectors, places: Int32Array) {
  const rowStarts = new Int32Array(starts.length);
  const total = at.reduce((sum, feature) => sum + ((places[feature] as number) < 0 ? 0 : 1), 0);
  const [rowFeatures, rowWeights] = [new Uint16Array(total), new Uint16Array(total)];
  let count = 0;
  for (let phrasing = 0, i = 0; phrasing + 1 < starts.length; phrasing += 1) {
    for (; i < (starts[phrasing + 1] as number); i += 1) {
      const place = places[at[i] as number] as number;
      if (place < 0) continue;
      rowFeatures[count] = place;
      rowWeights[count] = weight[i] as number;
      count += 1;
    }
    rowStarts[phrasing + 1] = count;
  }
  return { rowStarts, rowFeatures, rowWeights };
}

/** Ranks entries by their nearest phrasing; at most `limit` of them. */
export type MatchPhrasings = (vector: Vector, limit?: number) => Match[];

/** The share of the best similarity, as far as postings tell it, from which a phrasing may turn out to be the nearest. */
const HOPEFUL = 0.6;

export function createMatcher(index: PhrasingIndex): MatchPhrasings {
  const { entries, firsts, owners, starts, postings, weights, common, rowStarts, rowFeatures, rowWeights } = index;
  const places = placesIn(common, starts.length - 1);
  const asked = new Float64Array(common.length);
  /** Of each phrasing two sums side by side: what rare features contribute, and what common ones do as far as these list it. */
  const sums = new Float32Array(2 * owners.length);
  const touched = new Int32Array(owners.length + 1);
  /** Of each phrasing 1, or 0 where it is among them. */
  const untouched = new Uint8Array(owners.length).fill(1);

  /** Adds up what postings say; gives how many phrasings were touched. */
  const addUp = ({ at, weight }: Vector) => {
    let count = 0;
    for (let i = 0; i < at.length; i += 1) {
      const feature = at[i] as number;
      const by = (weight[i] as number) / UNIT;
      const place = places[feature] as number;
      if (place >= 0) asked[place] = by;
      const kind = place < 0 ? 0 : 1;
      const end = starts[feature + 1] as number;
      for (let k = starts[feature] as number; k < end; k += 1) {
        const phrasing = postings[k] as number;
        const own = 2 * phrasing + kind;
        sums[own] = (sums[own] as number) + by * (weights[k] as number);
        // No `if`: which are untouched is as good as random, and guessing wrong costs a processor more than all else here.
        touched[count] = phrasing;
        count += untouched[phrasing] as number;
        untouched[phrasing] = 0;
      }
    }
    return count;
  };

  const commonShare = (phrasing: number) => {
    let sum = 0;
    for (let k = rowStarts[phrasing] as number; k < (rowStarts[phrasing + 1] as number); k += 1)
      sum += (asked[rowFeatures[k] as number] as number) * (rowWeights[k] as number);
    return sum;
  };

  return (vector, limit = 5) => {
    const count = addUp(vector);
    // Where no feature is common, the postings tell all there is.
    const hopeful = vector.at.some((feature) => (places[feature] as number) >= 0) ? HOPEFUL : 0;
    let mostRare = 0;
    let most = 0;
    for (let i = 0; i < count; i += 1) {
      const own = sums[2 * (touched[i] as number)] as number;
      const all = own + (sums[2 * (touched[i] as number) + 1] as number);
      if (own > mostRare) mostRare = own;
      if (all > most) most = all;
    }
    const best = new Map<number, { phrasing: number; similarity: number }>();
    const enough = hopeful * most;
    const enoughRare = hopeful * mostRare;
    for (let i = 0; i < count; i += 1) {
      const phrasing = touched[i] as number;
      const own = sums[2 * phrasing] as number;
      const isHopeful = own + (sums[2 * phrasing + 1] as number) >= enough || (own >= enoughRare && own > 0);
      untouched[phrasing] = 1;
      sums[2 * phrasing] = 0;
      sums[2 * phrasing + 1] = 0;
      if (!isHopeful) continue;
      const similarity = own + commonShare(phrasing);
      const entry = owners[phrasing] as number;
      if (similarity > (best.get(entry)?.similarity ?? 0)) best.set(entry, { phrasing, similarity });
    }
    for (const feature of vector.at) if ((places[feature] as number) >= 0) asked[places[feature] as number] = 0;
    return [...best]
      .sort(([, a], [, b]) => b.similarity - a.similarity)
      .slice(0, limit)
      .map(([entry, { phrasing, similarity }]) => ({
        entry: entries[entry] as string,
        phrasing: phrasing - (firsts[entry] as number),
        similarity,
      }));
  };
}
