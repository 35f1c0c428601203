import { expect, test, vi } from 'vitest';
import { composeAs } from '../dialogs/index.ts';
import { createUnderstanding, NO_TALK } from '../knowledge/index.ts';
import { learn } from '../knowledge/learn.ts';
import { createEngine } from '../src/engine.ts';
import { createRepeated } from '../src/repeated.ts';
import { loadShipped } from './knowledge/shipped.ts';

const knowledge = loadShipped();
const learned = learn(knowledge);
const { kit } = createEngine({ knowledge, learned }, 30);
const read = createUnderstanding(knowledge, learned);

function repeated() {
  const understand = vi.fn(read);
  return { understand, ...{ repeated: createRepeated({ kit, understand }) } };
}

test('reads the same words in the same talk once, and in another talk anew', () => {
  const { understand, repeated: engine } = repeated();
  const billing = { programs: ['billing'], topics: ['cost'] };
  expect(engine.understand('how long does it take', NO_TALK)).toEqual(read('how long does it take', NO_TALK));
  engine.understand('how long does it take', NO_TALK);
  expect(understand).toHaveBeenCalledTimes(1);
  expect(engine.understand('how long does it take', billing)).toEqual(read('how long does it take', billing));
  expect(understand).toHaveBeenCalledTimes(2);
});

test('remembers no reading of words that the knowledge does not know', () => {
  const { understand, repeated: engine } = repeated();
  for (let n = 0; n < 2; n += 1) engine.understand('I am Zebulon Quackenbush, what does coding cost?', NO_TALK);
  expect(understand).toHaveBeenCalledTimes(2);
});

test('remembers no reading that quotes a word as it was misspelt', () => {
  const { understand, repeated: engine } = repeated();
  for (let n = 0; n < 2; n += 1) engine.understand('what does codinng cost', NO_TALK);
  expect(understand).toHaveBeenCalledTimes(2);
});

test('composes once what was understood alike, as it would be composed anew', () => {
  const { repeated: engine } = repeated();
  const one = read('How much does medical coding cost?');
  const other = { ...one, reasons: ['read otherwise'] };
  expect(engine.compose('faq', one)).toEqual(composeAs('faq', one, kit));
  expect(engine.compose('faq', other)).toBe(engine.compose('faq', one));
  expect(engine.compose('comparison', read('HIM vs HIT'))).not.toEqual(
    engine.compose('comparison', read('HIM vs MBC')),
  );
});

test('composes what was told before anew each time', () => {
  const { repeated: engine } = repeated();
  const told = (facts: string[]) => ({ programs: ['coding'], topics: [], stems: [], facts });
  const [first = '', second = ''] = knowledge.facts.keys();
  const more = read('show me the sources');
  expect(engine.compose('sources', more, told([first]))).toEqual(composeAs('sources', more, kit, told([first])));
  expect(engine.compose('sources', more, told([first, second]))).toEqual(
    composeAs('sources', more, kit, told([first, second])),
  );
});
