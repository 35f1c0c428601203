import { STOP_WORDS, type Token } from './text.ts';

/** A text as numbered features with weights, of length 1 where every feature is known and shorter where some are not. */
export interface Vector {
  readonly at: Int32Array;
  readonly weight: Float32Array;
}

/** The features of the texts learnt from. Plain data. */
export interface FeatureTable {
  /** A feature's number is its place. */
  readonly names: readonly string[];
  /** How much a feature tells by how few texts contain it (smoothed inverse document frequency), from 1. */
  readonly rarity: Float32Array;
  /** The rarity of what no text contains. */
  readonly unknown: number;
}

/** The vector of a text. Features not met in learning still count in its length: an unknown text is far from all. */
export type ReadFeatures = (tokens: readonly Token[]) => Vector;

/** How many letters in a row make a feature, the word's ends counted. */
const LETTERS = 4;
const WEIGHT = { word: 1, pair: 0.7, letters: 0.7 } as const;
/** How many pairs and letters are kept. Most of the others stand in one text alone and cost more memory than they tell. */
const MOST = 25_000;
/** The share of its weight that a stop word has. */
const STOPPED = 0.5;

/** Numbers the features of texts (stemmed words, pairs of neighbouring words, letters inside words) and counts them. */
export function collectFeatures(texts: readonly (readonly Token[])[]): FeatureTable {
  const counts = new Map<string, number>();
  for (const text of texts) for (const name of featuresOf(text).keys()) counts.set(name, (counts.get(name) ?? 0) + 1);
  const rarityOf = (count: number) => 1 + Math.log((1 + texts.length) / (1 + count));
  const kept = mostTelling([...counts]);
  const rarity = Float32Array.from(kept, ([, count]) => rarityOf(count));
  return { names: kept.map(([name]) => name), rarity, unknown: rarityOf(0) };
}

/** All words, and of pairs and letters those that stand in most texts. */
function mostTelling(counts: [name: string, texts: number][]): [name: string, texts: number][] {
  const isWord = ([name]: [string, number]) => !/[ .]/.test(name);
  const made = counts.filter((count) => !isWord(count)).sort((a, b) => b[1] - a[1]);
  return [...counts.filter(isWord), ...made.slice(0, MOST)];
}

export function createFeatureReader({ names, rarity, unknown }: FeatureTable): ReadFeatures {
  const numbers = new Map(names.map((name, number) => [name, number]));
  return (tokens) => {
    const at: number[] = [];
    const weights: number[] = [];
    let square = 0;
    for (const [name, plain] of featuresOf(tokens)) {
      const number = numbers.get(name);
      const weight = plain * (number === undefined ? unknown : (rarity[number] ?? unknown));
      square += weight * weight;
      if (number === undefined) continue;
      at.push(number);
      weights.push(weight);
    }
    const length = Math.sqrt(square) || 1;
    return { at: Int32Array.from(at), weight: Float32Array.from(weights, (weight) => weight / length) };
  };
}

/** The features of a text with their weights, each once: what stands in several words weighs as in the weightiest. */
function featuresOf(tokens: readonly Token[]): Map<string, number> {
  const features = new Map<string, number>();
  let before = '^';
  for (const { stem, word } of tokens) {
    const share = STOP_WORDS.has(word) ? STOPPED : 1;
    features.set(stem, share * WEIGHT.word);
    features.set(`${before} ${stem}`, WEIGHT.pair);
    before = stem;
    const letters = `<${word}>`;
    for (let from = 0; from + LETTERS <= letters.length; from += 1) {
      const name = `.${letters.slice(from, from + LETTERS)}`;
      features.set(name, Math.max(features.get(name) ?? 0, share * WEIGHT.letters));
    }
  }
  return features;
}
