import { expect, test } from 'vitest';
import { createHintReader } from '../../knowledge/hints.ts';
import { loadShipped } from './shipped.ts';

const programsNamed = createHintReader(loadShipped());
const asking = (id: string, ...aspects: string[]) => [{ id, aspects, score: 1, reasons: [] }];
const hinted = { programs: ['him'], sure: false };

test('what only hints at a program gives way where the closer matter is told of others alone', () => {
  expect(programsNamed(hinted, asking('salary', 'workplace'))).toEqual([]);
  // What is told of a whole is told of its parts.
  expect(programsNamed({ ...hinted, programs: ['coding'] }, asking('salary', 'workplace'))).toEqual(['coding']);
});

test('it stands where the matter is told of it, where none is asked, and where it is named outright', () => {
  expect(programsNamed(hinted, asking('duration', 'bachelor'))).toEqual(['him']);
  expect(programsNamed(hinted, asking('salary'))).toEqual(['him']);
  expect(programsNamed({ ...hinted, sure: true }, asking('salary', 'workplace'))).toEqual(['him']);
});
