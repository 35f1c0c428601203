import { expect, test } from 'vitest';
import { lettersJoined } from '../../knowledge/respelling.ts';
import { tokenise } from '../../knowledge/text.ts';

const known = new Set(['cpc', 'rhia', 'ehr']);
const joined = (text: string) =>
  lettersJoined(tokenise(text), (word) => known.has(word))
    .map(({ word }) => word)
    .join(' ');

test.each([
  ['is a c p c worth it', 'is a cpc worth it'],
  ['do i c p c', 'do i cpc'],
  ['E H R specialist or r h i a', 'ehr specialist or rhia'],
  ['c p c', 'cpc'],
  ['an a b c of it', 'an a b c of it'],
  ['plan c, p c', 'plan c p c'],
  ['', ''],
])('letters said one by one make an abbreviation that is known: "%s"', (text, expected) => {
  expect(joined(text)).toBe(expected);
});
