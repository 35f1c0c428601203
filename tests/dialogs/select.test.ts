import { expect, test } from 'vitest';
import { said, select } from '../../dialogs/select.ts';
import { parseFigure } from '../../knowledge/figures.ts';
import type { Fact } from '../../knowledge/index.ts';
import { rankedFor } from './asked.ts';

const fact = (id: string, text: string, figures: readonly string[] = [], cell?: string): Fact => ({
  id,
  programs: ['framing'],
  topic: 'cost',
  aspects: [],
  text,
  words: [],
  article: 'oak-guide',
  figures: figures.map(parseFigure),
  ...(cell === undefined ? {} : { cell }),
});

const cheap = fact('cheap', 'Framing costs $2,000 in all.', ['$2,000 in all'], '$2,000');
const cheapToo = fact('cheap-too', 'The price of framing school is $2,000 in all.', ['$2,000 in all']);
const dear = fact('dear', 'Some pay $3,000 in all.', ['$3,000 in all']);
const masks = fact('masks', 'Workers carry hammers, masks, gloves and goggles along.');
const masksToo = fact('masks-too', 'Along with hammers, workers carry masks, gloves and goggles.');
const ladders = fact('ladders', 'Ladders belong to the school.');

const plenty = { most: 9, words: 999, form: 'text' } as const;
const idsOf = (facts: readonly Fact[], selection = plenty as Parameters<typeof select>[1]) =>
  select(rankedFor('framing', facts), selection).map((r) => r.fact.id);

test('keeps the order and leaves out what repeats', () => {
  expect(idsOf([cheap, masks, cheapToo, dear, masksToo, ladders])).toEqual([
    'cheap',
    'masks',
    // not cheap-too: the same figure as cheap
    'dear', // another figure
    // not masks-too: the words of masks
    'ladders',
  ]);
});

test('says at most so many', () => {
  expect(idsOf([cheap, dear, ladders], { ...plenty, most: 2 })).toEqual(['cheap', 'dear']);
  expect(idsOf([cheap, dear, ladders], { ...plenty, most: 1 })).toEqual(['cheap']);
});

test('says at most so many words, but always the best fact', () => {
  expect(idsOf([masks, dear, cheap, ladders], { ...plenty, words: 1 })).toEqual(['masks']);
  expect(idsOf([dear, masks, ladders], { ...plenty, words: 11 })).toEqual([
    'dear', // 6 words
    // not masks: 8 more are too many
    'ladders', // 5 more fit
  ]);
});

test('counts the words of the form that is said', () => {
  expect(idsOf([cheap, ladders], { ...plenty, words: 6, form: 'cell' })).toEqual(['cheap', 'ladders']);
  expect(idsOf([cheap, ladders], { ...plenty, words: 6, form: 'text' })).toEqual(['cheap']);
});

test('leaves out what scores far below the best', () => {
  const ranked = rankedFor('framing', [cheap, dear, ladders], 1.2);
  expect(select(ranked, plenty).map((r) => r.fact.id)).toEqual(['cheap', 'dear']);
  expect(select(ranked, { ...plenty, within: 0.5 }).map((r) => r.fact.id)).toEqual(['cheap']);
  expect(select(ranked, { ...plenty, within: 9 })).toHaveLength(3);
});

test('of nothing it chooses nothing', () => {
  expect(select([], plenty)).toEqual([]);
});

test('a fact without a cell says its text in a cell', () => {
  expect([said(cheap, 'text'), said(cheap, 'cell'), said(dear, 'cell')]).toEqual([cheap.text, '$2,000', dear.text]);
});
