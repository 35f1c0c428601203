import { expect, test } from 'vitest';
import { fold, STOP_WORDS, stem, tokenise } from '../../knowledge/text.ts';

test.each([
  ['curly apostrophes', 'What’s it', "what's it"],
  ['full-width letters', 'ＨＩＭ', 'him'],
  ['ligatures', 'ﬁnish', 'finish'],
  ['soft hyphens and zero-width characters', 'bill\u00ading\u200b \ufeffcost', 'billing cost'],
  ['case', 'BILLING', 'billing'],
])('folds %s away', (_, text, folded) => {
  expect(fold(text)).toBe(folded);
  expect(fold(folded)).toBe(folded);
});

const wordsOf = (text: string) => tokenise(text).map((t) => t.word);

test.each([
  ['billing & coding', ['billing', 'and', 'coding']],
  ['billing + coding', ['billing', 'and', 'coding']],
  ['billing/coding', ['billing', '/', 'coding']],
  ['the $$ in it', ['the', 'money', 'in', 'it']],
  ['$5,000', ['money', '5,000']],
  ["what's the bachelor’s", ["what's", 'the', "bachelor's"]],
  ['self-paced', ['self', 'paced']],
  ['<b>cost</b>', ['cost']],
  ['', []],
  ['  \n\t ', []],
  ['🙂🙂', []],
  ['¿cuánto?', ['cuánto']],
])('the words of %j', (text, words) => {
  expect(wordsOf(text)).toEqual(words);
});

test('a clause ends at a sentence mark or a comma', () => {
  const [hi, how, long, and, , cost, of] = tokenise('Hi, how long? And the cost... of it');
  expect(how?.clause).toBe(long?.clause);
  expect(and?.clause).toBe(cost?.clause);
  for (const [earlier, later] of [
    [hi, how],
    [long, and],
    [cost, of],
  ])
    expect(later?.clause).toBeGreaterThan(earlier?.clause ?? Number.NaN);
});

test('reads no more words than its limit', () => {
  expect(tokenise('word '.repeat(1000), 7)).toHaveLength(7);
  expect(tokenise('word '.repeat(2000))).toHaveLength(1000);
});

test.each([
  ['cost', 'costs', 'costing'],
  ['study', 'studies'],
  ['class', 'classes'],
  ['course', 'courses'],
  ['license', 'licenses'],
  ['code', 'codes', 'coding', 'coded'],
  ['plan', 'planning', 'planned'],
  ['bill', 'bills', 'billing', 'billed', "bill's"],
  ['certificate', 'certificates'],
  ['program', 'programs', "program's", "programs'"],
  ['year', 'years', "years'"],
  ['quick', 'quickly'],
])('%s shares its stem with its other forms', (word, ...others) => {
  for (const other of others) expect(stem(tokenise(other)[0]?.word ?? ''), other).toBe(stem(word));
});

test.each([
  ['code', 'cost'],
  ['pay', 'play'],
  ['is', 'i'],
  ['bus', 'bu'],
  ['need', 'ne'],
  ['him', 'hi'],
])('%s and %s keep different stems', (one, other) => {
  expect(stem(one)).not.toBe(stem(other));
});

test('a stem is never empty', () => {
  for (const word of ['s', 'e', 'ed', 'ing', 'ly', 'es', 'ies']) expect(stem(word), word).not.toBe('');
});

test('words that carry meaning are no stop words', () => {
  for (const word of ['cost', 'pay', 'long', 'home', 'money']) expect(STOP_WORDS.has(word), word).toBe(false);
  for (const word of ['the', 'a', 'is', 'of']) expect(STOP_WORDS.has(word), word).toBe(true);
});
