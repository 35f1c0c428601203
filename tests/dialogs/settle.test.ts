import { expect, test } from 'vitest';
import { settle } from '../../dialogs/settle.ts';
import { loadFolder } from '../knowledge/folder.ts';
import { asked, kitOf } from './asked.ts';

const kit = kitOf(loadFolder());
const settled = (...question: Parameters<typeof asked>) => settle(asked(...question), kit);
const topicsOf = (...question: Parameters<typeof asked>) => settled(...question).topics.map((t) => t.id);

test('a bare name asks what it is, several bare names how they differ', () => {
  expect(topicsOf(['framing'])).toEqual(['definition']);
  expect(topicsOf(['framing', 'finish'])).toEqual(['differences']);
  expect(topicsOf(['framing', 'finish', 'cabinets'])).toEqual(['differences']);
  // Surely so: nothing else is answered beside it.
  expect(settled(['framing', 'finish']).topics).toMatchObject([{ score: 1 }]);
});

test('what was asked stays as it was', () => {
  for (const question of [
    asked(['framing'], ['cost']),
    asked(['framing', 'finish'], ['cost', 'salary']),
    asked([], ['cost']),
  ])
    expect(settle(question, kit)).toEqual(question);
});

test('the most or least of all is asked of every program that an article measures', () => {
  expect(settled([], ['cost'], { superlative: true }).programs).toEqual(['framing', 'finish', 'cabinets']);
  expect(settled([], ['cost']).programs).toEqual([]);
  expect(settled([], ['dust'], { superlative: true }).programs).toEqual([]);
  expect(settled(['framing'], ['cost'], { superlative: true }).programs).toEqual(['framing']);
});

test('all programs are meant by words for all, less those refused', () => {
  expect(settled([], ['cost'], { every: true }).programs).toEqual(['framing', 'finish', 'cabinets']);
  expect(settled(['finish'], ['cost'], { every: true, refused: true }).programs).toEqual(['framing', 'cabinets']);
  expect(settled(['finish'], ['cost'], { every: true }).programs).toEqual(['finish']);
});

test('of several, the one that figures put first is meant; all, where none does', () => {
  const among = ['framing', 'cabinets'];
  const of = (topic: string, side: 'more' | 'less') =>
    settled([...among, 'finish'], ['duration'], { foremost: { topic, side, among } }).programs;
  expect(of('cost', 'less')).toEqual(['framing', 'finish']);
  expect(of('cost', 'more')).toEqual(['cabinets', 'finish']);
  expect(of('dust', 'more')).toEqual(['framing', 'cabinets', 'finish']);
});

test('nothing asked of nothing stays nothing', () => {
  expect(settled([], [])).toEqual(asked([], []));
});

test('small talk and other languages stay as they are', () => {
  const [smalltalk] = kit.knowledge.smalltalk;
  const [language] = kit.knowledge.languages;
  for (const rest of [{ smalltalk }, { language }]) {
    const question = asked(['framing'], [], rest as Parameters<typeof asked>[2]);
    expect(settle(question, kit)).toEqual(question);
  }
});

test('words that a fact about the program shares lead to its topic; words that none has lead nowhere', () => {
  expect(topicsOf(['framing'], [], { stems: ['zebra', 'giraffe', 'lion', 'tiger'] })).toEqual([]);
  expect(topicsOf(['framing'], [], { stems: ['put', 'skeleton', 'hous'] })).toEqual(['definition']);
});
