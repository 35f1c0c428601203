import { expect, test } from 'vitest';
import { isNoise } from '../../knowledge/noise.ts';
import { tokenise } from '../../knowledge/text.ts';

const KNOWN = new Set(['cpc', 'hmm', 'no', 'hello', 'billing']);
const isMashed = (text: string) => isNoise(tokenise(text), KNOWN);

test.each(['aaa? bbb! ccc', 'hhh', 'zzzzzz', 'hjkl', 'sdf sdf', 'wub wub wub'])(
  '"%s" is a hand on the keyboard',
  (text) => {
    expect(isMashed(text)).toBe(true);
  },
);

test.each(['', 'cpc', 'hmm', 'no no no', 'hello hello hello', 'hjkl billing', 'bilng', 'medcal codign', '123', 'oo'])(
  '"%s" is not',
  (text) => {
    expect(isMashed(text)).toBe(false);
  },
);
