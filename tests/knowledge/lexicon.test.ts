import { expect, test } from 'vitest';
import { collectWords } from '../../knowledge/lexicon.ts';
import { STOP_WORDS } from '../../knowledge/text.ts';
import { loadFolder } from './folder.ts';

const { words, familiar } = collectWords(loadFolder());

test.each([
  ['a name of a program', 'framer'],
  ['a hint', 'dovetail'],
  ['a phrase that is not meant', 'filing'],
  ['a word for a topic', 'tuition'],
  ['a word for an aspect', 'chisels'],
  ['a fact', 'skeleton'],
  ['a phrasing', 'expensive'],
])('%s is known and of the field', (_, word) => {
  expect(words.has(word)).toBe(true);
  expect(familiar.has(word)).toBe(true);
});

test.each([
  ['small talk', 'hello'],
  ['another program', 'plumber'],
  ['a matter', 'parking'],
  ['a place', 'ohio'],
  ['a message about something else', 'rain'],
])('%s is known, but not of the field', (_, word) => {
  expect(words.has(word)).toBe(true);
  expect(familiar.has(word)).toBe(false);
});

test('of the words of the field their stems are familiar, too', () => {
  expect(familiar.has('cabinet')).toBe(true);
  expect(words.has('cabinet')).toBe(false);
});

test('every stop word is known; other languages and placeholders teach nothing', () => {
  for (const word of STOP_WORDS) expect(words.has(word), word).toBe(true);
  for (const word of ['ausbildung', '{program}', '']) expect(words.has(word), word).toBe(false);
});
