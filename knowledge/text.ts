/** Words of a message, made comparable. Everything that reads text goes through here, so that one spelling rule holds. */

export interface Token {
  /** Lower case, straight apostrophes, no markup. */
  readonly word: string;
  readonly stem: string;
  /** Which part of the message it stands in: parts are divided by sentence marks and commas. */
  readonly clause: number;
  /** The program's id, where the token stands in for the name of one. */
  readonly program?: string;
}

/** Tags that a text pasted from a page brings along. */
const FORMATTING = /<\/?(?:b|br|code|div|em|i|li|p|span|strong|u|ul) ?\/?>/g;
const INVISIBLE = /[\u00ad\u200b-\u200f\u2060\ufeff]/g;
const INITIALS = /\b(\p{L})\.(?=\p{L}\b)/gu;
const PIECE = /\d+(?:[.,]\d+)+|[\p{L}\p{N}]+(?:'\p{L}+)*|[$€£]+|[&/+]|[?!.;,:…\n]/gu;
const BREAK = /^[?!.;,:…\n]$/;

/** What needs no more folding than its case: nearly all that is typed in English. */
const PLAIN = /^[\w ?!.,:;'"$&/+()-]*$/;

/** Compatibility forms, case, quotes and invisible characters folded away. */
export function fold(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKC')
    .replace(INVISIBLE, '')
    .toLowerCase()
    .replace(FORMATTING, ' ')
    .replace(/[‘’ʼ`´]/g, "'");
}

/** The words of a text, at most `limit` of them. */
export function tokenise(text: string, limit = 1000): Token[] {
  const tokens: Token[] = [];
  let clause = 0;
  for (const piece of piecesOf(text)) {
    if (tokens.length === limit) break;
    if (BREAK.test(piece)) clause += 1;
    else tokens.push(token(spelledOut(piece), clause));
  }
  return tokens;
}

/** The words written in capitals, in lower case; none where all are. */
export const capitalsIn = (text: string): ReadonlySet<string> =>
  new Set(/\p{Ll}/u.test(text) ? text.match(/\b[A-Z]{2,}\b/g)?.map((word) => word.toLowerCase()) : []);

/** The same without the rest of what a token is. */
export const wordsIn = (text: string): string[] =>
  piecesOf(text).flatMap((piece) => (BREAK.test(piece) ? [] : [spelledOut(piece)]));

const piecesOf = (text: string): readonly string[] => {
  const folded = fold(text);
  return (folded.includes('.') ? folded.replace(INITIALS, '$1') : folded).match(PIECE) ?? [];
};

/** The words of tokens, joined by blanks. */
export const wordsOf = (tokens: readonly Token[]) => tokens.map(({ word }) => word).join(' ');

export const token = (word: string, clause: number): Token => ({ word, stem: stem(word), clause });

const spelledOut = (piece: string) =>
  piece === '&' || piece === '+' ? 'and' : /^[$€£]+$/.test(piece) ? 'money' : piece;

const ENDINGS: readonly (readonly [RegExp, string])[] = [
  [/'s?$/, ''],
  [/(?<=[a-z]{2})ies$/, 'y'],
  [/(?:(?<=[a-z]{2}(?:[sxz]|ch|sh))es|(?<=[a-z]{2}[^s])s)$/, ''],
  [/(?<=[a-z]{3})(?:ing|ed)$/, ''],
  [/(?<=[a-z]{3})ly$/, ''],
  [/(?<=[a-z]{3})e$/, ''],
  [/(?<=[a-z]{2})([bdfglmnprt])\1$/, '$1'],
];

/** How a word ends that may have one of these endings. */
const ENDS = /(?:['sgdye]|([bdfglmnprt])\1)$/;

/** A word's stem: English endings taken off lightly, so that "costs", "costing" and "cost" meet. */
export function stem(word: string): string {
  return ENDS.test(word) ? ENDINGS.reduce((rest, [ending, instead]) => rest.replace(ending, instead), word) : word;
}

/** Words so frequent that they say nothing about what a text is about. */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  (
    "a an the and or but if so of to in on at by for from with as is are am be been being was were do does did doing have has had i i'm i'd " +
    "i've i'll me my mine you your yours he she it its it's they them their we us our this that these those there here what which who whom " +
    'how when where why will would can could should may might must not no yes just really very much many more most some any all than then ' +
    "too also about into up out like get got going go want need one ones thing things someone please ok okay um uh well don't doesn't didn't " +
    "can't what's that's is isn't won't u ur n im whats"
  ).split(' '),
);
