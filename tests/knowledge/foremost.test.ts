import { expect, test } from 'vitest';
import { createForemostReader } from '../../knowledge/foremost.ts';
import { topicSchema } from '../../knowledge/schema.ts';
import { tokenise } from '../../knowledge/text.ts';

const scaled = (id: string, more: string[], less: string[]) =>
  topicSchema.parse({
    id,
    name: id,
    unknown: id,
    scale: { more: 'm', less: 'l', prefer: 'less', called: { more, less } },
  });
const topics = [
  scaled('cost', ['dearer', 'costs more'], ['cheaper', 'cheapest']),
  scaled('duration', ['longer'], ['quick', 'quicker']),
];
const read = createForemostReader(new Map(topics.map((topic) => [topic.id, topic])));
const readIn = (text: string, topic = 'cost', programs = ['framing']) => {
  const found = read(tokenise(text), { topics: [topic], programs });
  return found && `${found.foremost.topic} ${found.foremost.side}: ${found.tokens.map(({ word }) => word).join(' ')}`;
};

test.each([
  ['how long does the cheaper one take', 'cost less: how long does it take'],
  ['and the dearer program, is it hard', 'cost more: and it is it hard'],
  ['where would I work with the quick one', 'duration less: where would i work with it'],
  ['is the longer one online', 'duration more: is it online'],
  ['what about the one that costs more', 'cost more: what about it'],
  ['jobs for whichever is cheaper', 'cost less: jobs for it'],
  ['how hard is the quicker', 'duration less: how hard is it'],
  ['just the cheaper one', 'cost less: just it'],
  ['the cheaper one', 'cost less: it'],
])('"%s" points at one by where it stands', (text, expected) => {
  expect(readIn(text)).toBe(expected);
});

test.each([
  'which is the cheaper one',
  'so billing is the cheaper one',
  'is billing the cheaper one?',
  'is there a cheaper one',
  'what is the quicker way in',
  'which one costs more',
  'and the longer one',
  'cheaper',
])('"%s" points at none: it asks or says which one that is, or seeks another', (text) => {
  expect(readIn(text)).toBeUndefined();
});

test('"that one" of several just ordered is the one put first', () => {
  const among = ['framing', 'cabinets'];
  expect(readIn('how long is that one', 'cost', among)).toBe('cost less: how long is it');
  expect(readIn('this one sounds good', 'cost', among)).toBe('cost less: it sounds good');
  expect(readIn('not that one', 'cost', among)).toBeUndefined();
  expect(readIn('how long is that one', 'cost', ['framing'])).toBeUndefined();
  expect(readIn('how long is that one', 'dust', among)).toBeUndefined();
});
