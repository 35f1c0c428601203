import { isPointer } from './carry-over.ts';
import { spelledOut } from './shorthand.ts';
import { remembering, type Speller } from './spelling.ts';
import { type Token, token } from './text.ts';

/** Beyond so many words, more than nearly any question has, words are left as they are spelt: looking them up takes time. */
const MOST_SPELT = 60;

/** Corrects the words of one message, each looked up once however often it stands. */
export function respelled(spoken: readonly Token[], speller: Speller): Token[] {
  const spell = remembering(speller);
  return spoken.map((t, at) => {
    const word = at >= MOST_SPELT || isPointer(t.word) ? t.word : (spelledOut(t.word) ?? spell(t.word));
    return word === t.word ? t : token(word, t.clause);
  });
}

const FEWEST_LETTERS = 3;
const MOST_LETTERS = 6;
const LETTER = /^[a-z]$/;

/** Joins letters that were said one by one where they make an abbreviation that is known: "a c p c exam". */
export function lettersJoined(tokens: readonly Token[], isAbbreviation: (word: string) => boolean): Token[] {
  const joined: Token[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const { clause } = tokens[at] as Token;
    const rest = tokens.slice(at, at + MOST_LETTERS);
    const end = rest.findIndex((t) => t.clause !== clause || !LETTER.test(t.word));
    const letters = (end < 0 ? rest : rest.slice(0, end)).map(({ word }) => word);
    while (letters.length >= FEWEST_LETTERS && !isAbbreviation(letters.join(''))) letters.pop();
    const isSpelt = letters.length >= FEWEST_LETTERS;
    joined.push(isSpelt ? token(letters.join(''), clause) : (tokens[at] as Token));
    if (isSpelt) at += letters.length - 1;
  }
  return joined;
}
