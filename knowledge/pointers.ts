import type { Token } from './text.ts';
import { isContent } from './vocabulary.ts';

const ALWAYS =
  /^(?:other|others|former|latter|middle|only|just|again|too|also|instead|either|each|one|ones|1st|2nd|3rd|interested)$/;
const WORK = /^(?:do|doing|learn|study|work|working|jobs|roles)$/;

/**
 * The tokens of a message in a talk without those that only point, so that "pay for both" asks for pay and not for what
 * both share, and "the first one" brings up no first years.
 */
export function withoutPointers(tokens: readonly Token[]): readonly Token[] {
  const pointing = tokens.map((_, i) => isPointing(tokens, i));
  const leads = ({ word }: Token, i: number) => pointing[i + 1] === true && LEADS.test(word);
  const rest = tokens.filter((t, i) => !pointing[i] && !leads(t, i));
  return rest.some(isContent) ? rest : tokens;
}

const LEADS = /^(?:for|of|on|in|with|about|at|to|the)$/;

function isPointing(tokens: readonly Token[], i: number): boolean {
  const follows = tokens[i + 1]?.clause === tokens[i]?.clause ? tokens[i + 1] : undefined;
  const [word = '', before = '', next = ''] = [tokens[i]?.word, tokens[i - 1]?.word, follows?.word];
  if (word === 'both') return !((WORK.test(before) && i > 1) || WORK.test(next));
  if (word === 'same') return /^(?:for|question|thing|with|about)$/.test(next) || next === '';
  if (word === 'again') return !/^(?:start|begin|try|come)$/.test(before);
  if (word === 'alone') return !WORK.test(before);
  if (/^(?:first|second|third|last)$/.test(word))
    return next === '' || /^(?:one|ones|is|does|program|option)$/.test(next);
  if (word === 'other' && tokens.slice(0, i).some((t) => t.word === 'one')) return false;
  return ALWAYS.test(word);
}
