import { doubleMetaphone } from 'double-metaphone';
import { expect, test } from 'vitest';
import { createSpeller, editDistance } from '../../knowledge/spelling.ts';
import { createRandom } from './random.ts';

const KNOWN = [
  'tuition',
  'billing',
  'coding',
  'certification',
  'salary',
  'cost',
  'health',
  'management',
  'him',
  'duration',
  'icd10',
];
const spell = createSpeller(new Set(KNOWN));

test.each([
  ['a letter left out', 'tution', 'tuition'],
  ['a letter doubled', 'billling', 'billing'],
  ['a letter held down', 'costttt', 'cost'],
  ['a letter replaced', 'salery', 'salary'],
  ['neighbours swapped', 'codign', 'coding'],
  ['a slip in a word of three letters', 'hin', 'him'],
  ['two mistakes in a long word', 'certifcatoin', 'certification'],
  ['the first letter wrong', 'vuition', 'tuition'],
])('mends %s', (_, misspelt, word) => {
  expect(spell(misspelt)).toBe(word);
});

test.each([
  ['a known word', 'billing'],
  ['a known word of three letters', 'him'],
  ['a word under three letters', 'hi'],
  ['a word with digits', 'icd11'],
  ['two mistakes in a short word', 'coodingg'.slice(0, 4)],
  ['a word far from all', 'carburetor'],
  ['an empty word', ''],
  ['a word in another script', 'стоимость'],
  ["a word named like an object's property", 'constructor'],
  ['the name of a prototype', '__proto__'],
])('leaves %s as it is', (_, word) => {
  expect(spell(word)).toBe(word);
});

test('of two known words the nearer one is taken', () => {
  const nearer = createSpeller(new Set(['management', 'managements']));
  expect(nearer('managemnts')).toBe('managements');
});

test.each([
  ['certifcashuns', 'certifications'],
  ['bilng', 'billing'],
  ['anylist', 'analyst'],
  ['skool', 'school'],
])('%s, written by ear, is %s', (misspelt, meant) => {
  expect(createSpeller(new Set(['certifications', 'billing', 'analyst', 'school', 'annual', 'bills']))(misspelt)).toBe(
    meant,
  );
});

test('of words equally near the one that sounds alike is taken', () => {
  expect(createSpeller(new Set(['hour', 'how', 'you']))('hou')).toBe('how');
});

test('what sounds alike and is spelt otherwise altogether is not meant', () => {
  expect(createSpeller(new Set(['wages']))('wxyzgs')).toBe('wxyzgs');
});

test('whatever it gives back is known or what it was given, and no further away than it may be', () => {
  const random = createRandom(5);
  let mended = 0;
  for (let round = 0; round < 500; round += 1) {
    const word = random.pick(KNOWN);
    const at = random.below(word.length + 1);
    const misspelt = word.slice(0, at) + random.text(['a', 'e', 'i', 'n', 't'], 2) + word.slice(at + random.below(2));
    const given = spell(misspelt);
    if (given === misspelt) continue;
    mended += 1;
    expect(KNOWN).toContain(given);
    const allowed = doubleMetaphone(misspelt)[0] === doubleMetaphone(given)[0] ? misspelt.length / 2 : 0;
    const near = misspelt.length > 7 ? 2 : 1;
    expect(editDistance(misspelt, given), `${misspelt} → ${given}`).toBeLessThanOrEqual(Math.max(near, allowed));
  }
  expect(mended).toBeGreaterThan(100);
});

test.each([
  ['', '', 0],
  ['', 'abc', 3],
  ['abc', 'abc', 0],
  ['abc', 'acb', 1],
  ['abc', 'bca', 2],
  ['ca', 'abc', 3],
  ['kitten', 'sitting', 3],
])('from "%s" to "%s" it is %i', (a, b, distance) => {
  expect(editDistance(a, b)).toBe(distance);
  expect(editDistance(b, a)).toBe(distance);
});

/** The distance as its definition reads, from the ends of both words. */
function plainDistance(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length;
  const [x, y] = [a.slice(0, -1), b.slice(0, -1)];
  const ways = [
    plainDistance(x, b) + 1,
    plainDistance(a, y) + 1,
    plainDistance(x, y) + (a.at(-1) === b.at(-1) ? 0 : 1),
  ];
  const swapped = a.length > 1 && b.length > 1 && a.at(-1) === b.at(-2) && a.at(-2) === b.at(-1);
  return Math.min(...ways, ...(swapped ? [plainDistance(a.slice(0, -2), b.slice(0, -2)) + 1] : []));
}

test('the distance is what its definition says', () => {
  const random = createRandom(3);
  for (let round = 0; round < 300; round += 1) {
    const [a, b] = [random.text(['a', 'b', 'c'], 5), random.text(['a', 'b', 'c'], 5)];
    expect(editDistance(a, b), `${a} ${b}`).toBe(plainDistance(a, b));
  }
});

test('a word longer than any there is stays as it is', () => {
  const long = 'ab'.repeat(25);
  const swapped = `ba${long.slice(2)}`;
  expect(createSpeller(new Set([long]))(swapped)).toBe(swapped);
  expect(createSpeller(new Set([long.slice(0, 20)]))(swapped.slice(0, 20))).toBe(long.slice(0, 20));
});

test('of words equally near it takes those that are likelier', () => {
  const words = new Set(['cords', 'coders', 'cost']);
  expect(createSpeller(words)('codrs')).toBe('cords');
  expect(createSpeller(words, new Set(), new Set(['coders', 'cost']))('codrs')).toBe('coders');
});

test('of words equally near those are taken that stand in nearly every sentence', () => {
  const speller = createSpeller(new Set(['shout', 'should', 'cloud', 'could']));
  expect(['shoud', 'coud'].map(speller)).toEqual(['should', 'could']);
});

test('a word that is contracted with a known one is left as it is', () => {
  const speller = createSpeller(new Set(['shell', 'daughters', 'daughter']));
  expect(["she'll", "daughter's"].map(speller)).toEqual(["she'll", "daughter's"]);
});
