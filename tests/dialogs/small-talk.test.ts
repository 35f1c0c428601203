import { expect, test } from 'vitest';
import { readAskId } from '../../dialogs/choices.ts';
import { composeSmalltalk, composeWelcome, openers } from '../../dialogs/small-talk.ts';
import { loadFolder } from '../knowledge/folder.ts';
import { asked, kitOf, textOf } from './asked.ts';

const kit = kitOf(loadFolder());
const entry = (id: string) => kit.knowledge.smalltalk.find((s) => s.id === id);
const answer = (rest: Parameters<typeof asked>[2]) => composeSmalltalk(asked([], [], rest), kit);

test.each([
  ['greeting', 'smalltalk', 'Hello from Plumbline at Riverside Trade School.'],
  ['accident', 'handoff', 'Call an ambulance, then the workshop office (office@riverside.example).'],
  ['rude', 'fallback', 'Let us stay with wood.'],
  ['start-over', 'smalltalk', 'Let us start afresh.'],
])('%s is answered as %s with the words of the editors', (id, kind, text) => {
  const smalltalk = entry(id);
  const reply = answer(smalltalk ? { smalltalk } : {});
  expect(reply).toMatchObject({ kind, programs: [], topics: [], citations: [] });
  expect(textOf(reply)).toBe(text);
});

test('only chat offers something to go on with: someone in need is not sold a comparison', () => {
  const offers = (id: string) =>
    answer({ smalltalk: entry(id) as NonNullable<ReturnType<typeof entry>> }).choices.length;
  expect(offers('greeting')).toBeGreaterThan(0);
  expect(offers('accident')).toBe(0);
});

test('another language is answered in that language', () => {
  const [language] = kit.knowledge.languages;
  const reply = answer(language ? { language } : {});
  expect(reply.kind).toBe('fallback');
  expect(textOf(reply)).toBe(
    'Ich verstehe nur Englisch. Fragen beantwortet the workshop office (office@riverside.example). (I only understand English so far.)',
  );
});

test('the welcome says who speaks and what can be compared', () => {
  const reply = composeWelcome(kit);
  expect(reply.kind).toBe('smalltalk');
  expect(textOf(reply)).toContain('Plumbline');
  expect(textOf(reply)).toContain('cabinetmaking');
  expect(reply.choices).toEqual(openers(kit));
});

test('openers compare the parts of a whole, then the programs that stand alone', () => {
  expect(openers(kit).map((c) => readAskId(c.id))).toEqual([
    { programs: ['framing', 'finish'] },
    { programs: ['carpentry', 'cabinets'] },
  ]);
});

test('with a single program there is nothing to compare', () => {
  const programs = new Map([...kit.knowledge.programs].filter(([id]) => id === 'cabinets'));
  expect(openers(kitOf({ ...kit.knowledge, programs }))).toEqual([]);
});
