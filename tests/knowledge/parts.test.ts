import { expect, test } from 'vitest';
import { readNames } from '../../knowledge/names.ts';
import { asksApart, besideRivals, partsOf } from '../../knowledge/parts.ts';
import { tokenise } from '../../knowledge/text.ts';
import { createVocabulary } from '../../knowledge/vocabulary.ts';
import { loadShipped } from './shipped.ts';

const knowledge = loadShipped();
const vocabulary = createVocabulary(knowledge);
const partsIn = (text: string) => {
  const { masked } = readNames(tokenise(text), vocabulary, knowledge.programs);
  return partsOf(masked, vocabulary.cues.find(masked)).map((part) =>
    part.map(({ word }) => (word === '§program' ? 'X' : word)).join(' '),
  );
};

test.each([
  ['the jobs for HIM and the certs for HIM', ['the jobs for X', 'and the certs for X']],
  ['length and pay', ['length', 'and pay']],
  ["how long is HIM and what's the pay", ['how long is X', "and what's the pay"]],
  ['can I get into coding how long is it', ['can i get into X', 'how long is it']],
])('"%s" asks several things', (text, parts) => {
  expect(partsIn(text)).toEqual(parts);
});

test.each([
  'tell me how long it takes and costs',
  'I want to know how much coding pays',
  'a hospital and a quiet office',
  'so how long is it',
])('"%s" is one question', (text) => {
  expect(partsIn(text)).toHaveLength(1);
});

test.each([
  ['him vs hit who do they report to', ['who do they report to']],
  ['him vs hit', []],
  ['who do HIM people report to', []],
])('"%s" asks beside the names set against each other %j', (text, beside) => {
  const { masked } = readNames(tokenise(text), vocabulary, knowledge.programs);
  expect(besideRivals(masked).map((part) => part.map(({ word }) => word).join(' '))).toEqual(beside);
});

test('by how much something holds is no question apart', () => {
  expect(['how much more', 'and by how much'].filter((text) => asksApart(tokenise(text)))).toEqual([]);
  expect(['how much more do they earn', 'how much'].filter((text) => asksApart(tokenise(text)))).toHaveLength(2);
});
