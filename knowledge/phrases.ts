import type { Token } from './text.ts';

/** A phrase found in a message: the tokens `from` (inclusive) to `to` (exclusive), and what it stands for. */
export interface Found<T> {
  readonly from: number;
  readonly to: number;
  readonly phrase: string;
  readonly meanings: readonly T[];
}

/** Finds known phrases among tokens. `by` says whether words must agree, whosever they are, or by their stem. */
export class PhraseTable<T> {
  readonly #by: 'word' | 'stem';
  readonly #byFirst = new Map<string, { words: string[]; phrase: string; meanings: T[] }[]>();

  constructor(by: 'word' | 'stem') {
    this.#by = by;
  }

  /** Adds a meaning to a phrase, given as its tokens. */
  add(tokens: readonly Token[], meaning: T): void {
    const words = tokens.map((t) => this.#keyOf(t));
    const first = words[0];
    if (first === undefined) return;
    const entries = this.#byFirst.get(first) ?? [];
    this.#byFirst.set(first, entries);
    const phrase = words.join(' ');
    const entry = entries.find((e) => e.phrase === phrase);
    if (entry) entry.meanings.push(meaning);
    else entries.splice(placeOf(words, entries), 0, { words, phrase, meanings: [meaning] });
  }

  /** The longest phrase at each place, from left to right, none overlapping and none across a comma or sentence mark. */
  find(tokens: readonly Token[]): Found<T>[] {
    const found: Found<T>[] = [];
    const keys = tokens.map((t) => this.#keyOf(t));
    for (let at = 0; at < tokens.length; at += 1) {
      const entry = this.#byFirst.get(keys[at] as string)?.find(({ words }) => stands(words, keys, tokens, at));
      if (!entry) continue;
      found.push({ from: at, to: at + entry.words.length, phrase: entry.phrase, meanings: entry.meanings });
      at += entry.words.length - 1;
    }
    return found;
  }

  #keyOf(token: Token): string {
    if (this.#by === 'stem') return token.stem;
    return token.word.endsWith("'s") ? token.word.slice(0, -2) : token.word;
  }
}

/** Whether words stand from a place on, all in one clause; the first is known to. */
function stands(words: readonly string[], keys: readonly string[], tokens: readonly Token[], at: number): boolean {
  for (let i = words.length - 1; i > 0; i -= 1)
    if (keys[at + i] !== words[i] || tokens[at + i]?.clause !== tokens[at]?.clause) return false;
  return true;
}

/** The place of a phrase among others that stand from the longest to the shortest: after those as long as it. */
function placeOf(words: readonly string[], entries: readonly { words: readonly string[] }[]): number {
  const shorter = entries.findIndex((entry) => entry.words.length < words.length);
  return shorter < 0 ? entries.length : shorter;
}
