import type { Token } from './text.ts';

/** A text as numbered features with weights, of length 1 where every feature is known and shorter where some are not. */
export interface Vector {
  readonly at: Int32Array;
  readonly weight: Float32Array;
}

/** How many letters in a row make a feature, the word's ends counted. */
const LETTERS = 4;
const WEIGHT = { word: 1, pair: 0.7, letters: 0.35 } as const;

/** Numbers the features of texts: stemmed words, pairs of neighbouring words, and the letters inside words. */
export class FeatureIndex {
  readonly #numbers: Map<string, number>;

  /** Starts empty, or with features learnt before, in the order of `names`. */
  constructor(names: readonly string[] = []) {
    this.#numbers = new Map(names.map((name, number) => [name, number]));
  }

  get names(): string[] {
    return [...this.#numbers.keys()];
  }

  get size(): number {
    return this.#numbers.size;
  }

  /** The vector of a text, numbering the features not met before. */
  learn(tokens: readonly Token[]): Vector {
    const features = featuresOf(tokens);
    for (const feature of features.keys()) if (!this.#numbers.has(feature)) this.#numbers.set(feature, this.size);
    return this.read(tokens);
  }

  /** The vector of a text. Features not met in learning still count in its length: an unknown text is far from all. */
  read(tokens: readonly Token[]): Vector {
    const features = featuresOf(tokens);
    const length = Math.hypot(...features.values()) || 1;
    const known = [...features].flatMap(([feature, weight]) => {
      const number = this.#numbers.get(feature);
      return number === undefined ? [] : [[number, weight / length] as const];
    });
    return { at: Int32Array.from(known, ([at]) => at), weight: Float32Array.from(known, ([, weight]) => weight) };
  }
}

function featuresOf(tokens: readonly Token[]): Map<string, number> {
  const features = new Map<string, number>();
  tokens.forEach(({ stem, word }, i) => {
    features.set(stem, WEIGHT.word);
    features.set(`${tokens[i - 1]?.stem ?? '^'} ${stem}`, WEIGHT.pair);
    const letters = `<${word}>`;
    for (let from = 0; from + LETTERS <= letters.length; from += 1) {
      features.set(`.${letters.slice(from, from + LETTERS)}`, WEIGHT.letters);
    }
  });
  return features;
}
