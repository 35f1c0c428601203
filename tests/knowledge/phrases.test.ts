import { expect, test } from 'vitest';
import { type Found, PhraseTable } from '../../knowledge/phrases.ts';
import { type Token, tokenise } from '../../knowledge/text.ts';
import { createRandom } from './random.ts';

function tableOf(by: 'word' | 'stem', phrases: readonly string[]): PhraseTable<string> {
  const table = new PhraseTable<string>(by);
  for (const phrase of phrases) table.add(tokenise(phrase), phrase);
  return table;
}

const shown = ({ from, to, phrase }: Found<unknown>) => `${from}–${to} ${phrase}`;

test('the longest phrase at a place wins, whatever the order of adding', () => {
  for (const phrases of [
    ['night', 'night school', 'school'],
    ['school', 'night school', 'night'],
  ])
    expect(tableOf('word', phrases).find(tokenise('a night school at night')).map(shown)).toEqual([
      '1–3 night school',
      '4–5 night',
    ]);
});

test('phrases do not overlap: the one further left is taken', () => {
  expect(tableOf('word', ['night school', 'school year']).find(tokenise('night school year')).map(shown)).toEqual([
    '0–2 night school',
  ]);
});

test('by stem, other forms of the words are found too; by word, they are not', () => {
  expect(tableOf('stem', ['long class']).find(tokenise('long classes'))).toHaveLength(1);
  expect(tableOf('word', ['long class']).find(tokenise('long classes'))).toHaveLength(0);
});

test('a phrase may have several meanings', () => {
  const table = new PhraseTable<number>('word');
  table.add(tokenise('exam'), 1);
  table.add(tokenise('exam'), 2);
  expect(table.find(tokenise('the exam'))).toEqual([{ from: 1, to: 2, phrase: 'exam', meanings: [1, 2] }]);
});

test('a phrase does not reach across a comma or sentence mark', () => {
  const table = tableOf('word', ['night school', 'night']);
  expect(table.find(tokenise('not at night, school')).map(shown)).toEqual(['2–3 night']);
});

test('an empty phrase is never found', () => {
  expect(tableOf('word', ['', '…']).find(tokenise('anything … at all'))).toEqual([]);
});

test('words named like properties of objects are words like others', () => {
  const table = tableOf('word', ['constructor']);
  expect(table.find(tokenise('constructor __proto__ toString hasOwnProperty')).map(shown)).toEqual(['0–1 constructor']);
});

/** Every place from the left, every phrase from the longest: what `find` is to do, without an index. */
function plainFind(phrases: readonly string[], tokens: readonly Token[]): string[] {
  const words = tokens.map((t) => t.word);
  const longestFirst = phrases.map((p) => p.split(' ')).sort((a, b) => b.length - a.length);
  const found: string[] = [];
  let at = 0;
  while (at < words.length) {
    const phrase = longestFirst.find((p) => p.join(' ') === words.slice(at, at + p.length).join(' '));
    if (phrase) found.push(`${at}–${at + phrase.length} ${phrase.join(' ')}`);
    at += phrase?.length ?? 1;
  }
  return found;
}

test('finds what a plain search finds', () => {
  const random = createRandom(11);
  const letters = ['a', 'b', 'c'];
  let hits = 0;
  for (let round = 0; round < 400; round += 1) {
    const phrases = Array.from({ length: 6 }, () => `${random.pick(letters)} ${random.text(letters, 3, ' ')}`.trim());
    const tokens = tokenise(random.text([...letters, 'd'], 14, ' '));
    const expected = plainFind(phrases, tokens);
    hits += expected.length;
    expect(tableOf('word', phrases).find(tokens).map(shown), JSON.stringify({ phrases, tokens })).toEqual(expected);
  }
  expect(hits).toBeGreaterThan(400);
});

test('where words must agree, a "the" that only the message has inside a phrase counts for nothing', () => {
  const found = (by: 'word' | 'stem', text: string) =>
    tableOf(by, ['who founded school', 'sit the exam', 'school'])
      .find(tokenise(text))
      .map(({ from, to }) => [from, to]);
  expect(found('word', 'who founded the school')).toEqual([[0, 4]]);
  expect(found('word', 'who founded the place, the school')).toEqual([[5, 6]]);
  expect(found('word', 'I sit the exam')).toEqual([[1, 4]]);
  expect(found('word', 'I sit exam')).toEqual([]);
  expect(found('stem', 'who founded the school')).toEqual([[3, 4]]);
});
