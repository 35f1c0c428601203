import { expect, test } from 'vitest';
import { programsMeant } from '../../knowledge/hints.ts';
import { loadShipped } from './shipped.ts';

const knowledge = loadShipped();
const asking = (id: string, ...aspects: string[]) => [{ id, aspects, score: 1, reasons: [] }];
const hinted = { programs: ['him'], sure: false };

test('what only hints at a program gives way where the closer matter is told of others alone', () => {
  expect(programsMeant(hinted, asking('salary', 'workplace'), knowledge)).toEqual([]);
  // What is told of a whole is told of its parts.
  expect(programsMeant({ ...hinted, programs: ['coding'] }, asking('salary', 'workplace'), knowledge)).toEqual([
    'coding',
  ]);
});

test('it stands where the matter is told of it, where none is asked, and where it is named outright', () => {
  expect(programsMeant(hinted, asking('duration', 'bachelor'), knowledge)).toEqual(['him']);
  expect(programsMeant(hinted, asking('salary'), knowledge)).toEqual(['him']);
  expect(programsMeant({ ...hinted, sure: true }, asking('salary', 'workplace'), knowledge)).toEqual(['him']);
});
