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
  /** Passes over the examples; more is slower and closer to the optimum. Default 6. */
  readonly passes?: number;
}

/** What was learnt. Plain data. */
export interface LinearModel {
  readonly labels: readonly string[];
  /** How many features there are. */
  readonly size: number;
  /** Feature by feature one weight for each label, and at the end their biases. */
  readonly weights: Float32Array;
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
  { cost = 2, passes = 6 }: ClassifierOptions = {},
): LinearModel {
  const labels = [...new Set(examples.map((e) => e.label))];
  const own = examples.map((e) => labels.indexOf(e.label));
  const weights = new Float32Array((size + 1) * labels.length);
  const duals = new Float32Array(examples.length * labels.length);
  const margins = new Float32Array(labels.length);
  const softness = 1 / (2 * cost);
  const order = examples.map((_, i) => i);
  const random = createRandom(1);
  for (let pass = 0; pass < passes; pass += 1) {
    // Another order in each pass: in a fixed one the descent takes many times as long.
    shuffle(order, random);
    for (const i of order) {
      const { vector } = examples[i] as Example;
      measure(vector, weights, size, margins);
      for (let label = 0; label < labels.length; label += 1) {
        const sign = label === own[i] ? 1 : -1;
        const at = i * labels.length + label;
        const dual = duals[at] as number;
        const slack = sign * (margins[label] as number) - 1 + softness * dual;
        const next = Math.max(dual - slack / (2 + softness), 0);
        if (next === dual) continue;
        duals[at] = next;
        move(vector, weights, size, labels.length, label, (next - dual) * sign);
      }
    }
  }
  return { labels, size, weights };
}

export function createClassifier({ labels, size, weights }: LinearModel): Classify {
  const margins = new Float32Array(labels.length);
  return (vector) => {
    measure(vector, weights, size, margins);
    return labels.map((label, i) => ({ label, margin: margins[i] as number })).sort((a, b) => b.margin - a.margin);
  };
}

/** Writes a text's signed distance from each label's boundary into `margins`. */
function measure({ at, weight }: Vector, weights: Float32Array, size: number, margins: Float32Array): void {
  const labels = margins.length;
  const bias = size * labels;
  for (let label = 0; label < labels; label += 1) margins[label] = weights[bias + label] as number;
  for (let i = 0; i < at.length; i += 1) {
    const row = (at[i] as number) * labels;
    const by = weight[i] as number;
    for (let label = 0; label < labels; label += 1) {
      margins[label] = (margins[label] as number) + by * (weights[row + label] as number);
    }
  }
}

/** Moves one label's boundary by a step along a text. */
function move(
  { at, weight }: Vector,
  weights: Float32Array,
  size: number,
  labels: number,
  label: number,
  step: number,
) {
  for (let i = 0; i < at.length; i += 1) {
    const place = (at[i] as number) * labels + label;
    weights[place] = (weights[place] as number) + step * (weight[i] as number);
  }
  const bias = size * labels + label;
  weights[bias] = (weights[bias] as number) + step;
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
