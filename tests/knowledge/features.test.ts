import { expect, test } from 'vitest';
import { FeatureIndex, type Vector } from '../../knowledge/features.ts';
import { tokenise } from '../../knowledge/text.ts';

const length = ({ weight }: Vector) => Math.hypot(...weight);

function cosine(a: Vector, b: Vector): number {
  const weights = new Map([...a.at].map((feature, i) => [feature, a.weight[i] ?? 0]));
  return [...b.at].reduce((sum, feature, i) => sum + (weights.get(feature) ?? 0) * (b.weight[i] ?? 0), 0);
}

test('a text whose features are all known has length 1', () => {
  const features = new FeatureIndex();
  for (const text of ['how long is it', 'what does it cost', 'cost'])
    expect(length(features.learn(tokenise(text)))).toBeCloseTo(1, 5);
});

test('features are numbered without gaps, each once', () => {
  const features = new FeatureIndex();
  const vectors = ['how long is it', 'how long does it take', 'cost of it'].map((t) => features.learn(tokenise(t)));
  expect(new Set(vectors.flatMap((v) => [...v.at]))).toEqual(
    new Set(Array.from({ length: features.size }, (_, i) => i)),
  );
  for (const { at } of vectors) expect(new Set(at).size).toBe(at.length);
});

test('reading gives what learning gave and numbers nothing', () => {
  const features = new FeatureIndex();
  const learnt = features.learn(tokenise('how long is it'));
  const { size } = features;
  expect(features.read(tokenise('how long is it'))).toEqual(learnt);
  features.read(tokenise('something never seen before'));
  expect(features.size).toBe(size);
});

test('what was never met makes a text shorter, down to nothing', () => {
  const features = new FeatureIndex();
  features.learn(tokenise('how long'));
  const half = length(features.read(tokenise('how long zzqqzz xxvvxx')));
  expect(half).toBeGreaterThan(0);
  expect(half).toBeLessThan(1);
  expect(features.read(tokenise('ωωω ψψψ'))).toMatchObject({ at: new Int32Array(0), weight: new Float32Array(0) });
});

test('a text without words has no features', () => {
  const features = new FeatureIndex();
  expect(features.learn([]).at).toHaveLength(0);
  expect(features.size).toBe(0);
});

test('texts are alike as they share words, then letters, and alike in other forms of a word', () => {
  const features = new FeatureIndex();
  const [cost, costs, costly, far] = ['the cost', 'the costs', 'costume', 'how long'].map((t) =>
    features.learn(tokenise(t)),
  ) as [Vector, Vector, Vector, Vector];
  expect(cosine(cost, cost)).toBeCloseTo(1, 5);
  expect(cosine(cost, costs)).toBeGreaterThan(cosine(cost, costly));
  expect(cosine(cost, costly)).toBeGreaterThan(cosine(cost, far));
});

test('the order of words tells', () => {
  const features = new FeatureIndex();
  const [one, other] = ['dog bites man', 'man bites dog'].map((t) => features.learn(tokenise(t))) as [Vector, Vector];
  expect(cosine(one, other)).toBeLessThan(0.99);
});
