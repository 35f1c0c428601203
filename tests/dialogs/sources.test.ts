import { expect, test } from 'vitest';
import { Sources } from '../../dialogs/sources.ts';
import type { Fact } from '../../knowledge/index.ts';
import { loadFolder } from '../knowledge/folder.ts';

const { articles, facts } = loadFolder();
const factOf = (id: string) => facts.get(id) as Fact;

test('articles are numbered from 1 in the order of first use, each once', () => {
  const sources = new Sources(articles);
  const review = factOf('cabinets-tools');
  const guide = factOf('framing-cost');
  expect(sources.state(review).citations).toEqual([1]);
  expect(sources.state(guide).citations).toEqual([2]);
  expect(sources.state(factOf('framing-salary')).citations).toEqual([1]);
  expect(sources.say('Both.', [guide, review, guide]).citations).toEqual([2, 1]);
  expect(sources.citations.map(({ position, article }) => [position, article])).toEqual([
    [1, 'trade_review'],
    [2, 'oak-guide'],
  ]);
});

test('a citation carries what is known of its article and nothing else', () => {
  const sources = new Sources(articles);
  sources.state(factOf('framing-cost'));
  sources.state(factOf('cabinets-tools'));
  expect(sources.citations).toEqual([
    {
      position: 1,
      article: 'oak-guide',
      title: 'Which Wood Trade Suits You?',
      publisher: 'The Oak Guide',
      author: 'Ann Adze',
      date: '2024',
      url: 'https://oak.example/trades',
    },
    { position: 2, article: 'trade_review', title: 'Wood Trades Reviewed', publisher: 'publisher not stated' },
  ]);
});

test('states a fact in full or as its cell, with a label only where one is given', () => {
  const sources = new Sources(articles);
  const fact = factOf('framing-cost');
  expect(sources.state(fact)).toEqual({ text: 'Framing costs about $2,000 in all.', citations: [1] });
  expect(sources.state(fact, 'cell')).toEqual({ text: 'About $2,000 in all', citations: [1] });
  expect(sources.state(factOf('cabinets-cost'), 'cell').text).toBe('Cabinetmaking costs $9,500 in all.');
  expect(sources.state(fact, 'text', 'Framing')).toMatchObject({ label: 'Framing' });
});

test('what rests on no fact cites nothing, and citations handed out stay as they are', () => {
  const sources = new Sources(articles);
  expect(sources.say('Hello.', [])).toEqual({ text: 'Hello.', citations: [] });
  const before = sources.citations;
  sources.state(factOf('framing-cost'));
  expect(before).toEqual([]);
});
