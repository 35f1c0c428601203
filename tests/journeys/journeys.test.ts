import { describe, expect, test } from 'vitest';
import { type Turn, talk } from './conversation.ts';

test('"billing or coding, which pays more and can I do it from home?"', async () => {
  const reply = await talk([
    {
      user: 'billing or coding, which pays more and can I do it from home?',
      kind: 'comparison',
      programs: 'billing coding',
      contains: /\$[\d,]+/,
    },
  ]);
  expect([...reply.topics].sort()).toEqual(['remote-work', 'salary']);
  const [table, ...others] = reply.blocks.filter((b) => b.kind === 'table');
  expect(others).toEqual([]);
  expect(table?.rows.map((r) => r.topic).sort()).toEqual(['remote-work', 'salary']);
  expect(table?.columns.map((c) => c.program)).toEqual(['billing', 'coding']);
  for (const cell of table?.rows.flatMap((r) => r.cells) ?? []) {
    expect(cell.length).toBeGreaterThan(0);
    for (const { text, citations } of cell) if (citations.length === 0) expect(text).toMatch(/not stated/);
  }
  expect(reply.citations.length).toBeGreaterThan(0);
  for (const { title, publisher } of reply.citations) expect(`${title} ${publisher}`.length).toBeGreaterThan(10);
});

const journeys: Readonly<Record<string, readonly Turn[]>> = {
  'a greeting, then from program to program': [
    { user: 'hi', kind: 'smalltalk' },
    { user: 'how much does medical coding cost?', kind: 'answer', programs: 'coding', topic: 'cost', contains: /\$/ },
    { user: 'and billing?', kind: 'answer', programs: 'billing', topic: 'cost', contains: /\$/ },
    { user: 'how long does it take?', kind: 'answer', programs: 'billing', topic: 'duration', contains: /month|year/ },
    { user: 'thanks, bye', kind: 'smalltalk' },
  ],
  'a comparison that goes on': [
    { user: 'HIM vs HIT', kind: 'comparison', programs: 'him hit' },
    { user: 'which one pays more?', kind: 'comparison', programs: 'him hit', topic: 'salary' },
    { user: 'and job outlook?', kind: 'comparison', programs: 'him hit', topic: 'outlook' },
    { user: 'what about billing or coding', kind: 'comparison', programs: 'billing coding', topic: 'outlook' },
  ],
  'one program or two': [
    { user: 'how long is billing and coding?', kind: 'answer', programs: 'mbc', topic: 'duration' },
    { user: 'what is the difference between billing and coding?', kind: 'comparison', programs: 'billing coding' },
    { user: 'HIM or billing and coding, which is cheaper?', kind: 'comparison', programs: 'him mbc', topic: 'cost' },
  ],
  'a topic first, the program after it': [
    { user: 'can you compare cost for me', topic: 'cost' },
    { user: 'coding', kind: 'answer', programs: 'coding', topic: 'cost' },
  ],
  'a mistyped, hurried message': [
    {
      user: 'HOW MUCH IS TUTION FOR MEDICAL CODEING',
      kind: 'answer',
      programs: 'coding',
      topic: 'cost',
      contains: /\$/,
    },
    { user: 'salery??', kind: 'answer', programs: 'coding', topic: 'salary', contains: /\$/ },
  ],
  'several questions in one message': [
    {
      user: 'How long is HIM? And how much does it cost?',
      kind: 'answer',
      programs: 'him',
      topic: 'cost',
      contains: /\$/,
    },
  ],
  'a program that is not covered, then one that is': [
    { user: 'how much does nursing cost?', kind: 'fallback', contains: 'nursing', lacks: /\$\d/ },
    { user: 'ok then medical billing', kind: 'answer', programs: 'billing' },
  ],
  'a matter of the school': [
    { user: 'is there parking?', kind: 'fallback', contains: 'admissions@example.edu' },
    { user: 'when is the application deadline', kind: 'fallback', contains: 'admissions@example.edu' },
  ],
  'nothing to do with it': [
    { user: 'what is the weather like today', kind: 'fallback', lacks: 'Sources' },
    { user: '', kind: 'smalltalk' },
    { user: '🙂🙂🙂', kind: 'smalltalk' },
    { user: '__proto__', kind: 'fallback' },
    { user: 'how much is coding', kind: 'answer', programs: 'coding', topic: 'cost' },
  ],
  'another language': [
    { user: '¿Cuánto cuesta el programa?', kind: 'fallback', contains: 'inglés' },
    { user: 'how much does HIM cost', kind: 'answer', programs: 'him', topic: 'cost' },
  ],
  'a user in need': [
    { user: 'HIM or coding?', kind: 'comparison' },
    { user: 'I failed everything and I want to die', kind: 'handoff', contains: '988', lacks: /You can say/ },
    { user: 'can I talk to a real person', kind: 'handoff', contains: 'admissions@example.edu' },
  ],
  'starting over': [
    { user: 'how long is HIM', kind: 'answer', programs: 'him' },
    { user: 'start over', kind: 'smalltalk' },
    { user: 'and the cost?', programs: '' },
  ],
  'a certificate stands for its program': [
    { user: 'what is the RHIA', programs: 'him', topic: 'certification' },
    { user: 'is the CPC hard', programs: 'coding' },
  ],
  'the second one': [
    { user: 'billing or coding, which is cheaper', kind: 'comparison', programs: 'billing coding', topic: 'cost' },
    { user: 'how long does the second one take', kind: 'answer', programs: 'coding', topic: 'duration' },
    { user: 'does it pay well', kind: 'answer', programs: 'coding', topic: 'salary', contains: /\$/ },
  ],
};

describe('conversations', () => {
  test.each(Object.entries(journeys))('%s', async (_, turns) => {
    await talk(turns);
  });
});

test('every choice that is offered leads on, and what it leads to leads on', async () => {
  const openers = (await talk([{ user: 'hi' }])).choices;
  expect(openers.length).toBeGreaterThan(0);
  for (const opener of openers) {
    const reply = await talk([{ user: 'hi' }, { user: opener.label }]);
    expect(reply.kind, opener.label).toBe('comparison');
    expect(reply.choices.length, opener.label).toBeGreaterThan(0);
    for (const { label } of reply.choices) {
      const next = await talk([{ user: 'hi' }, { user: opener.label }, { user: label }]);
      expect(next.kind, label).toBe('comparison');
      expect(next.programs, label).toEqual(reply.programs);
      expect(next.citations.length, label).toBeGreaterThan(0);
    }
  }
});
