import { describe, expect, test } from 'vitest';
import { askId, choice, readAskId, understoodFrom } from '../../dialogs/choices.ts';
import { createRandom } from '../knowledge/random.ts';

test.each([
  [{ topic: 'cost', programs: ['framing', 'finish'] }],
  [{ topic: 'cost', programs: ['framing'] }],
  [{ topic: 'cost', programs: [] }],
  [{ programs: ['framing', 'finish', 'cabinets'] }],
  [{ programs: [] }],
  [{ topic: 'remote-work', programs: ['a1', 'b-2'] }],
])('the id of %j reads back as it was', (asked) => {
  expect(readAskId(askId(asked))).toEqual(asked);
});

test('any topic and programs that an editor may name round-trip', () => {
  const random = createRandom(8);
  const id = () => `${random.pick(['a', 'b9', 'zz'])}${random.pick(['', '-x', '-1-y'])}`;
  for (let round = 0; round < 200; round += 1) {
    const programs = [...new Set(Array.from({ length: random.below(4) }, id))];
    const asked = random.below(2) ? { topic: id(), programs } : { programs };
    expect(readAskId(askId(asked))).toEqual(asked);
  }
});

test('different questions have different ids', () => {
  const ids = [
    { programs: [] },
    { programs: ['a'] },
    { programs: ['a', 'b'] },
    { programs: ['b', 'a'] },
    { topic: 'a', programs: [] },
    { topic: 'a', programs: ['a'] },
  ].map(askId);
  expect(new Set(ids).size).toBe(ids.length);
});

describe('what is no id of a choice', () => {
  test.each([
    [''],
    ['ask'],
    ['ask/'],
    ['ask/cost'],
    ['ask/cost/a/b'],
    ['ask//'],
    ['ask//framing'],
    [' ask/cost/framing'],
    ['ASK/cost/framing'],
    ['tell/cost/framing'],
    ['/ask/cost/framing'],
    ['../ask/cost/framing'],
    ['ask\\cost\\framing'],
    ['how much is framing'],
    ['{"ask":"cost"}'],
    ['__proto__'],
    ['https://ask/cost/framing'],
  ])('%j', (id) => {
    expect(readAskId(id)).toBeUndefined();
  });

  test('a program is asked about once, however often an id from outside repeats it', () => {
    const repeated = readAskId(`ask/cost/${Array.from({ length: 5000 }, () => 'framing').join(',')}`);
    expect(repeated?.programs.length ?? 0).toBeLessThanOrEqual(1);
  });
});

test('a choice carries its meaning in its id', () => {
  const { id, label } = choice('Framing: cost', { topic: 'cost', programs: ['framing'] });
  expect(label).toBe('Framing: cost');
  expect(readAskId(id)).toEqual({ topic: 'cost', programs: ['framing'] });
});

test('a tapped choice is understood beyond doubt', () => {
  const understood = understoodFrom({ topic: 'cost', programs: ['framing', 'finish'] });
  expect(understood).toMatchObject({
    programs: ['framing', 'finish'],
    topics: [{ id: 'cost', aspects: [] }],
    confidence: 1,
  });
  expect(understoodFrom({ programs: ['framing'] })).toMatchObject({ programs: ['framing'], topics: [] });
});
