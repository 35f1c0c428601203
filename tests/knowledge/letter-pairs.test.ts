import { expect, test } from 'vitest';
import { createCandidates } from '../../knowledge/letter-pairs.ts';
import { editDistance } from '../../knowledge/spelling.ts';
import { createRandom } from './random.ts';

test('those that share more pairs come first, and those that share too few not at all', () => {
  const find = createCandidates(['billing', 'bill', 'filling', 'drilling', 'parking']);
  expect(find('biling', 1)).toEqual(['billing', 'filling', 'drilling']);
  expect(find('biling', 2)).toEqual(['billing', 'filling', 'drilling', 'bill', 'parking']);
});

test('a word that contains a pair twice is found once, and one much longer or shorter never', () => {
  expect(createCandidates(['banana', 'bananarama', 'ban'])('bananna', 1)).toEqual(['banana']);
});

test('of many the first are kept', () => {
  const words = Array.from({ length: 40 }, (_, i) => `word${String.fromCharCode(97 + (i % 26), 97 + (i % 7))}`);
  expect(createCandidates(words)('wordzz', 2)).toHaveLength(24);
});

test('every word that is near is among them', () => {
  const random = createRandom(2);
  const letters = ['a', 'b', 'c', 'd', 'e'];
  let near = 0;
  for (let round = 0; round < 300; round += 1) {
    const words = [...new Set(Array.from({ length: 20 }, () => `ab${random.text(letters, 6)}cde`))];
    const word = `ab${random.text(letters, 6)}ced`;
    for (const slips of [1, 2]) {
      const expected = words.filter((other) => editDistance(word, other) <= slips);
      near += expected.length;
      expect(createCandidates(words)(word, slips)).toEqual(expect.arrayContaining(expected));
    }
  }
  expect(near).toBeGreaterThan(100);
});
