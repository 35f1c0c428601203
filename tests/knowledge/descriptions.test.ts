import { describe, expect, test } from 'vitest';
import { PROGRAM_NAME, readNames } from '../../knowledge/names.ts';
import { tokenise } from '../../knowledge/text.ts';
import { createVocabulary } from '../../knowledge/vocabulary.ts';
import { edited, loadFolder } from './folder.ts';
import { loadShipped } from './shipped.ts';

function reader(knowledge: ReturnType<typeof loadFolder>) {
  const vocabulary = createVocabulary(knowledge);
  return (text: string) => readNames(tokenise(text), vocabulary, knowledge.programs);
}

describe('programs described by what their people do', () => {
  const hints = '  hints: [nail gun card]\n';
  const described = '  descriptions: [{ does: [raise, put up], to: [wall, roof] }, { does: [saw], to: [stud] }]\n';
  const read = reader(loadFolder(edited('programs.yaml', hints, hints + described)));

  test.each([
    ['what do people earn who put up the walls', 'framing'],
    ['who raises a big and heavy roof', 'framing'],
    ['a wall to raise', 'framing'],
    ['sawing studs', 'framing'],
    ['sawing walls', ''],
    ['raise it high, then comes the wall', ''],
    ['raise him to be as good as any of those at a wall', ''],
    ['raise a wall, or trim', 'finish'],
  ])('"%s" is about "%s"', (text, programs) => {
    expect(read(text).programs.join(' ')).toBe(programs);
  });

  test('read like a name, so that what is asked of them is left', () => {
    const { masked, sure } = read('how much do you make raising the roof');
    expect(masked.map((t) => t.word).join(' ')).toBe(`how much do you make ${PROGRAM_NAME.word}`);
    expect(sure).toBe(false);
  });
});

test('the shipped knowledge knows its programs by their work', () => {
  const read = reader(loadShipped());
  expect(read('is it better to label illnesses or to hound insurers').programs).toEqual(['coding', 'billing']);
  expect(read('I would love to be the keeper of all those patient files').programs).toEqual(['him']);
  expect(read('can you call my insurance').programs).toEqual([]);
  expect(read('my boss read my medical chart').programs).toEqual([]);
});
