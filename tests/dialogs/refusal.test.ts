import { expect, test } from 'vitest';
import { compose, understoodFrom } from '../../dialogs/index.ts';
import { composeRefusal } from '../../dialogs/refusal.ts';
import { loadFolder } from '../knowledge/folder.ts';
import { loadShipped } from '../knowledge/shipped.ts';
import { asked, kitOf, textOf } from './asked.ts';

const kit = kitOf(loadFolder());
type Outside = ReturnType<typeof asked>['outside'];
const refuse = (outside: Outside, programs: readonly string[] = []) =>
  composeRefusal(asked(programs, [], { outside }), kit);

test('says what is not covered, by its name, and states nothing', () => {
  const reply = refuse([{ what: 'program', name: 'plumbing' }]);
  expect(reply).toMatchObject({ kind: 'fallback', programs: [], topics: [], citations: [] });
  expect(textOf(reply)).toMatch(/do not cover plumbing\b/);
});

test('several things are named once each', () => {
  const names = ['plumbing', 'masonry', 'plumbing'].map((name) => ({ what: 'program' as const, name }));
  expect(textOf(refuse(names))).toMatch(/do not cover plumbing or masonry\b/);
});

test('what the school itself knows is handed to the school', () => {
  expect(textOf(refuse([{ what: 'matter', name: 'parking' }]))).toMatch(
    /The workshop office \(office@riverside\.example\)/,
  );
  expect(textOf(refuse([{ what: 'program', name: 'plumbing' }]))).not.toContain('office@');
});

test('what it is was not understood: says so and offers what there is', () => {
  const reply = refuse([]);
  expect(textOf(reply)).toMatch(/do not cover that\b/);
  expect(textOf(reply)).toContain('cabinetmaking');
  expect(reply.choices.length).toBeGreaterThan(0);
  expect(reply.choices.length).toBeLessThanOrEqual(4);
});

test('the program asked about stays the one talked of', () => {
  const reply = refuse([{ what: 'matter', name: 'parking' }], ['framing']);
  expect(reply.programs).toEqual(['framing']);
});

test('what no fact says of a school that facts name is not answered with what is true elsewhere', () => {
  const shipped = kitOf(loadShipped());
  const ask = (topic: string) =>
    compose({ ...understoodFrom({ topic, programs: ['mbc'] }), schools: ['Rasmussen University'] }, shipped);
  expect(textOf(ask('cost'))).toMatch(/^The articles do not say what it costs at Rasmussen University\./);
  expect(ask('cost')).toMatchObject({ kind: 'fallback', citations: [] });
  expect(ask('format')).toMatchObject({ kind: 'answer' });
});
