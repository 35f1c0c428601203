/**
 * A sentence with one typo at a random letter: left out, doubled up with another, replaced by another, or swapped with
 * its neighbour. A sentence without Latin letters stays as it is.
 */
export function misspell(sentence: string, random: () => number): string {
  const letters = [...sentence.matchAll(/[a-z]/gi)].map((found) => found.index);
  if (letters.length === 0) return sentence;
  const below = (limit: number) => Math.floor(random() * limit);
  const kinds = [leaveOut, add, replace, swap];
  const kind = kinds[below(kinds.length)] as Typo;
  const misspelt = kind(sentence, letters[below(letters.length)] as number, String.fromCharCode(97 + below(26)));
  return misspelt === sentence ? misspell(sentence, random) : misspelt;
}

type Typo = (text: string, at: number, letter: string) => string;

const leaveOut: Typo = (text, at) => text.slice(0, at) + text.slice(at + 1);
const add: Typo = (text, at, letter) => text.slice(0, at) + letter + text.slice(at);
const replace: Typo = (text, at, letter) => text.slice(0, at) + letter + text.slice(at + 1);
const swap: Typo = (text, at) =>
  /[a-z]/i.test(text[at + 1] ?? '') ? text.slice(0, at) + text[at + 1] + text[at] + text.slice(at + 2) : text;
