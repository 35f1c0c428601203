import { expect, test } from 'vitest';
import { createClassifier, highest, trainClassifier } from '../../knowledge/classifier.ts';
import { createFeatureReader } from '../../knowledge/features.ts';
import { tokenise } from '../../knowledge/text.ts';
import { collected } from './collected.ts';

const TEXTS: Readonly<Record<string, readonly string[]>> = {
  cost: ['what does it cost', 'how much is tuition', 'is it expensive', 'price of the program', 'can I afford it'],
  duration: ['how long does it take', 'how many months is it', 'when am I finished', 'length of the program'],
  salary: ['what does it pay', 'how much will I earn', 'what is the salary', 'will I make good money'],
};

function train(texts = TEXTS, options = {}) {
  const { table } = collected(Object.values(texts).flat());
  const reader = createFeatureReader(table);
  const examples = Object.entries(texts).flatMap(([label, list]) =>
    list.map((text) => ({ text, label, vector: reader(tokenise(text)) })),
  );
  const classify = createClassifier(trainClassifier(examples, table.hashes.length, options));
  return { examples, read: (text: string) => classify(reader(tokenise(text))) };
}

test('every text it learnt from is on the right side of every boundary', () => {
  const { examples, read } = train(TEXTS, { passes: 40 });
  for (const { text, label } of examples) {
    const [first, ...others] = highest(read(text), 3);
    expect(others).toHaveLength(2);
    expect(first?.label, text).toBe(label);
    expect(first?.margin, text).toBeGreaterThan(0);
    for (const other of others) expect(other.margin, text).toBeLessThan(0);
  }
});

test.each([
  ['how much does tuition cost', 'cost'],
  ['how many months does the program take', 'duration'],
  ['what would I earn', 'salary'],
])('reads "%s" as %s', (text, label) => {
  expect(highest(train().read(text), 1).map((s) => s.label)).toEqual([label]);
});

test('scores every label once', () => {
  const scores = train().read('how long is the tuition');
  expect(scores.map((s) => s.label)).toEqual(['cost', 'duration', 'salary']);
});

test('of scores the highest are given, the highest first, and of equal ones the first', () => {
  const scores = [0.1, -2, 0.7, 0.4, 0.7, -1].map((margin, i) => ({ label: `${i}`, margin }));
  const labels = (count: number) => highest(scores, count).map((s) => s.label);
  expect(labels(1)).toEqual(['2']);
  expect(labels(3)).toEqual(['2', '4', '3']);
  expect(labels(9)).toEqual(['2', '4', '3', '0', '5', '1']);
  expect(highest([], 2)).toEqual([]);
});

test('a text of unknown words is inside no label', () => {
  for (const { margin } of train().read('zebra giraffe')) expect(margin).toBeLessThan(0);
  for (const { margin } of train().read('')) expect(margin).toBeLessThan(0);
});

test('learns the same from the same', () => {
  expect(train().read('how long')).toEqual(train().read('how long'));
});

test('a higher cost fits the examples closer', () => {
  const loss = (cost: number) => {
    const { examples, read } = train(TEXTS, { cost, passes: 40 });
    return examples
      .flatMap(({ text, label }) => read(text).map((s) => (s.label === label ? s.margin : -s.margin)))
      .reduce((sum, margin) => sum + Math.max(0, 1 - margin) ** 2, 0);
  };
  expect(loss(10)).toBeLessThan(loss(1));
  expect(loss(1)).toBeLessThan(loss(0.1));
});

test('likeness to a centroid adds to the margin: where errors cost next to nothing, it alone is left', () => {
  const { read } = train({ cost: ['tuition fees', 'budget'], salary: ['pay rise'] }, { cost: 1e-9 });
  const marginOf = (text: string, label: string) => read(text).find((s) => s.label === label)?.margin;
  expect(marginOf('pay rise', 'salary')).toBeCloseTo(0.5, 4);
  expect(marginOf('budget', 'cost')).toBeCloseTo(0.5 * Math.SQRT1_2, 4);
  expect(marginOf('budget', 'salary')).toBeCloseTo(0, 4);
});

test('without examples there is nothing to score', () => {
  const classify = createClassifier(trainClassifier([], 0));
  expect(classify({ at: new Int32Array(0), weight: new Float32Array(0) })).toEqual([]);
});
