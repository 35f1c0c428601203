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
  /** What each phrase stands for, by its words joined with blanks. */
  readonly #meanings = new Map<string, T[]>();
  /** How many words the longest phrase has that begins with a word. */
  readonly #longest = new Map<string, number>();

  constructor(by: 'word' | 'stem') {
    this.#by = by;
  }

  /** Adds a meaning to a phrase, given as its tokens. */
  add(tokens: readonly Token[], meaning: T): void {
    const words = tokens.map((t) => this.#keyOf(t));
    const first = words[0];
    if (first === undefined) return;
    this.#longest.set(first, Math.max(words.length, this.#longest.get(first) ?? 0));
    const phrase = words.join(' ');
    const meanings = this.#meanings.get(phrase);
    if (meanings) meanings.push(meaning);
    else this.#meanings.set(phrase, [meaning]);
  }

  /** The longest phrase at each place, from left to right, none overlapping and none across a comma or sentence mark. */
  find(tokens: readonly Token[]): Found<T>[] {
    const found: Found<T>[] = [];
    const keys = tokens.map((t) => this.#keyOf(t));
    for (let at = 0; at < tokens.length; at += 1) {
      const longest = this.#longestAt(keys, tokens, at);
      if (!longest) continue;
      found.push(longest);
      at = longest.to - 1;
    }
    return found;
  }

  #longestAt(keys: readonly string[], tokens: readonly Token[], at: number): Found<T> | undefined {
    const most = Math.min(tokens.length, at + (this.#longest.get(keys[at] as string) ?? 0));
    let longest: Found<T> | undefined;
    let phrase = '';
    for (let to = at + 1; to <= most && tokens[to - 1]?.clause === tokens[at]?.clause; to += 1) {
      phrase = to === at + 1 ? (keys[at] as string) : `${phrase} ${keys[to - 1]}`;
      const meanings = this.#meanings.get(phrase);
      if (meanings) longest = { from: at, to, phrase, meanings };
    }
    return longest;
  }

  #keyOf(token: Token): string {
    if (this.#by === 'stem') return token.stem;
    return token.word.endsWith("'s") ? token.word.slice(0, -2) : token.word;
  }
}
