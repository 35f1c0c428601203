/**
 * A linear classifier of short texts: one-vs-rest support vector machines (squared hinge, dual coordinate descent as in
 * Hsieh et al., "A Dual Coordinate Descent Method for Large-scale Linear SVM", 2008), leant towards the centroids of the
 * labels. The machines alone tell labels apart by what is peculiar to each; the centroids add what is usual in each, and
 * with it a better sense of texts that belong to none.
 */
import type { Vector } from './features.ts';

export interface Example {
  readonly vector: Vector;
  readonly label: string;
}

export interface Score {
  readonly label: string;
  /** Signed distance from the label's boundary: above 0 is inside, training examples lie above 1. */
  readonly margin: number;
}

export interface ClassifierOptions {
  /** How dearly a training example on the wrong side is paid for. Higher fits the examples closer. Default 2. */
  readonly cost?: number;
  /** Passes over the examples; more is slower and closer to the optimum. Default 10. */
  readonly passes?: number;
}

/** How much the likeness (cosine, 0–1) to a label's centroid adds to its margin. */
const LEANING = 0.5;

/** What was learnt. Plain data. */
export interface LinearModel {
  readonly labels: readonly string[];
  /** How many features there are. */
  readonly size: number;
  /** Feature by feature one weight for each label, and at the end their biases, in parts of `unit`. */
  readonly weights: Int16Array;
  readonly unit: number;
}

/** Scores a text against every label, in the labels' order; `pull` is what is added to the margins of some. */
export type Classify = (vector: Vector, pull?: ReadonlyMap<string, number>) => Score[];

/** In every so many passes all labels are looked at; in those between only the ones that an example bears upon. */
const WHOLE = 4;

/**
 * Trains on examples whose features are numbered from 0 to `size - 1`. All labels are trained in step, one example after
 * the other, so that an example's features are walked once for all of them.
 */
export function trainClassifier(
  examples: readonly Example[],
  size: number,
  { cost = 2, passes = 10 }: ClassifierOptions = {},
): LinearModel {
  const labels = [...new Set(examples.map((e) => e.label))];
  const numbers = new Map(labels.map((label, number) => [label, number]));
  const own = Int32Array.from(examples, (e) => numbers.get(e.label) as number);
  const weights = new Float32Array((size + 1) * labels.length);
  const duals = new Float32Array(examples.length * labels.length);
  const margins = new Float64Array(labels.length);
  const every = Int32Array.from(labels.keys());
  const some = new Int32Array(labels.length);
  const moved = new Int32Array(labels.length);
  const steps = new Float32Array(labels.length);
  const softness = 1 / (2 * cost);
  const order = examples.map((_, i) => i);
  const random = createRandom(1);
  for (let pass = 0; pass < passes; pass += 1) {
    const isWhole = pass < 1 || pass % WHOLE === 1;
    // Another order in each pass: in a fixed one the descent takes many times as long.
    shuffle(order, random);
    for (const i of order) {
      const { vector } = examples[i] as Example;
      const among = isWhole ? every : bearing(duals, i * labels.length, some);
      if (isWhole) measure(vector, weights, 1, size, margins);
      else measureSome(vector, weights, size, labels.length, among, margins);
      let count = 0;
      for (let k = 0; k < among.length; k += 1) {
        const label = among[k] as number;
        const sign = label === own[i] ? 1 : -1;
        const at = i * labels.length + label;
        const dual = duals[at] as number;
        const slack = sign * (margins[label] as number) - 1 + softness * dual;
        const next = Math.max(dual - slack / (2 + softness), 0);
        if (next === dual) continue;
        duals[at] = next;
        moved[count] = label;
        steps[count] = (next - dual) * sign;
        count += 1;
      }
      move(vector, weights, size, labels.length, moved.subarray(0, count), steps);
    }
  }
  lean(examples, own, weights, size, labels.length);
  return { labels, size, ...inParts(weights) };
}

/** The labels whose boundaries an example holds up. */
function bearing(duals: Float32Array, start: number, found: Int32Array): Int32Array {
  let count = 0;
  for (let label = 0; label < found.length; label += 1) {
    if (duals[start + label] === 0) continue;
    found[count] = label;
    count += 1;
  }
  return found.subarray(0, count);
}

