import { expect, test } from 'vitest';
import type { Score } from '../../knowledge/classifier.ts';
import { type Token, tokenise } from '../../knowledge/text.ts';
import { createCueCounter, createTopicReader, topicsAsked, withShared } from '../../knowledge/topics.ts';
import { createVocabulary } from '../../knowledge/vocabulary.ts';
import { loadFolder } from './folder.ts';
import { loadShipped } from './shipped.ts';

const knowledge = loadFolder();
const vocabulary = createVocabulary(knowledge);
const counter = createCueCounter(vocabulary);
for (const [text, label] of [
  ['what is the tuition', 'cost'],
  ['tuition please', 'cost'],
  ['the price', 'cost'],
  ['how long is it', 'duration'],
  ['how many months', 'duration'],
  ['months of pay', 'salary'],
  ['how well does it pay', 'salary'],
] as const)
  counter.add(tokenise(text), label);
const readTopics = createTopicReader(knowledge, counter.counts);
const read = (tokens: readonly Token[], scores: readonly Score[]) =>
  readTopics(tokens, vocabulary.cues.find(tokens), scores);
const none: readonly Token[] = tokenise('and then');

test('gives every topic once, the surest first, each with a score of 0–1', () => {
  const topics = read(tokenise('how long'), [{ label: 'cost', margin: -0.2 }]);
  expect(topics.map((t) => t.id).sort()).toEqual([...knowledge.topics.keys()].sort());
  const scores = topics.map((t) => t.score);
  expect(scores).toEqual([...scores].sort((a, b) => b - a));
  for (const score of scores) {
    expect(score).toBeGreaterThan(0);
    expect(score).toBeLessThan(1);
  }
});

test('without words for a topic, the margins order the topics', () => {
  const scores = [
    { label: 'salary', margin: 0.8 },
    { label: 'cost', margin: 0.1 },
    { label: 'duration', margin: -0.4 },
    { label: 'definition', margin: -1.5 },
    { label: 'differences', margin: -1.6 },
    { label: 'dust', margin: -1.7 },
  ];
  expect(read(none, scores).map((t) => t.id)).toEqual(scores.map((s) => s.label));
});

test('a word for a topic lifts it and says so', () => {
  const even = ['cost', 'duration', 'salary'].map((label) => ({ label, margin: 0 }));
  const [first] = read(tokenise('the tuition'), even);
  expect(first).toMatchObject({ id: 'cost', reasons: ['"tuition" asks for cost'] });
  const plain = read(none, even).find((t) => t.id === 'cost');
  expect(first?.score).toBeGreaterThan(plain?.score ?? 1);
});

test('a word that stands for several topics lifts less than one that stands for one', () => {
  const even = ['cost', 'duration', 'salary'].map((label) => ({ label, margin: 0 }));
  const scoreOf = (text: string, id: string) => read(tokenise(text), even).find((t) => t.id === id)?.score ?? 0;
  expect(scoreOf('tuition', 'cost')).toBeGreaterThan(scoreOf('months', 'duration'));
});

test('words never lower a topic', () => {
  const scores = [...knowledge.topics.keys()].map((label) => ({ label, margin: -0.5 }));
  const plain = new Map(read(none, scores).map((t) => [t.id, t.score]));
  for (const { id, score } of read(tokenise('tuition months pay dust'), scores))
    expect(score, id).toBeGreaterThanOrEqual(plain.get(id) ?? 1);
});

test('a topic without phrasings can be asked for by its words alone', () => {
  const [first] = read(tokenise('my lungs and the dust'), [
    { label: 'cost', margin: -0.9 },
    { label: 'salary', margin: -0.9 },
    { label: 'duration', margin: -0.9 },
  ]);
  expect(first?.id).toBe('dust');
});

test('aspects come with their topic, the one asked for most often first', () => {
  const aspectsOf = (text: string) => read(tokenise(text), []).find((t) => t.id === 'cost')?.aspects;
  expect(aspectsOf('what do tools cost, and chisels, beside tuition')).toEqual(['tools', 'tuition']);
  expect(aspectsOf('tuition')).toEqual(['tuition']);
  expect(aspectsOf('price')).toEqual([]);
});

test('of many topics of a message only the surest few are asked for, however many are read', () => {
  const topic = (id: string, score: number) => ({ id, aspects: [], score, reasons: [] });
  const reads = [0.99, 0.9, 0.5, 0.4, 0.3].map((score, i) => [topic(`t${i}`, score)]);
  expect(topicsAsked(() => false, reads, 0.2).map(({ id }) => id)).toEqual(['t0', 't1']);
});

test('what programs have in common is asked on the topic that is asked beside it', () => {
  const topic = (id: string, score: number, reasons: string[] = []) => ({ id, aspects: [], score, reasons });
  const { topics } = loadShipped();
  const ids = (asked: string[], ...read: ReturnType<typeof topic>[]) =>
    withShared(
      asked.map((id) => topic(id, 1)),
      read,
      { topics },
    ).map(({ id }) => id);
  const skills = topic('skills', 0.9, ['"skills" asks for skills']);
  expect(ids(['similarities'], skills)).toEqual(['skills', 'similarities']);
  expect(ids(['similarities'], topic('skills', 0.9))).toEqual(['similarities']);
  expect(ids(['similarities'], { ...skills, score: 0.5 })).toEqual(['similarities']);
  expect(ids(['similarities', 'cost'], skills)).toEqual(['similarities', 'cost']);
  expect(ids(['cost'], skills)).toEqual(['cost']);
});

test('beside how programs differ, what they share is asked only by words of its own: "same thing or not?"', () => {
  const topic = (id: string, ...reasons: string[]) => ({ id, aspects: [], score: 0.9, reasons });
  const askedOf = (...asked: ReturnType<typeof topic>[]) => withShared(asked, [], loadShipped()).map(({ id }) => id);
  expect(askedOf(topic('differences'), topic('similarities'), topic('cost'))).toEqual(['differences', 'cost']);
  expect(askedOf(topic('differences'), topic('similarities', '"in common" asks for similarities'))).toHaveLength(2);
});
