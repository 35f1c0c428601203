import { describe, expect, test } from 'vitest';
import type { Reply } from '../../../dialogs/reply.ts';
import { lineOf, loadFolder, problemsOf } from '../../knowledge/folder.ts';
import { statementsOf, textOf } from '../asked.ts';
import { adviserOf, answered } from './talk.ts';

const GUIDE = `skip: [skip, no matter]
enough: [enough]
questions:
  - id: purse
    name: price
    ask: What may it cost?
    topic: cost
    options:
      - id: small
        label: Up to $3,500
        wish: a small purse
        atMost: $3,500 in all
        prefers: [{ topic: cost, side: less }]
        says: [cheap]
        opposite: large
      - { id: large, label: More, wish: a large purse }
  - id: air
    name: dust
    ask: Do you mind dust?
    topic: dust
    options:
      - id: mind
        label: I cough
        wish: clean air
        says: [dust, "yes"]
        speaksAgainst: [carpentry-dust]
      - { id: fine, label: Dust is fine, wish: dusty work, says: ["no"] }
  - id: wage
    name: pay
    ask: How much should it pay?
    topic: salary
    options:
      - id: much
        label: As much as possible
        wish: good pay
        prefers: [{ topic: salary, side: more }]
      - { id: little, label: Enough to live, wish: a living }
`;

const withGuide = (text: string) => ({ 'guide.yaml': text });
const replaced = (passage: string, instead: string) => {
  if (GUIDE.split(passage).length !== 2) throw new Error(`"${passage}" does not stand in the guide exactly once`);
  return GUIDE.replace(passage, () => instead);
};

describe('a guide about another field', () => {
  const adviser = adviserOf(loadFolder(withGuide(GUIDE)));
  const conclude = (texts: readonly string[], among: readonly string[] = []) =>
    adviser.conclude(answered(adviser, texts, among));

  test('drops by price, with the lowest figure of each, and leaves what has none', () => {
    const reply = conclude(['cheap'], ['framing', 'finish', 'cabinets']);
    const dropped = reply.blocks.flatMap(statementsOf).filter(({ label }) => label?.endsWith('drops out'));
    expect(dropped.map(({ label }) => label)).toEqual(['Cabinetmaking drops out']);
    expect(dropped[0]?.text).toContain('$9,500');
    expect(reply.programs).toEqual(['framing', 'finish', 'cabinets']);
    expect(textOf(reply)).toMatch(/^For a small purse, framing fits best\. Framing is cheaper: about \$2,000 in all/);
  });

  test('a part takes over what is said of its whole, unless something is said of it', () => {
    const reply = conclude(['skip', 'dust'], ['framing', 'cabinets']);
    expect(reply.programs).toEqual(['cabinets', 'framing']);
    const framing = reply.blocks.flatMap(statementsOf).find(({ label }) => label === 'Then framing');
    expect(framing?.text).toBe('Against it: Carpentry: Carpenters wear masks against dust.');
  });

  test("an article's word decides where figures of another unit cannot", () => {
    const reply = conclude(['skip', 'no matter', 'as much as possible'], ['framing', 'cabinets']);
    expect(textOf(reply)).toMatch(/^For good pay, cabinetmaking fits best\. Cabinetmakers out-earn framers\./);
  });

  test('answers that weigh nothing lead to a calm comparison', () => {
    const reply = conclude(['more', 'no', 'enough to live']) as Reply;
    expect(textOf(reply)).toMatch(/^What you said puts no program ahead/);
    expect(reply.blocks.some(({ kind }) => kind === 'table')).toBe(true);
  });
});

test.each([
  ['a topic that is not there', 'topic: dust', 'topic: mud', 'mud', 'questions[1].topic', /there is no topic "mud"/],
  [
    'a fact that is not there',
    '[carpentry-dust]',
    '[carpentry-mud]',
    'carpentry-mud',
    'questions[1].options[0].speaksAgainst[0]',
    /there is no fact "carpentry-mud"/,
  ],
  [
    'an opposite that is not there',
    'opposite: large',
    'opposite: huge',
    'huge',
    'questions[0].options[0].opposite',
    /no other answer "huge"; the possible ones are large/,
  ],
  [
    'a limit that cannot be read',
    'atMost: $3,500 in all',
    'atMost: 3500 bucks or so?',
    '3500 bucks',
    'questions[0].options[0].atMost',
    /cannot be read/,
  ],
  [
    'a limit of another kind',
    'atMost: $3,500 in all',
    'atMost: 6 months',
    'atMost: 6',
    'questions[0].options[0].atMost',
    /"cost" is measured in money, not in duration/,
  ],
  [
    'a limit without an end',
    'atMost: $3,500 in all',
    'atMost: over $3,500 in all',
    'atMost: over',
    'questions[0].options[0].atMost',
    /has no upper end/,
  ],
  [
    'a topic without a scale',
    'topic: salary, side: more',
    'topic: dust, side: more',
    'topic: dust, side',
    'questions[2].options[0].prefers[0].topic',
    /it has no scale/,
  ],
  [
    'a question twice',
    'id: air',
    'id: purse',
    '- id: purse\n    name: dust',
    'questions[1].id',
    /"purse" is taken already/,
  ],
  ['an answer twice', 'id: fine', 'id: mind', '{ id: mind', 'questions[1].options[1].id', /"mind" is taken already/],
  [
    'an id with a meaning of its own',
    'id: large',
    'id: skip',
    '{ id: skip',
    'questions[0].options[1].id',
    /has a meaning of its own/,
  ],
  [
    'a phrase for two answers',
    'says: ["no"]',
    'says: [dust]',
    '{ id: fine',
    'questions[1].options[1].says[0]',
    /"dust" already stands for "mind"/,
  ],
  [
    'an aspect that is not there',
    'topic: cost\n    options',
    'topic: cost\n    measures: [rent]\n    options',
    'measures',
    'questions[0].measures[0]',
    /there is no aspect of "cost" "rent"/,
  ],
  [
    'a field misspelt',
    'wish: clean air',
    'whish: clean air',
    'whish',
    'questions[1].options[0].whish',
    /Unrecognized key/,
  ],
])('%s is a problem with its file, line and field', (_, passage, instead, at, field, message) => {
  const text = replaced(passage, instead);
  const problems = problemsOf(withGuide(text));
  expect(problems).toContainEqual({
    file: 'guide.yaml',
    line: lineOf(text, at),
    field,
    message: expect.stringMatching(message),
  });
});

test('the guide alone is no problem', () => {
  expect(problemsOf(withGuide(GUIDE))).toEqual([]);
});