/** Weights as whole numbers, half as large to keep. Not by `from`, which lists them all as objects first. */
function inParts(weights: Float32Array): { weights: Int16Array; unit: number } {
  let most = 0;
  for (const weight of weights) most = Math.max(most, Math.abs(weight));
  const unit = most / (2 ** 15 - 1) || 1;
  return { weights: new Int16Array(weights.map((weight) => Math.round(weight / unit))), unit };
}

export function createClassifier({ labels, size, weights, unit }: LinearModel): Classify {
  const margins = new Float64Array(labels.length);
  return (vector, pull) => {
    measure(vector, weights, unit, size, margins);
    return labels.map((label, i) => ({ label, margin: (margins[i] as number) + (pull?.get(label) ?? 0) }));
  };
}

/** Of some scores so many of the highest, the highest first. */
export function highest(scores: readonly Score[], count: number): Score[] {
  const first: Score[] = [];
  for (const score of scores) {
    if (first.length === count && score.margin <= (first[count - 1] as Score).margin) continue;
    const place = first.findIndex(({ margin }) => score.margin > margin);
    first.splice(place < 0 ? first.length : place, 0, score);
    if (first.length > count) first.pop();
  }
  return first;
}

/** Writes a text's signed distance from each label's boundary into `margins`. */
function measure(
  { at, weight }: Vector,
  weights: Float32Array | Int16Array,
  unit: number,
  size: number,
  margins: Float64Array,
): void {
  const labels = margins.length;
  const bias = size * labels;
  for (let label = 0; label < labels; label += 1) margins[label] = weights[bias + label] as number;
  // Two features at a time, since most of the time goes into reading and writing the margins.
  for (let i = 0; i < at.length; i += 2) {
    const row = (at[i] as number) * labels;
    const by = weight[i] as number;
    const nextRow = (i + 1 < at.length ? (at[i + 1] as number) : size) * labels;
    const nextBy = i + 1 < at.length ? (weight[i + 1] as number) : 0;
    for (let label = 0; label < labels; label += 1) {
      margins[label] =
        (margins[label] as number) +
        by * (weights[row + label] as number) +
        nextBy * (weights[nextRow + label] as number);
    }
  }
  if (unit !== 1) for (let label = 0; label < labels; label += 1) margins[label] = unit * (margins[label] as number);
}

/** The same for some labels only. */
function measureSome(
  { at, weight }: Vector,
  weights: Float32Array,
  size: number,
  labels: number,
  some: Int32Array,
  margins: Float64Array,
): void {
  for (let k = 0; k < some.length; k += 1)
    margins[some[k] as number] = weights[size * labels + (some[k] as number)] as number;
  for (let i = 0; i < at.length; i += 1) {
    const row = (at[i] as number) * labels;
    const by = weight[i] as number;
    for (let k = 0; k < some.length; k += 1) {
      const label = some[k] as number;
      margins[label] = (margins[label] as number) + by * (weights[row + label] as number);
    }
  }
}

/** Moves the boundaries of the labels in `moved` by their steps along a text. */
function move(
  { at, weight }: Vector,
  weights: Float32Array,
  size: number,
  labels: number,
  moved: Int32Array,
  steps: Float32Array,
): void {
  for (let i = 0; i <= at.length; i += 1) {
    const row = (i < at.length ? (at[i] as number) : size) * labels;
    const by = i < at.length ? (weight[i] as number) : 1;
    for (let k = 0; k < moved.length; k += 1) {
      const place = row + (moved[k] as number);
      weights[place] = (weights[place] as number) + by * (steps[k] as number);
    }
  }
}

/** Adds each label's centroid, of length `LEANING`, to its weights. */
function lean(
  examples: readonly Example[],
  own: Int32Array,
  weights: Float32Array,
  size: number,
  labels: number,
): void {
  const sums = new Float32Array(size * labels);
  examples.forEach(({ vector }, i) => {
    vector.at.forEach((feature, k) => {
      const place = feature * labels + (own[i] as number);
      sums[place] = (sums[place] as number) + (vector.weight[k] as number);
    });
  });
  const lengths = new Float64Array(labels);
  sums.forEach((sum, place) => {
    lengths[place % labels] = (lengths[place % labels] as number) + sum * sum;
  });
  sums.forEach((sum, place) => {
    if (sum === 0) return;
    weights[place] = (weights[place] as number) + (LEANING * sum) / Math.sqrt(lengths[place % labels] as number);
  });
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
