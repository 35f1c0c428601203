import { expect, test } from 'vitest';
import { createUnderstanding, learn } from '../../knowledge/index.ts';
import { loadFolder } from './folder.ts';

const knowledge = loadFolder();
const texts = [
  'what does framing cost',
  'framing or finish pay',
  'hello',
  'parking',
  'wieviel kostet',
  'framig price',
  '',
];

test('what was learnt is plain data: handed to another thread, messages are read the same', () => {
  const learned = learn(knowledge);
  const here = createUnderstanding(knowledge, learned);
  const there = createUnderstanding(structuredClone(knowledge), structuredClone(learned));
  for (const text of texts) expect(there(text), text).toEqual(here(text));
});

test('the same is learnt from the same', () => {
  expect(learn(knowledge)).toEqual(learn(loadFolder()));
});

test('without it, an understanding learns by itself', () => {
  const own = createUnderstanding(knowledge);
  const given = createUnderstanding(knowledge, learn(knowledge));
  for (const text of texts) expect(own(text), text).toEqual(given(text));
});
