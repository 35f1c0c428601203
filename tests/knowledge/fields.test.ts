import { expect, test } from 'vitest';
import { otherFields } from '../../knowledge/fields.ts';
import { tokenise } from '../../knowledge/text.ts';

const WORDS = {
  familiar: new Set(
    'degree certificate course class long cost medical coding good job evening reputable online month'.split(' '),
  ),
  others: new Set(['design', 'wine', 'vet', 'drama']),
};
const namesIn = (text: string) => otherFields(tokenise(text), WORDS).map(({ phrase, name }) => `${phrase}: ${name}`);

test.each([
  ['how long is a degree in design', 'design: design'],
  ['certified to sell wine', 'wine: wine'],
  ['is drama school good', 'drama: drama'],
  ['how do I become a vet', 'vet: vet'],
  ['do I need a license to be a falconer', 'falconer: that field'],
  ['a course on upholstery', 'upholstery: that field'],
  ['a bachelor of marine sociology', 'marine: that field'],
  ['upholstery classes', 'upholstery: that field'],
  ['want to be a blacksmith', 'blacksmith: that field'],
])('"%s" names another field', (text, found) => {
  expect(namesIn(text)).toContain(found);
});

test.each([
  ['the field that is known', 'a degree in medical coding'],
  ['no field at all', 'is a degree worth it'],
  ['how long it takes', 'a certificate in a month'],
  ['how a degree is', 'a flimsy degree'],
  ['what somebody is', 'will I be a nuisance'],
  ['a word listed that nothing leads into', 'I drink wine'],
  ['another sentence', 'I want a degree. In Ruritania'],
])('%s is no other field: "%s"', (_, text) => {
  expect(namesIn(text)).toEqual([]);
});

test('beside what is known of, only listed words name a field', () => {
  const { others } = WORDS;
  expect(otherFields(tokenise('a course on upholstery'), { others })).toEqual([]);
  expect(otherFields(tokenise('a course on design'), { others })).toHaveLength(1);
});

test('phrasings are learnt from without looking for other fields', () => {
  expect(otherFields(tokenise('a degree in design'), undefined)).toEqual([]);
});
