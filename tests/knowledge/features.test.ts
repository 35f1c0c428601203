import { expect, test } from 'vitest';
import { createFeatureReader, hashOfWord, type Vector } from '../../knowledge/features.ts';
import { tokenise } from '../../knowledge/text.ts';
import { UNIT } from '../../knowledge/vectors.ts';
import { collected } from './collected.ts';

const length = ({ weight }: Vector) => Math.hypot(...weight);

function cosine(a: Vector, b: Vector): number {
  const weights = new Map([...a.at].map((feature, i) => [feature, a.weight[i] ?? 0]));
  return [...b.at].reduce((sum, feature, i) => sum + (weights.get(feature) ?? 0) * (b.weight[i] ?? 0), 0);
}

/** The table of the texts, and the vectors of texts by it. */
function learn(...texts: readonly string[]) {
  const { table, vectors } = collected(texts);
  const reader = createFeatureReader(table);
  const weightOf = (text: string, word: string) => {
    const { at, weight } = reader(tokenise(text));
    return weight[at.indexOf(table.hashes.indexOf(hashOfWord(word)))] ?? 0;
  };
  return { table, vectors, read: (text: string) => reader(tokenise(text)), weightOf };
}

test('a text whose features are all known has length 1', () => {
  const texts = ['how long is it', 'what does it cost', 'cost'];
  const { read } = learn(...texts);
  for (const text of texts) expect(length(read(text)), text).toBeCloseTo(1, 5);
});

test('features are numbered without gaps, each once', () => {
  const texts = ['how long is it', 'how long does it take', 'cost of it'];
  const { table, read } = learn(...texts);
  const vectors = texts.map(read);
  expect(new Set(vectors.flatMap((v) => [...v.at]))).toEqual(new Set(table.hashes.keys()));
  expect(new Set(table.hashes).size).toBe(table.hashes.length);
  for (const { at } of vectors) expect(new Set(at).size).toBe(at.length);
});

test('the texts learnt from are kept as they would be read', () => {
  const texts = ['how long is it', 'how long does it take', 'cost of it', '', 'long long costs'];
  const { vectors, read } = learn(...texts);
  texts.forEach((text, i) => {
    const { at, weight } = read(text);
    expect([...vectors.at.subarray(vectors.starts[i], vectors.starts[i + 1])], text).toEqual([...at]);
    weight.forEach((own, k) => {
      expect((vectors.weight[(vectors.starts[i] ?? 0) + k] ?? 0) / UNIT, text).toBeCloseTo(own, 4);
    });
  });
});

test('of thousands of words each has a number of its own', () => {
  const words = Array.from({ length: 20_000 }, (_, i) => `w${i.toString(36)}`);
  const { table } = collected(words);
  expect(new Set(words.map((word) => table.hashes.indexOf(hashOfWord(tokenise(word)[0]?.stem ?? '')))).size).toBe(
    new Set(words.map((word) => tokenise(word)[0]?.stem)).size,
  );
});

test('the fewer texts contain a feature, the rarer it is, and what none contains is the rarest', () => {
  const { table } = learn('cost of books', 'cost of tools', 'cost');
  const rarityOf = (name: string) => table.rarity[table.hashes.indexOf(hashOfWord(name))] ?? 0;
  expect(rarityOf('cost')).toBeCloseTo(1, 5);
  expect(rarityOf('of')).toBeGreaterThan(rarityOf('cost'));
  expect(rarityOf('tool')).toBeGreaterThan(rarityOf('of'));
  expect(table.unknown).toBeGreaterThan(rarityOf('tool'));
});

test('a rare word weighs more in a text than a frequent one', () => {
  const { weightOf } = learn('cost tools', 'cost books', 'cost');
  expect(weightOf('cost tools', 'tool')).toBeGreaterThan(weightOf('cost tools', 'cost'));
});

test('a stop word weighs half of what another word as rare weighs', () => {
  const { weightOf } = learn('tools where');
  expect(weightOf('tools where', 'wher')).toBeCloseTo(weightOf('tools where', 'tool') / 2, 5);
});

test('what was never met makes a text shorter, down to nothing', () => {
  const { read } = learn('how long');
  const half = length(read('how long zzqqzz xxvvxx'));
  expect(half).toBeGreaterThan(0);
  expect(half).toBeLessThan(1);
  expect(read('ωωω ψψψ')).toEqual({ at: new Int32Array(0), weight: new Float32Array(0) });
});

test('a text without words has no features', () => {
  const { table, read } = learn('');
  expect(table.hashes).toHaveLength(0);
  expect(read('').at).toHaveLength(0);
});

test('texts are alike as they share words, then letters, and alike in other forms of a word', () => {
  const texts = ['the cost', 'the costs', 'costume', 'how long'];
  const { read } = learn(...texts);
  const [cost, costs, costly, far] = texts.map(read) as [Vector, Vector, Vector, Vector];
  expect(cosine(cost, cost)).toBeCloseTo(1, 5);
  expect(cosine(cost, costs)).toBeGreaterThan(cosine(cost, costly));
  expect(cosine(cost, costly)).toBeGreaterThan(cosine(cost, far));
});

test('the order of words tells', () => {
  const { read } = learn('dog bites man', 'man bites dog');
  expect(cosine(read('dog bites man'), read('man bites dog'))).toBeLessThan(0.99);
});

test('a number is like others of its kind, and what it counts like the same of another number', () => {
  const { read } = learn('done in ten months', 'it takes 3,000 dollars', 'ready by summer');
  const likeness = (a: string, b: string) => cosine(read(a), read(b));
  expect(likeness('18 months', 'done in ten months')).toBeGreaterThan(likeness('slow months', 'done in ten months'));
  expect(likeness('five thousand', 'it takes 3,000 dollars')).toBeGreaterThan(0);
  expect(likeness('12', 'it takes 3,000 dollars')).toBe(0);
});
