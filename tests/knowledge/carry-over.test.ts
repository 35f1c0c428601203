import { expect, test } from 'vitest';
import { carryOver } from '../../knowledge/carry-over.ts';
import { tokenise } from '../../knowledge/text.ts';
import { NO_TALK, NOTHING_UNDERSTOOD, type Talk, type Understood } from '../../knowledge/understood.ts';

const talk = { programs: ['framing', 'cabinets'], topics: ['cost'] };

const topic = (id: string) => ({ id, aspects: [], score: 0.9, cues: [], reasons: [`"${id}" asks for ${id}`] });

/** A message read as naming these programs and topics, each topic by a word for it. */
const read = (programs: readonly string[], topics: readonly string[], rest: Partial<Understood> = {}): Understood => ({
  ...NOTHING_UNDERSTOOD,
  programs,
  topics: topics.map(topic),
  confidence: 0.9,
  ...rest,
});

const carried = (text: string, message: Understood, before: Talk = talk) => {
  const { programs, topics } = carryOver(message, leaningOn(text, before));
  return `${programs.join(' ')} | ${topics.map((t) => t.id).join(' ')}`;
};

test.each([
  ['how long does it take', read([], ['duration']), 'framing cabinets | duration'],
  ['what about finish work', read(['finish'], []), 'finish | cost'],
  ['how long is finish work', read(['finish'], ['duration']), 'finish | duration'],
  ['the second one, how long', read([], ['duration']), 'cabinets | duration'],
  ['the former', read([], []), 'framing | cost'],
  ['and the latter', read([], []), 'cabinets | cost'],
  ['the third one', read([], []), ' | '],
  ['and finish work too', read(['finish'], []), 'framing cabinets finish | cost'],
  ['compare that with finish work', read(['finish'], []), 'framing cabinets finish | cost'],
  ['cabinets too', read(['cabinets'], []), 'framing cabinets | cost'],
  ['how long is the first part of finish', read(['finish'], ['duration']), 'finish | duration'],
  ['forget framing, the other one', read(['framing'], []), 'cabinets | cost'],
  ['and the other one', read([], []), 'framing cabinets | cost'],
  ['finish instead', read(['finish'], []), 'finish | cost'],
  ['degree then', read([], ['education']), 'framing cabinets | cost'],
  ['what degree do I need', read([], ['education']), 'framing cabinets | education'],
  ['forget it, tell me what finish work is', read(['finish'], ['definition']), 'finish | definition'],
  ['not finish work', read(['finish'], [], { refused: true }), 'framing cabinets | cost'],
  ['is it like finish work', read(['finish'], []), 'framing cabinets finish | cost'],
  ['hm', read([], []), ' | '],
])('"%s" after a talk of two programs and their cost', (text, message, expected) => {
  expect(carried(text, message)).toBe(expected);
});

/** One program after another, each by itself: nothing was shown together. */
const oneByOne = {
  programs: ['finish'],
  topics: ['cost'],
  named: ['framing', 'cabinets', 'finish'],
  before: ['cabinets'],
};

test.each([
  ['and both of them', read([], []), 'cabinets finish | cost'],
  ['which one is quicker', read([], ['duration']), 'framing cabinets finish | duration'],
  ['who earns the most', read([], ['salary'], { superlative: true }), 'framing cabinets finish | salary'],
  ['what does the first one pay', read([], ['salary']), 'framing | salary'],
  ['the middle one', read([], []), 'cabinets | cost'],
  ['number 2', read([], []), 'cabinets | cost'],
  ['and the other one', read([], []), 'cabinets | cost'],
  ['put them side by side', read([], []), 'framing cabinets finish | cost'],
  ['the others', read([], []), 'framing cabinets | cost'],
  ['go back', read([], []), 'cabinets | cost'],
  ['is it hard', read([], ['difficulty']), 'finish | difficulty'],
  ['how long is the first year', read([], ['duration']), 'finish | duration'],
  ['which of those exams is hard', read([], ['difficulty']), 'finish | difficulty'],
  ['with a degree', read([], ['education']), 'finish | cost'],
  ['by how much', read([], ['salary']), 'framing cabinets finish | cost'],
  ['not framing', read(['framing'], [], { refused: true }), 'cabinets finish | cost'],
])('"%s" after three programs one by one, and what the last costs', (text, message, expected) => {
  expect(carried(text, message, oneByOne)).toBe(expected);
});

test('one takes the place of another', () => {
  const message = read(['finish', 'cabinets'], []);
  expect(carried('take finish instead of cabinets', message)).toBe('framing finish | cost');
});

test.each<[string, Partial<Understood>]>([
  ['small talk', { smalltalk: { id: 'x', kind: 'smalltalk', phrasings: ['x'], reply: 'x', always: false } }],
  ['another language', { language: { id: 'de', name: 'German', words: [], reply: 'x' } }],
  ['something not covered', { outside: [{ what: 'matter', name: 'parking' }] }],
  ['a long message', { stems: Array.from({ length: 30 }, (_, i) => `word${i}`) }],
])('%s leans on nothing', (_, rest) => {
  const message = read([], ['duration'], rest);
  expect(carryOver(message, leaningOn('it takes how long', talk))).toEqual(message);
});

const NAMES = /^(?:framing|cabinets|finish)$/;

const leaningOn = (text: string, talk: Talk) => {
  const tokens = tokenise(text);
  return {
    said: tokens.map((t) => t.word).join(' '),
    tokens,
    rest: tokens.filter((t) => !NAMES.test(t.word)),
    talk,
    knowledge: { programs: new Map(), topics: new Map() },
    aspectsOf: (topic: string) => (topic === 'cost' && /degree/.test(text) ? ['degree'] : []),
  };
};

test('without a talk before, a message stays as it was read', () => {
  for (const message of [read([], []), read(['finish'], []), read([], ['cost']), read(['finish'], ['cost'])])
    expect(carryOver(message, leaningOn('the second one too', NO_TALK))).toEqual(message);
});

test('says what was carried over and why', () => {
  const { carried: programs, reasons } = carryOver(read([], ['duration']), leaningOn('how long', talk));
  expect(programs).toEqual({ programs: true, topics: false });
  expect(reasons.at(-1)).toContain('framing, cabinets');
  const { carried: topics, confidence } = carryOver(read(['finish'], []), leaningOn('finish', talk));
  expect(topics).toEqual({ programs: false, topics: true });
  expect(confidence).toBeLessThan(0.9);
});
