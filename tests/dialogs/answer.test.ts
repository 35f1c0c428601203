import { expect, test } from 'vitest';
import { composeAnswer, nextChoices } from '../../dialogs/answer.ts';
import { readAskId } from '../../dialogs/choices.ts';
import { loadFolder } from '../knowledge/folder.ts';
import { loadShipped } from '../knowledge/shipped.ts';
import { asked, kitOf, statementsOf, textOf } from './asked.ts';

const kit = kitOf(loadFolder());
const answer = (...question: Parameters<typeof asked>) => composeAnswer(asked(...question), kit);

test('answers from the facts of the program and topic, with their source', () => {
  const reply = answer(['framing'], ['cost']);
  expect(reply).toMatchObject({ kind: 'answer', programs: ['framing'], topics: ['cost'], confidence: 1 });
  expect(reply.blocks[0]).toEqual({
    kind: 'paragraph',
    statements: [{ text: 'Framing costs about $2,000 in all.', citations: [1] }],
  });
  expect(reply.citations).toMatchObject([{ position: 1, article: 'oak-guide' }]);
});

test('where articles disagree, both are said, each with its source', () => {
  const reply = answer(['cabinets'], ['cost']);
  const said = reply.blocks.flatMap(statementsOf);
  const sourceOf = (amount: string) => {
    const [position] = said.find((s) => s.text.includes(amount))?.citations ?? [];
    return reply.citations.find((c) => c.position === position)?.article;
  };
  expect(sourceOf('$9,500')).toBe('oak-guide');
  expect(sourceOf('$12,000')).toBe('trade_review');
});

test('a closer question is answered by the fact about it', () => {
  const [first] = answer(['cabinets'], ['cost'], {}, ['tools']).blocks.flatMap(statementsOf);
  expect(first?.text).toContain('$800');
});

test('a fact of another topic that only shares the words of the question does not open the reply', () => {
  const shipped = kitOf(loadShipped());
  const stems = ['hour', 'independ', 'input', 'scene'];
  const opens = (topic: string) =>
    composeAnswer(asked(['coding'], [topic], { stems }), shipped)
      .blocks.flatMap(statementsOf)
      .at(0)?.text;
  expect(opens('patient-interaction')).toMatch(/hours on their own/);
  expect(opens('salary')).toMatch(/\$/);
});

test('what goes on with a topic is surely about it, however faintly it was read', () => {
  const shipped = kitOf(loadShipped());
  const topics = asked(['coding'], ['duration']).topics.map((topic) => ({ ...topic, score: 0.6 }));
  const carried = { programs: true, topics: true };
  const reply = composeAnswer(asked(['coding'], [], { topics, carried, stems: ['time', 'first', 'pass'] }), shipped);
  expect(reply.blocks.flatMap(statementsOf)[0]?.text).toMatch(/9–18 months/);
});

test('each topic asked has its own paragraph, in the order asked', () => {
  const reply = answer(['finish'], ['salary', 'duration']);
  expect(reply.topics).toEqual(['salary', 'duration']);
  const text = textOf(reply);
  expect(text.indexOf('$48,000')).toBeGreaterThanOrEqual(0);
  expect(text.indexOf('9–12 months')).toBeGreaterThan(text.indexOf('$48,000'));
});

test('what no article says is said to be so, and cites nothing', () => {
  const reply = answer(['cabinets'], ['dust']);
  expect(reply.citations).toEqual([]);
  expect(textOf(reply)).toBe('The articles do not say how dusty it is for cabinetmaking.');
});

test('what is said of the whole helps with a part', () => {
  expect(textOf(answer(['framing'], ['dust']))).toContain('masks against dust');
});

test('a program carried over from the conversation is named', () => {
  const carried = { carried: { programs: true, topics: false } };
  const labelsOf = (rest: object) =>
    answer(['framing'], ['cost'], rest)
      .blocks.flatMap(statementsOf)
      .flatMap((s) => s.label ?? []);
  expect(labelsOf(carried).join()).toContain('framing');
  expect(labelsOf({})).toEqual([]);
});

test('what was named beside the program and is not covered is remarked on', () => {
  const note = (outside: readonly { what: 'program' | 'matter' | 'place'; name: string }[]) =>
    answer(['framing'], ['cost'], { outside })
      .blocks.filter((b) => b.kind === 'note')
      .flatMap(statementsOf);
  expect(note([])).toEqual([]);
  expect(note([{ what: 'place', name: 'Ohio' }])).toMatchObject([
    { text: expect.stringContaining('Ohio'), citations: [] },
  ]);
  expect(
    note([
      { what: 'program', name: 'plumbing' },
      { what: 'program', name: 'plumbing' },
    ]),
  ).toMatchObject([{ text: 'The articles do not cover plumbing.' }]);
});

test('figures of a program are said not to be those of the job or degree asked about, unless a fact gives them', () => {
  const particular = (facts: readonly string[]) => [{ name: 'foremen', facts }];
  const remark = /no figures for foremen in particular/;
  expect(textOf(answer(['framing'], ['cost'], { particulars: particular([]) }))).toMatch(remark);
  const [fact = ''] = answer(['framing'], ['cost']).facts ?? [];
  expect(textOf(answer(['framing'], ['cost'], { particulars: particular([fact]) }))).not.toMatch(remark);
  expect(textOf(answer(['framing'], ['dust'], { particulars: particular([]) }))).not.toMatch(remark);
});

test('what may be asked next is about the same program, and was not asked just now', () => {
  const choices = nextChoices(asked(['finish'], ['cost', 'duration']), kit);
  const meanings = choices.map((c) => readAskId(c.id));
  expect(meanings).toEqual([{ topic: 'salary', programs: ['finish'] }]);
  for (const { label } of choices) expect(label).toMatch(/pay/i);
});

test('at most so many choices, none twice', () => {
  const question = asked(['finish'], ['differences', 'dust', 'definition']);
  expect(nextChoices(question, kit).map((c) => readAskId(c.id)?.topic)).toEqual(['cost', 'duration']);
  expect(nextChoices(question, kit, 1)).toHaveLength(1);
  expect(nextChoices(asked([], ['dust']), kit)).toEqual([]);
});

test('what the articles say is never denied, though facts known to answer the rest are nearer', () => {
  const shipped = loadShipped();
  const aid = [...shipped.facts.values()].filter((f) => f.topic === 'financial-aid' && f.programs.includes('mbc'));
  const answers = aid.map(({ id }) => ({ fact: id, similarity: 1 }));
  const reply = composeAnswer({ ...asked(['mbc'], ['cost', 'salary', 'financial-aid']), answers }, kitOf(shipped));
  expect(textOf(reply)).not.toMatch(/do not say/);
  expect(reply.facts?.map((id) => shipped.facts.get(id)?.topic)).toEqual(
    expect.arrayContaining(['cost', 'financial-aid']),
  );
});

test('a topic that may be meant instead is answered too, in fewer words; not where one is surely asked', () => {
  const near = [{ id: 'dust', aspects: [], score: 0.4, reasons: [] }];
  const topicsOf = (score: number) => {
    const understood = asked(['framing'], ['cost']);
    const reply = composeAnswer({ ...understood, topics: understood.topics.map((t) => ({ ...t, score })), near }, kit);
    return new Set(reply.facts?.map((id) => kit.knowledge.facts.get(id)?.topic));
  };
  expect([...topicsOf(0.85)].sort()).toEqual(['cost', 'dust']);
  expect([...topicsOf(0.95)]).toEqual(['cost']);
});
