import type { Token } from './text.ts';

/** A phrase found in a message: the tokens `from` (inclusive) to `to` (exclusive), and what it stands for. */
export interface Found<T> {
  readonly from: number;
  readonly to: number;
  readonly phrase: string;
  readonly meanings: readonly T[];
}

/** The beginning of a phrase: what it stands for if it is one itself, and what goes on from it, by the next word. */
interface Beginning<T> {
  meanings?: T[];
  next?: Map<string, Beginning<T>>;
}

/** Finds known phrases among tokens. `by` says whether words must agree, whosever they are, or by their stem. */
export class PhraseTable<T> {
  readonly #by: 'word' | 'stem';
  readonly #root: Beginning<T> = {};

  constructor(by: 'word' | 'stem') {
    this.#by = by;
  }

  /** Adds a meaning to a phrase, given as its tokens. */
  add(tokens: readonly Token[], meaning: T): void {
    let phrase = this.#root;
    for (const token of tokens) phrase = longer(phrase, this.#keyOf(token));
    if (phrase === this.#root) return;
    phrase.meanings ??= [];
    phrase.meanings.push(meaning);
  }

  /**
   * The longest phrase at each place, from left to right, none overlapping and none across a comma or sentence mark. Where
   * words must agree, a "the" that only the message has inside a phrase counts for nothing.
   */
  find(tokens: readonly Token[]): Found<T>[] {
    const found: Found<T>[] = [];
    for (let at = 0; at < tokens.length; at += 1) {
      const longest = this.#longestAt(tokens, at);
      if (!longest) continue;
      found.push(longest);
      at = longest.to - 1;
    }
    return found;
  }

  #longestAt(tokens: readonly Token[], from: number): Found<T> | undefined {
    const { clause } = tokens[from] as Token;
    let phrase: Beginning<T> | undefined = this.#root;
    let meanings: readonly T[] | undefined;
    let to = from;
    for (let at = from; at < tokens.length && tokens[at]?.clause === clause; at += 1) {
      const key = this.#keyOf(tokens[at] as Token);
      const next: Beginning<T> | undefined = phrase.next?.get(key);
      if (!next && at > from && key === 'the' && this.#by === 'word') continue;
      phrase = next;
      if (!phrase) break;
      if (!phrase.meanings) continue;
      meanings = phrase.meanings;
      to = at + 1;
    }
    if (!meanings) return undefined;
    const words = tokens.slice(from, to).map((t) => this.#keyOf(t));
    return { from, to, phrase: words.join(' '), meanings };
  }

  #keyOf(token: Token): string {
    if (this.#by === 'stem') return token.stem;
    return token.word.endsWith("'s") ? token.word.slice(0, -2) : token.word;
  }
}

/** A beginning with one word more. */
function longer<T>(phrase: Beginning<T>, word: string): Beginning<T> {
  phrase.next ??= new Map();
  const known = phrase.next.get(word);
  if (known) return known;
  const added: Beginning<T> = {};
  phrase.next.set(word, added);
  return added;
}
