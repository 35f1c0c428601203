import { describe, expect, test } from 'vitest';
import { createReader } from '../../../dialogs/guide/reader.ts';
import type { Guide, GuideQuestion } from '../../../knowledge/index.ts';
import { loadShipped } from '../../knowledge/shipped.ts';

const knowledge = loadShipped();
const guide = knowledge.guide as Guide;
const reader = createReader(guide, knowledge);
const questionOf = (id: string) => guide.questions.find((question) => question.id === id) as GuideQuestion;
const read = (question: string, text: string) => {
  const answer = reader.answer(text, questionOf(question));
  return answer && [answer.option, answer.atMost].filter(Boolean).join(' ');
};

describe('an answer', () => {
  test.each(
    guide.questions.flatMap(({ id, options }) => options.map((option) => [id, option.id, option.label] as const)),
  )('to %s may be %s by its label: %s', (question, option, label) => {
    for (const text of [label, label.toLowerCase(), `${label}.`, `  ${label.toUpperCase()}!`])
      expect(read(question, text)).toBe(option);
  });

  test.each([
    ['1', 'half-year'],
    ['2.', 'year'],
    ['the second one', 'year'],
    ['number 3', 'two-years'],
    ['option three please', 'two-years'],
    ['first one', 'half-year'],
    ['the 4th', 'longer'],
    ['the last one', 'longer'],
    ['one', 'half-year'],
    ['5', 'skip'],
    ['6', 'enough'],
    ["I'd say the third", 'two-years'],
  ])('may be a number or ordinal: %s', (text, option) => {
    expect(read('time', text)).toBe(option);
  });

  test.each([
    ['time', 'within a year', 'year'],
    ['time', 'a year and a half', 'two-years 18 months'],
    ['time', 'one and a half years tops', 'two-years 18 months'],
    ['time', 'about 9 months', 'year 9 months'],
    ['time', '8', 'year 8 months'],
    ['time', 'half a year', 'half-year'],
    ['time', 'no more than 2 years', 'two-years'],
    ['time', 'more than two years is fine', 'longer'],
    ['time', '30 weeks', 'year 6.9 months'],
    ['time', '4 years', 'longer 48 months'],
    ['time', "I don't want to spend 4 years", undefined],
    ['time', "I'm 25 years old", undefined],
    ['money', 'under $5,000', 'little'],
    ['money', '5k', 'little'],
    ['money', 'five grand', 'little'],
    ['money', 'I have about 4000 dollars', 'little $4,000 in all'],
    ['money', '4000', 'little $4,000 in all'],
    ['money', 'between 5 and 10 thousand', 'middling $10,000 in all'],
    ['money', "can't spend more than $3,000", 'little $3,000 in all'],
    ['money', 'nothing over 12k', 'middling $12,000 in all'],
    ['money', 'more than 20000 is ok', 'plenty'],
    ['money', '$20,000', 'plenty $20,000 in all'],
    ['money', '$300 per month', undefined],
    ['money', '$300 a month', undefined],
    ['money', 'I have 2 kids', undefined],
  ])('to %s may be an amount: %s', (question, text, answer) => {
    expect(read(question, text)).toBe(answer);
  });

  test.each([
    ['time', 'as fast as possible please', 'half-year'],
    ['time', "I'm in a hurry", 'year'],
    ['time', 'not in a hurry', 'longer'],
    ['time', 'no rush', 'longer'],
    ['money', "I don't have a lot", 'little'],
    ['money', 'not much', 'little'],
    ['money', 'money is no problem', 'plenty'],
    ['money', 'cheap', 'little'],
    ['people', 'I hate phones', 'on-my-own'],
    ['people', "I don't like phones", 'on-my-own'],
    ['people', "I don't really like talking to people", 'on-my-own'],
    ['people', "i'd rather not talk to patients", 'on-my-own'],
    ['people', 'I hate phones and people', 'on-my-own'],
    ['people', 'I hate phones and love data', 'on-my-own'],
    ['people', 'not afraid of people', 'with-people'],
    ['people', "I'm shy", 'on-my-own'],
    ['people', 'I am not shy', 'with-people'],
    ['people', 'I love talking to patients', 'with-people'],
    ['people', 'anything but phones', 'on-my-own'],
    ['people', 'I can’t stand strangers', 'on-my-own'],
    ['people', 'people!', 'with-people'],
    ['people', 'leave me alone with my computer', 'on-my-own'],
    ['people', 'I would hate to sit alone all day', 'with-people'],
    ['people', 'no phones', 'on-my-own'],
    ['people', 'keep me away from patients', 'on-my-own'],
    ['people', 'I get anxious on the phone', 'on-my-own'],
    ['people', 'not shy with people', 'with-people'],
    ['people', "I wouldn't mind phones", 'skip'],
    ['people', 'phones are not for me', 'on-my-own'],
    ['people', 'talking to strangers drains me', 'on-my-own'],
    ['people', 'working alone is boring', 'with-people'],
    ['people', 'I like computers more than people', 'on-my-own'],
    ['people', 'data rather than people', 'on-my-own'],
    ['people', 'I prefer people over computers', 'with-people'],
    ['people', 'talking over the phone is great', 'with-people'],
    ['people', 'people, not computers', 'with-people'],
    ['people', 'working with pateints', 'with-people'],
    ['place', 'from home', 'home'],
    ['place', 'from home?', 'home'],
    ['place', 'not from home', 'office'],
    ['place', "I don't want to be in an office", 'home'],
    ['place', 'I hate commuting', 'home'],
    ['place', 'in my living room', 'home'],
    ['place', 'reomtely', 'home'],
    ['place', 'in an office, not at home', 'office'],
    ['place', 'not sure, maybe from home', 'home'],
    ['ambition', 'I want to be the boss one day', 'lead'],
    ['ambition', "I don't want to be a manager", 'job'],
    ['ambition', 'I want to earn well', 'pay'],
    ['ambition', 'manager or specialist', 'skip'],
    ['ambition', 'just a job', 'job'],
    ['ambition', 'become a specialist', 'expert'],
    ['interest', 'I love biology', 'medicine'],
    ['interest', 'I hate science', 'no-medicine'],
    ['interest', 'anything but anatomy', 'no-medicine'],
    ['interest', 'computers and data', 'technology'],
    ['interest', 'bills and payments', 'payments'],
  ])('to %s may be said freely: %s', (question, text, answer) => {
    expect(read(question, text)).toBe(answer);
  });

  test.each([
    'skip',
    'Skip it',
    "doesn't matter",
    'It does not matter.',
    "i don't know",
    'idk',
    "I don't care",
    'no preference',
    'not sure',
    'either one is fine',
    'whatever',
    "doesn't matter, from home or in an office",
  ])('may be that it does not matter: %s', (text) => {
    for (const { id } of guide.questions) expect(read(id, text)).toBe('skip');
  });

  test.each([
    "that's enough",
    'from home, and now just tell me',
    'just tell me',
    'enough questions',
    'ok result then?',
    'so?',
    'so which one',
    'show me the result',
  ])('may be that there were enough questions: %s', (text) => {
    for (const { id } of guide.questions) expect(read(id, text)).toBe('enough');
  });
});

