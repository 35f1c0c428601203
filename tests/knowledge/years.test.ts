import { expect, test } from 'vitest';
import { tokenise } from '../../knowledge/text.ts';
import { otherTimes, yearsOf } from '../../knowledge/years.ts';
import { loadFolder } from './folder.ts';
import { loadShipped } from './shipped.ts';

const KNOWN = { from: 2019, to: 2033 };
const namesIn = (text: string) => otherTimes(tokenise(text), KNOWN).map(({ name }) => name);

test('the years known are those of figures and articles', () => {
  expect(yearsOf(loadShipped())).toEqual(KNOWN);
  expect(yearsOf({ facts: new Map(), articles: new Map() })).toBeUndefined();
});

test.each([
  ['What did coders earn in 1995?', 'the year 1995'],
  ['coder wage 2003', 'the year 2003'],
  ['was tuition lower in 2000', 'the year 2000'],
  ['growth from 2035 to 2045', 'the year 2035, the year 2045'],
  ['job growth before 2019', 'the years before 2019'],
  ['and after 2033?', 'the years after 2033'],
  ['how fast in the 2040s', 'the 2040s'],
  ['what did HIM cost twenty years ago', 'times so far back'],
  ['has pay gone up over the last decade', 'times so far back'],
  ['will coders be needed ten years from now', 'times so far ahead'],
  ['what does a coder with 12 years experience earn', 'so many years on the job'],
  ['pay after twenty years on the job', 'so many years on the job'],
])('"%s" asks for %s', (text, names) => {
  expect(namesIn(text).join(', ')).toBe(names);
});

test.each([
  ['a year that figures hold for', 'growth from 2019 to 2029'],
  ['an amount', 'can I get in for $2000 or 2001 dollars'],
  ['a round number', 'is it more than 2000'],
  ['a year of one’s own life', 'I graduated in 1998, how long is coding'],
  ['a time of one’s own life', 'I lost my job two years ago and want to study'],
  ['a date', 'admitted 3/9/1951'],
  ['a duration', 'is it two years'],
  ['experience in general', 'do years of experience raise the pay'],
  ['experience of one’s own', 'I have 12 years experience in retail'],
])('%s is no time asked for', (_, text) => {
  expect(namesIn(text)).toEqual([]);
});

test('where no article names a year, no year is out of reach', () => {
  expect(otherTimes(tokenise('in 1995'), undefined)).toEqual([]);
});

test('another school’s knowledge has years of its own', () => {
  expect(yearsOf(loadFolder())).not.toEqual(KNOWN);
});
