import { expect, test } from 'vitest';
import { readAskId } from '../../dialogs/choices.ts';
import { composeClarification } from '../../dialogs/clarification.ts';
import { loadFolder } from '../knowledge/folder.ts';
import { asked, kitOf, textOf } from './asked.ts';

const kit = kitOf(loadFolder());

test('a program alone: asks what about it, offering the topics of a general comparison in their order', () => {
  const reply = composeClarification(asked(['framing']), kit);
  expect(reply).toMatchObject({ kind: 'clarification', programs: ['framing'], topics: [], citations: [] });
  expect(textOf(reply)).toMatch(/framing.*\?/);
  expect(reply.choices.map((c) => c.label)).toEqual(['How long it takes', 'Cost', 'Pay']);
  expect(reply.choices.map((c) => readAskId(c.id))).toEqual(
    ['duration', 'cost', 'salary'].map((topic) => ({ topic, programs: ['framing'] })),
  );
});

test('a topic alone: asks of which program, keeping the topic, and offers the parts against each other', () => {
  const reply = composeClarification(asked([], ['cost']), kit);
  expect(reply).toMatchObject({ kind: 'clarification', programs: [], topics: ['cost'] });
  expect(textOf(reply)).toMatch(/\bcost\b.*\?/);
  expect(reply.choices.map((c) => readAskId(c.id))).toEqual([
    { topic: 'cost', programs: ['carpentry'] },
    { topic: 'cost', programs: ['cabinets'] },
    { topic: 'cost', programs: ['framing', 'finish'] },
  ]);
});

test('nothing: asks which programs', () => {
  const reply = composeClarification(asked([]), kit);
  expect(reply).toMatchObject({ programs: [], topics: [] });
  expect(reply.choices.map((c) => readAskId(c.id)?.topic)).toEqual([undefined, undefined, undefined]);
});

test('whatever was left out, it states nothing, cites nothing, and offers 2 to 4 different choices', () => {
  for (const topic of [undefined, ...kit.knowledge.topics.keys()]) {
    for (const program of [undefined, ...kit.knowledge.programs.keys()]) {
      const reply = composeClarification(asked(program ? [program] : [], topic ? [topic] : []), kit);
      expect(reply.citations).toEqual([]);
      expect(reply.choices.length).toBeGreaterThanOrEqual(2);
      expect(reply.choices.length).toBeLessThanOrEqual(4);
      expect(new Set(reply.choices.map((c) => c.id)).size).toBe(reply.choices.length);
      expect(new Set(reply.choices.map((c) => c.label)).size).toBe(reply.choices.length);
    }
  }
});
