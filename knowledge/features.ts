import { Numbering } from './numbering.ts';
import { STOP_WORDS, type Token } from './text.ts';

/** A text as numbered features with weights, of length 1 where every feature is known and shorter where some are not. */
export interface Vector {
  readonly at: Int32Array;
  readonly weight: Float32Array;
}

/** The features of the texts learnt from. Plain data. */
export interface FeatureTable {
  /** Features by the hash of what they are; a feature's number is its place. */
  readonly hashes: Int32Array;
  /** How much a feature tells by how few texts contain it (smoothed inverse document frequency), from 1. */
  readonly rarity: Float32Array;
  /** The rarity of what no text contains. */
  readonly unknown: number;
}

/** The vector of a text. Features not met in learning still count in its length: an unknown text is far from all. */
export type ReadFeatures = (tokens: readonly Token[]) => Vector;

/** How many letters in a row make a feature, the word's ends counted. */
const LETTERS = 4;
/** The share of its weight that a stop word has. */
const STOPPED = 0.5;
/** Kinds of features. Of the two kinds of a word, and of letters, the first weighs more. */
const KIND = { word: 0, stopWord: 1, pair: 2, letters: 2, stopLetters: 3 } as const;
/** What a feature weighs by its kind, before its rarity. */
export const WEIGHTS: readonly number[] = [1, STOPPED, 0.7, 0.7 * STOPPED];
export const isWord = (kind: number) => kind <= KIND.stopWord;

export function createFeatureReader({ hashes, rarity, unknown }: FeatureTable): ReadFeatures {
  const numbers = new Numbering();
  for (const hash of hashes) numbers.numberOf(hash);
  return (tokens) => {
    const features = featuresOf(tokens);
    const at = new Int32Array(features.size);
    const weight = new Float32Array(features.size);
    let count = 0;
    let square = 0;
    for (const [hash, kind] of features) {
      const number = numbers.find(hash);
      const own = (WEIGHTS[kind] as number) * (number < 0 ? unknown : (rarity[number] as number));
      square += own * own;
      if (number < 0) continue;
      at[count] = number;
      weight[count] = own;
      count += 1;
    }
    const length = Math.sqrt(square) || 1;
    for (let i = 0; i < count; i += 1) weight[i] = (weight[i] as number) / length;
    return { at: at.subarray(0, count), weight: weight.subarray(0, count) };
  };
}

/** The features of a text by their hashes, each once, with its kind: what stands in several words is of the weightiest. */
export function featuresOf(tokens: readonly Token[]): Map<number, number> {
  const features = new Map<number, number>();
  let before = START;
  let number: number | undefined;
  for (const { stem, word } of tokens) {
    const isStopped = STOP_WORDS.has(word);
    const own = hashOfWord(stem);
    features.set(own, isStopped ? KIND.stopWord : KIND.word);
    features.set(hashOf(stem, before), KIND.pair);
    if (number !== undefined) features.set(hashOf(stem, number), KIND.pair);
    before = Math.imul(own, PRIME) ^ KIND.pair;
    number = numberSeed(word);
    if (number !== undefined) features.set(number, KIND.pair);
    const kind = isStopped ? KIND.stopLetters : KIND.letters;
    const letters = `<${word}>`;
    for (let from = 0; from + LETTERS <= letters.length; from += 1) {
      const hash = hashOf(letters, LETTERS_SEED, from, from + LETTERS);
      features.set(hash, Math.min(features.get(hash) ?? kind, kind));
    }
  }
  return features;
}

/** The seeds tell kinds of features apart that are made of the same letters. */
const WORD_SEED = 0x811c9dc5 | 0;
const LETTERS_SEED = 0x2f0b4a27;
const START = 0x5bd1e995;
const PRIME = 0x01000193;

const AMOUNT = /^(?:\d+k|\d{1,3}(?:,?\d{3})+|thousand|grand)$/;
const NUMBER =
  /^(?:\d+(?:[.,]\d+)?|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|eighteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|half|couple|few)$/;

/** Stands for any number of thousands, or any other number, whichever it is. */
const numberSeed = (word: string) =>
  AMOUNT.test(word) ? hashOfWord('§amount') : NUMBER.test(word) ? hashOfWord('§number') : undefined;

export const hashOfWord = (stem: string) => hashOf(stem, WORD_SEED);

/** FNV-1a over a piece of a text: 32 bits, so that of a hundred thousand features one or two pairs fall together. */
function hashOf(text: string, seed: number, from = 0, to = text.length): number {
  let hash = seed;
  for (let i = from; i < to; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), PRIME);
  return hash;
}
