import { expect, test } from 'vitest';
import { edited, lineOf, problemsOf } from './folder.ts';

interface Case {
  readonly what: string;
  readonly file: string;
  readonly passage: string;
  readonly instead: string;
  /** The passage of the changed file at which the problem is to be told. */
  readonly at: string;
  readonly field: string;
  /** Says what is wrong and how to mend it. */
  readonly message: RegExp;
}

const cases: readonly Case[] = [
  {
    what: 'a fact about an unknown topic',
    file: 'facts/trade_review.yaml',
    passage: 'topic: dust',
    instead: 'topic: sawdust',
    at: 'sawdust',
    field: 'facts[6].topic',
    message: /no topic "sawdust".*definition, differences, duration, cost, salary, dust/,
  },
  {
    what: 'a fact about an unknown program',
    file: 'facts/oak-guide.yaml',
    passage: 'programs: [framing, finish]',
    instead: 'programs: [framing, finnish]',
    at: 'finnish',
    field: 'facts[2].programs[1]',
    message: /no program "finnish".*carpentry, framing, finish, cabinets/,
  },
  {
    what: 'a fact with an unknown aspect',
    file: 'facts/trade_review.yaml',
    passage: 'aspects: [tools]',
    instead: 'aspects: [toolz]',
    at: 'toolz',
    field: 'facts[1].aspects[0]',
    message: /no aspect of "cost" "toolz".*tuition, tools/,
  },
  {
    what: "another topic's aspect",
    file: 'facts/oak-guide.yaml',
    passage: 'topic: duration\n    text: Framing',
    instead: 'topic: duration\n    aspects: [tuition]\n    text: Framing',
    at: 'tuition]\n    text: Framing takes',
    field: 'facts[3].aspects[0]',
    message: /no aspect of "duration" "tuition".*none/,
  },
  {
    what: 'a question answered by an unknown fact',
    file: 'questions/cost.yaml',
    passage: 'aspects: [tools]\n',
    instead: 'aspects: [tools]\n  facts: [carpentry-dusk]\n',
    at: 'carpentry-dusk',
    field: '[1].facts[0]',
    message: /no fact "carpentry-dusk".*carpentry-dust/,
  },
  {
    what: 'facts of an unknown article',
    file: 'facts/oak-guide.yaml',
    passage: 'article: oak-guide',
    instead: 'article: elm-guide',
    at: 'elm-guide',
    field: 'article',
    message: /no article "elm-guide".*oak-guide, trade_review/,
  },
  {
    what: 'an alias that another program has',
    file: 'programs.yaml',
    passage: 'aliases: [cabinetmaking, cabinets, CM]',
    instead: 'aliases: [cabinetmaking, cabinets, TRIM]',
    at: 'TRIM',
    field: '[3].aliases[2]',
    message: /"TRIM" already stands for "finish"; let one of them have it/,
  },
  {
    what: 'a hint that another program has as its alias',
    file: 'programs.yaml',
    passage: 'hints: [dovetail diploma]',
    instead: 'hints: [framer]',
    at: 'framer]\n  notMeant',
    field: '[3].hints[0]',
    message: /"framer" already stands for "framing"/,
  },
  {
    what: 'an alias listed twice',
    file: 'programs.yaml',
    passage: 'aliases: [framing, framer]',
    instead: 'aliases: [framing, framer, Framing]',
    at: 'Framing]',
    field: '[1].aliases[2]',
    message: /"Framing" already stands for "framing"/,
  },
  {
    what: 'a part of an unknown whole',
    file: 'programs.yaml',
    passage: 'short: framing\n  partOf: carpentry',
    instead: 'short: framing\n  partOf: woodwork',
    at: 'woodwork',
    field: '[1].partOf',
    message: /no program "woodwork"/,
  },
  {
    what: 'an id of a fact that is taken in the same file',
    file: 'facts/oak-guide.yaml',
    passage: 'id: finish-duration',
    instead: 'id: framing-duration',
    at: 'framing-duration\n    programs: [finish]',
    field: 'facts[4].id',
    message: /"framing-duration" is taken already \(in facts\/oak-guide\.yaml\); choose another id/,
  },
  {
    what: 'an id of a fact that is taken in another file',
    file: 'facts/trade_review.yaml',
    passage: 'id: cabinets-cost-review',
    instead: 'id: cabinets-cost',
    at: 'cabinets-cost\n',
    field: 'facts[0].id',
    message: /"cabinets-cost" is taken already \(in facts\/oak-guide\.yaml\)/,
  },
  {
    what: 'an id of a question that is taken in another file',
    file: 'questions/duration.yaml',
    passage: 'id: duration',
    instead: 'id: cost',
    at: 'cost',
    field: '[0].id',
    message: /"cost" is taken already \(in questions\/cost\.yaml\)/,
  },
  {
    what: 'a contrast of one program',
    file: 'facts/oak-guide.yaml',
    passage: 'topic: definition\n    text: Framers',
    instead: 'topic: definition\n    contrast: even\n    text: Framers',
    at: 'even\n',
    field: 'facts[0].contrast',
    message: /a contrast needs at least two programs/,
  },
  {
    what: 'a contrast that favours a program the fact is not about',
    file: 'facts/trade_review.yaml',
    passage: 'contrast: { more: cabinets }',
    instead: 'contrast: { more: finish }',
    at: 'finish }',
    field: 'facts[5].contrast.more',
    message: /no program of this fact "finish".*framing, cabinets/,
  },
  {
    what: 'an unknown topic to ask next',
    file: 'topics.yaml',
    passage: 'next: [duration, salary]',
    instead: 'next: [duration, wages]',
    at: 'wages',
    field: '[3].next[1]',
    message: /no topic "wages"/,
  },
  {
    what: 'a general aspect that the topic does not have',
    file: 'topics.yaml',
    passage: 'general: [tuition]',
    instead: 'general: [fees]',
    at: 'fees',
    field: '[3].general[0]',
    message: /no aspect of "cost" "fees"/,
  },
  {
    what: 'a question about an unknown topic',
    file: 'questions/salary.yaml',
    passage: 'topic: salary',
    instead: 'topic: wages',
    at: 'wages',
    field: '[0].topic',
    message: /no topic "wages"/,
  },
  {
    what: 'a question about an unknown program',
    file: 'questions/cost.yaml',
    passage: 'programs: [cabinets]',
    instead: 'programs: [cupboards]',
    at: 'cupboards',
    field: '[1].programs[0]',
    message: /no program "cupboards"/,
  },
];

test.each(cases)('reports $what', ({ file, passage, instead, at, field, message }) => {
  const changes = edited(file, passage, instead);
  const problems = problemsOf(changes);
  expect(problems[0]).toEqual({
    file,
    line: lineOf(changes[file] ?? '', at),
    field,
    message: expect.stringMatching(message),
  });
});

test('a change of one place is told once', () => {
  for (const { file, passage, instead, what } of cases)
    expect(problemsOf(edited(file, passage, instead)), what).toHaveLength(1);
});
