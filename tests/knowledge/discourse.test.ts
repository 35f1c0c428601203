import { expect, test } from 'vitest';
import { withoutPreamble } from '../../knowledge/discourse.ts';
import { tokenise } from '../../knowledge/text.ts';

const left = (text: string) =>
  withoutPreamble(tokenise(text))
    .map(({ word }) => word)
    .join(' ');

test.each([
  ['sorry, I meant how much', 'how much'],
  ['no no I mean HIM', 'him'],
  ['great, thanks! and HIM?', 'and him'],
  ['Wonderful, thank you. And could you tell me about cost?', 'and could you tell me about cost'],
  ['thanks so what does it pay', 'so what does it pay'],
  ['haha ok. so how long does it take?', 'so how long does it take'],
  ['uh huh and um the billing one', 'and um the billing one'],
  ['can I do it in my pjs lol', 'can i do it in my pjs'],
  ['how long is it', 'how long is it'],
  ['good money in coding?', 'good money in coding'],
  ['right of access', 'right of access'],
  ['hey quick question is coding hard', 'is coding hard'],
  ['by the way is coding hard', 'is coding hard'],
  ['which pays more and by how much', 'which pays more'],
  ['coders after all', 'coders'],
  ['by how much', 'by how much'],
  ['a question about pay', 'a question about pay'],
])('"%s" says "%s"', (text, expected) => {
  expect(left(text)).toBe(expected);
});

test.each(['ok thanks, I see', "thanks a lot, that's all", 'lol', 'no', ''])(
  '"%s" is nothing but what leads up to something, and stays',
  (text) => {
    expect(left(text)).toBe(
      tokenise(text)
        .map(({ word }) => word)
        .join(' '),
    );
  },
);
