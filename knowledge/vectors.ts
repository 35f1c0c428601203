import { type FeatureTable, featuresOf, isWord, type Vector, WEIGHTS } from './features.ts';
import { Numbering, Numbers } from './numbering.ts';
import type { Token } from './text.ts';

/** The vectors of many texts, one after another in the same arrays. Plain data. */
export interface Vectors {
  /** Where each text's features begin; one more at the end. */
  readonly starts: Int32Array;
  readonly at: Int32Array;
  /** In parts of `UNIT`. */
  readonly weight: Uint16Array;
}

/** A weight of 1. */
export const UNIT = 2 ** 16 - 1;

/** One of the vectors. */
export function vectorAt({ starts, at, weight }: Vectors, text: number): Vector {
  const [from, to] = [starts[text], starts[text + 1]];
  return { at: at.subarray(from, to), weight: new Float32Array(weight.subarray(from, to)).map((own) => own / UNIT) };
}

/** How many pairs and letters are kept. Most of the others stand in one text alone and cost more memory than they tell. */
const MOST = 25_000;

/** Numbers and counts the features of texts; keeps nothing else of them. */
export function createCollector() {
  const features = new Numbering();
  const counts = new Numbers();
  const words = new Set<number>();
  /** Of each text its features: number and kind in one. */
  const read = new Numbers();
  const ends = new Numbers();

  return {
    add(tokens: readonly Token[]): void {
      for (const [hash, kind] of featuresOf(tokens)) {
        const number = features.numberOf(hash);
        if (number === counts.length) counts.push(0);
        counts.items[number] = (counts.items[number] as number) + 1;
        if (isWord(kind)) words.add(number);
        read.push(number * WEIGHTS.length + kind);
      }
      ends.push(read.length);
    },

    /** The features kept, and the vectors of all texts. Nothing can be added afterwards. */
    finish(): { readonly table: FeatureTable; readonly vectors: Vectors } {
      const rarityOf = (count: number) => 1 + Math.log((1 + ends.length) / (1 + count));
      const kept = mostTelling(counts, words);
      const table: FeatureTable = {
        hashes: kept.map((number) => features.hashes.items[number] as number),
        rarity: Float32Array.from(kept, (number) => rarityOf(counts.items[number] as number)),
        unknown: rarityOf(0),
      };
      const places = new Int32Array(counts.length).fill(-1);
      kept.forEach((number, place) => {
        places[number] = place;
      });
      return { table, vectors: weigh(read, ends, places, table) };
    },
  };
}

/** All words, and of pairs and letters those that stand in most texts. */
function mostTelling(counts: Numbers, words: ReadonlySet<number>): Int32Array {
  const made = Int32Array.from({ length: counts.length }, (_, number) => number).filter((number) => !words.has(number));
  made.sort((a, b) => (counts.items[b] as number) - (counts.items[a] as number));
  return Int32Array.from([...words, ...made.subarray(0, MOST)]);
}

/** Vectors of length 1, less what features that are not kept would add. Written over what was read, which may be long. */
function weigh(read: Numbers, ends: Numbers, places: Int32Array, { rarity, unknown }: FeatureTable): Vectors {
  const starts = new Int32Array(ends.length + 1);
  const at = read.items;
  const weight = new Uint16Array(read.length);
  const own = new Float64Array(ends.length === 0 ? 0 : longest(ends));
  let count = 0;
  for (let text = 0, i = 0; text < ends.length; text += 1) {
    const start = count;
    let square = 0;
    for (; i < (ends.items[text] as number); i += 1) {
      const feature = read.items[i] as number;
      const place = places[Math.floor(feature / WEIGHTS.length)] as number;
      const plain = (WEIGHTS[feature % WEIGHTS.length] as number) * (place < 0 ? unknown : (rarity[place] as number));
      square += plain * plain;
      if (place < 0) continue;
      at[count] = place;
      own[count - start] = plain;
      count += 1;
    }
    const length = Math.sqrt(square) || 1;
    for (let k = start; k < count; k += 1) weight[k] = Math.round((UNIT * (own[k - start] as number)) / length);
    starts[text + 1] = count;
  }
  return { starts, at: at.subarray(0, count), weight: weight.subarray(0, count) };
}

/** How many features the longest text has. */
function longest(ends: Numbers): number {
  let most = 0;
  for (let text = 0; text < ends.length; text += 1)
    most = Math.max(most, (ends.items[text] as number) - (text === 0 ? 0 : (ends.items[text - 1] as number)));
  return most;
}
