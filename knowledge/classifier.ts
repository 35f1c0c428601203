/**
 * A linear classifier of short texts: one-vs-rest support vector machines (squared hinge, dual coordinate descent as in
 * Hsieh et al., "A Dual Coordinate Descent Method for Large-scale Linear SVM", 2008) over stemmed words, pairs of
 * neighbouring words and the letters inside words.
 */
import { dot, type Vector } from './features.ts';

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

/** Trains on examples whose features are numbered from 0 to `size - 1`. */
export function trainClassifier(
  examples: readonly Example[],
  size: number,
  { cost = 2, passes = 8 }: ClassifierOptions = {},
): Classify {
  const vectors = examples.map((e) => e.vector);
  const labels = [...new Set(examples.map((e) => e.label))];
  const planes = labels.map((label) => {
    const signs = examples.map((e) => (e.label === label ? 1 : -1));
    return { label, plane: trainPlane(vectors, signs, size, cost, passes) };
  });
  return (vector) =>
    planes
      .map(({ label, plane }) => ({ label, margin: dot(vector, plane) + (plane[size] ?? 0) }))
      .sort((a, b) => b.margin - a.margin);
}

/** Weights of the features, then the bias. */
type Plane = Float32Array;

function trainPlane(
  vectors: readonly Vector[],
  signs: readonly number[],
  size: number,
  cost: number,
  passes: number,
): Plane {
  const plane = new Float32Array(size + 1);
  const dual = new Float64Array(vectors.length);
  const softness = 1 / (2 * cost);
  for (let pass = 0; pass < passes; pass += 1) {
    for (let k = 0; k < vectors.length; k += 1) {
      // A stride coprime to the count visits every example in a fixed but scattered order.
      const i = (k * 7919) % vectors.length;
      const vector = vectors[i] as Vector;
      const sign = signs[i] as number;
      const slack = sign * (dot(vector, plane) + (plane[size] as number)) - 1 + softness * (dual[i] as number);
      const next = Math.max((dual[i] as number) - slack / (2 + softness), 0);
      const step = (next - (dual[i] as number)) * sign;
      if (step === 0) continue;
      dual[i] = next;
      for (let j = 0; j < vector.at.length; j += 1) {
        const at = vector.at[j] as number;
        plane[at] = (plane[at] as number) + step * (vector.weight[j] as number);
      }
      plane[size] = (plane[size] as number) + step;
    }
  }
  return plane;
}
