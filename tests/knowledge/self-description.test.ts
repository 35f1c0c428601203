import { expect, test } from 'vitest';
import { asksForChoice, withChoice } from '../../knowledge/self-description.ts';
import { tokenise } from '../../knowledge/text.ts';
import { createUnderstanding } from '../../knowledge/understand.ts';
import { loadShipped } from './shipped.ts';

const masked = (text: string) =>
  tokenise(text).map((t) => (t.word === 'oak' || t.word === 'elm' ? { ...t, word: '§program', stem: '§program' } : t));

test.each([
  'I was a treasurer all my life. Oak or elm?',
  'oak or elm for me? My hands are never still',
  'My daughter counts the stairs, so should she go for oak or elm?',
])('"%s" asks for a choice', (text) => {
  expect(asksForChoice(masked(text))).toBe(true);
});

test.each([
  'oak or elm?',
  'I was a treasurer all my life. Oak?',
  'How much would I earn, oak or elm?',
  'Someone told me one is dear. Oak versus elm, which costs more?',
  "I heard of both. Oak or elm: who's the boss?",
  'the pay, oak or elm?',
  'Oak and elm, I think it is the same thing, no?',
])('"%s" does not, or asks something else', (text) => {
  expect(asksForChoice(masked(text))).toBe(false);
});

test('beside the choice only what is asked for by words of its own is asked', () => {
  const topic = (id: string, reasons: string[]) => ({ id, aspects: [], score: 0.9, reasons });
  const asked = [topic('format', []), topic('cost', ['"cheap" asks for cost'])];
  expect(withChoice(asked, loadShipped()).map(({ id }) => id)).toEqual(['choosing', 'cost']);
});

test('who tells of themselves and names two programs hears whom they suit', () => {
  const read = createUnderstanding(loadShipped());
  const { topics, programs } = read('I remember every guest of twenty years but no number. Biller or coder?');
  expect(programs).toEqual(['billing', 'coding']);
  expect(topics[0]?.id).toBe('choosing');
});

test('what somebody tells at the start does not keep from the choice, however strange it is', () => {
  const read = createUnderstanding(loadShipped());
  const { topics, programs } = read('My goldfish outlived two of my landlords. Claims desk or code desk?');
  expect([programs, topics[0]?.id]).toEqual([['billing', 'coding'], 'choosing']);
});
