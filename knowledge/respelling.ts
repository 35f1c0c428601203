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
