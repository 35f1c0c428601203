/**
 * A linear classifier of short texts: one-vs-rest support vector machines (squared hinge, dual coordinate descent as in
 * Hsieh et al., "A Dual Coordinate Descent Method for Large-scale Linear SVM", 2008) over stemmed words, pairs of
 * neighbouring words and the letters inside words.
 */
import type { Vector } from './features.ts';

export interface Example {
  readonly vector: Vector;
  readonly label: string;
}

export interface Score {
  readonly label: string;
  /** Signed distance from the label's boundary: above 0 is inside, training examples lie near 1. */
  readonly margin: number;
}

export interface ClassifierOptions {
  /** How dearly a training example on the wrong side is paid for. Higher fits the examples closer. Default 2. */
  readonly cost?: number;
  /** Passes over the examples; more is slower and closer to the optimum. Default 8. */
  readonly passes?: number;
}

/** Scores a text against every label, best first. */
export type Classify = (vector: Vector) => Score[];

/**
 * Trains on examples whose features are numbered from 0 to `size - 1`. All labels are trained in step, one example after
 * the other, so that an example's features are walked once for all of them.
 */
export function trainClassifier(
  examples: readonly Example[],
  size: number,
  { cost = 2, passes = 8 }: ClassifierOptions = {},
): Classify {
  const labels = [...new Set(examples.map((e) => e.label))];
  const planes = new Planes(labels.length, size);
  const own = examples.map((e) => labels.indexOf(e.label));
  const duals = new Float64Array(examples.length * labels.length);
  const margins = new Float32Array(labels.length);
  const steps = new Float32Array(labels.length);
  const softness = 1 / (2 * cost);
  const order = examples.map((_, i) => i);
  const random = createRandom(1);
  for (let pass = 0; pass < passes; pass += 1) {
    // Another order in each pass: in a fixed one the descent takes many times as long.
    shuffle(order, random);
    for (const i of order) {
      const { vector } = examples[i] as Example;
      planes.margins(vector, margins);
      for (let label = 0; label < labels.length; label += 1) {
        const sign = label === own[i] ? 1 : -1;
        const at = i * labels.length + label;
        const dual = duals[at] as number;
        const slack = sign * (margins[label] as number) - 1 + softness * dual;
        const next = Math.max(dual - slack / (2 + softness), 0);
        duals[at] = next;
        steps[label] = (next - dual) * sign;
      }
      planes.move(vector, steps);
    }
  }
  return (vector) => {
    planes.margins(vector, margins);
    return labels.map((label, i) => ({ label, margin: margins[i] as number })).sort((a, b) => b.margin - a.margin);
  };
}

/** A small linear congruential generator: the same numbers in 0–1 for the same seed, so that training can be repeated. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function shuffle(items: number[], random: () => number): void {
  for (let i = items.length - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1));
    [items[i], items[j]] = [items[j] as number, items[i] as number];
  }
}

/** The weights of every label, stored feature by feature; the last row is the bias. */
class Planes {
  readonly #labels: number;
  readonly #size: number;
  readonly #weights: Float32Array;

  constructor(labels: number, size: number) {
    this.#labels = labels;
    this.#size = size;
    this.#weights = new Float32Array((size + 1) * labels);
  }

  /** Writes the signed distance of a text from each label's boundary into `into`. */
  margins({ at, weight }: Vector, into: Float32Array): void {
    const bias = this.#size * this.#labels;
    for (let label = 0; label < this.#labels; label += 1) into[label] = this.#weights[bias + label] as number;
    for (let i = 0; i < at.length; i += 1) this.#add(at[i] as number, weight[i] as number, into);
  }

  #add(feature: number, weight: number, into: Float32Array): void {
    const row = feature * this.#labels;
    for (let label = 0; label < this.#labels; label += 1) {
      into[label] = (into[label] as number) + weight * (this.#weights[row + label] as number);
    }
  }

  /** Moves each label's boundary by its step along a text. */
  move({ at, weight }: Vector, steps: Float32Array): void {
    steps.forEach((step, label) => {
      if (step === 0) return;
      for (let i = 0; i < at.length; i += 1) this.#shift(at[i] as number, label, step * (weight[i] as number));
      this.#shift(this.#size, label, step);
    });
  }

  #shift(feature: number, label: number, by: number): void {
    const at = feature * this.#labels + label;
    this.#weights[at] = (this.#weights[at] as number) + by;
  }
}