test.each([
  'how much does coding cost?',
  'How long is HIM',
  'what is HIT?',
  'coding salary',
  'cost of HIM',
  'is coding under $5,000?',
  'can I work from home with HIM?',
  'do I have to talk to patients?',
  'compare HIM and HIT',
  'remote work in coding',
  "I'd like to know how long coding takes",
  'tell me about billing within a year',
  'which is cheaper',
  'hello',
  'thanks!',
  'nursing',
  'start over',
  'help',
  'asdf qwer',
  '',
  '?',
])('what asks something else is no answer to any question: %s', (text) => {
  for (const { id } of guide.questions) expect(read(id, text)).toBeUndefined();
});

test.each([
  ['which should I pick if I hate phones', [['people', 'on-my-own']]],
  [
    'best program to do from home for $3,000?',
    [
      ['money', 'little'],
      ['place', 'home'],
    ],
  ],
  [
    'I am shy and love science, what fits me?',
    [
      ['people', 'on-my-own'],
      ['interest', 'medicine'],
    ],
  ],
  ['what do most people choose for a good career?', []],
  ['is it worth it?', []],
  ['which one should I take', []],
])('wishes are read from any text: %s', (text, wishes) => {
  expect(reader.wishes(text).map(({ question, option }) => [question, option])).toEqual(wishes);
});

test('no text makes it fail', () => {
  const texts = [
    '$',
    '$,',
    '1,2,3',
    'one'.repeat(500),
    '💸💸',
    'a a a a a year',
    '0',
    '$0',
    '999999999999 years',
    '-5',
  ];
  for (const { id } of guide.questions) for (const text of texts) expect(() => read(id, text)).not.toThrow();
});
