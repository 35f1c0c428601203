import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { loadKnowledge } from '../../knowledge/index.ts';
import { tokenise } from '../../knowledge/text.ts';
import { readQuestionSets } from '../../src/commands/evaluation/sets.ts';

const sets = readQuestionSets('tests/questions');
const { questions, outside, smalltalk } = loadKnowledge('knowledge/content');

/** A text as it is compared: the same words are the same text. */
const words = (text: string) =>
  tokenise(text)
    .map(({ word }) => word)
    .join(' ');

/** What the bot was taught, of a length at which it is no accident to write the same. */
const taught = new Set(
  [
    ...[...questions.values()].flatMap((q) => [q.question, ...q.phrasings]),
    ...outside.phrasings,
    ...smalltalk.filter((s) => !s.always).flatMap((s) => s.phrasings),
  ].map(words),
);
const LONG = 5;

test('no question of the sets is taught to the bot word by word', () => {
  const asked = sets.flatMap(({ name, lines }) =>
    name === 'smalltalk' ? [] : lines.flatMap(({ id, turns }) => turns.map(({ user }) => ({ id, user }))),
  );
  const copied = asked.filter(({ user }) => words(user).split(' ').length >= LONG && taught.has(words(user)));
  expect(copied).toEqual([]);
});

test('the sets are large enough, and every line has an id of its own', () => {
  const size = (set: string) => sets.find(({ name }) => name === set)?.lines.length ?? 0;
  expect(size('single')).toBeGreaterThanOrEqual(300);
  expect(size('scope')).toBeGreaterThanOrEqual(150);
  const ids = sets.flatMap(({ lines }) => lines.map(({ id }) => id));
  expect(new Set(ids).size).toBe(ids.length);
});

test('the styles in which students write are all asked for', () => {
  const styles = new Set(
    readFileSync('tests/questions/single.jsonl', 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line).style),
  );
  for (const style of ['plain', 'keyword', 'typo', 'slang', 'caps', 'nonnative', 'voice', 'indirect', 'several'])
    expect(styles).toContain(style);
});
