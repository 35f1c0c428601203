import { expect, test } from 'vitest';
import { allPrograms, capitalised, contact, fillIn, list, named } from '../../dialogs/wording.ts';
import { loadFolder } from '../knowledge/folder.ts';

const knowledge = loadFolder();

test.each([
  [[], ''],
  [['a'], 'a'],
  [['a', 'b'], 'a and b'],
  [['a', 'b', 'c'], 'a, b and c'],
])('%j as a list', (items, expected) => {
  expect(list(items)).toBe(expected);
});

test('a list is joined by the word asked for', () => {
  expect(list(['a', 'b', 'c'], 'or')).toBe('a, b or c');
});

test.each([
  ['billing', 'Billing'],
  ['HIM', 'HIM'],
  ['éclair', 'Éclair'],
  ['', ''],
])('%j with a capital', (text, expected) => {
  expect(capitalised(text)).toBe(expected);
});

test('programs are named as they read inside a sentence, in the order given', () => {
  expect(named(['cabinets', 'finish'], knowledge)).toEqual(['cabinetmaking', 'finish work']);
  expect(named([], knowledge)).toEqual([]);
});

test('all programs: those that stand alone are named, and none twice', () => {
  const words = allPrograms(knowledge);
  for (const name of ['carpentry', 'cabinetmaking']) expect(words.split(name)).toHaveLength(2);
});

test('whom to ask, with each way there is to reach them', () => {
  const { school } = knowledge;
  expect(contact(knowledge)).toBe('the workshop office (office@riverside.example)');
  const reach = (ways: object) =>
    contact({ ...knowledge, school: { ...school, contact: { name: 'the office', ...ways } } });
  expect(reach({})).toBe('the office');
  expect(reach({ url: 'https://x.example', email: 'a@x.example', phone: '1' })).toBe(
    'the office (a@x.example, 1, https://x.example)',
  );
});

const kit = { knowledge, retentionDays: 30 };

test('placeholders are filled in, each time they stand in a sentence', () => {
  expect(fillIn('{bot} of {school} for {field}, {bot}!', kit)).toBe(
    'Plumbline of Riverside Trade School for woodwork, Plumbline!',
  );
  expect(fillIn('{contact}', kit)).toBe(contact(knowledge));
  expect(fillIn('{programs}', kit)).toBe(allPrograms(knowledge));
  expect(fillIn('{retention}', kit)).toBe('30 days');
  expect(fillIn('{retention}', { knowledge, retentionDays: 1 })).toBe('1 day');
});

test('what is no placeholder stays', () => {
  expect(fillIn('{nothing} {} {bot', kit)).toBe('{nothing} {} {bot');
  expect(fillIn('{constructor} {toString}', kit)).toBe('{constructor} {toString}');
});
