import Fuse from 'fuse.js';

/** Corrects a word to a known one, or gives it back. */
export type Speller = (word: string) => string;

const SHORTEST = 3;
const CANDIDATES = 24;

/**
 * A spelling corrector over known words. Words it knows and words under three letters stay as they are. An index of
 * letter pairs picks the candidates, an edit distance decides (at most 1 up to seven letters, 2 above), and Fuse.js
 * chooses among those equally near.
 */
export function createSpeller(known: ReadonlySet<string>): Speller {
  const byPair = new Map<string, string[]>();
  for (const word of known) {
    if (word.length < SHORTEST || /\d/.test(word)) continue;
    for (const pair of pairsOf(word)) byPair.set(pair, [...(byPair.get(pair) ?? []), word]);
  }
  return (word) => {
    if (word.length < SHORTEST || known.has(word) || !/^[a-z']+$/.test(word)) return word;
    const close = nearest(word, candidates(word, byPair), word.length > 7 ? 2 : 1);
    if (close.length < 2) return close[0] ?? word;
    return new Fuse(close, { threshold: 1 }).search(word, { limit: 1 })[0]?.item ?? word;
  };
}

/** The words at the least edit distance, if that is one allowed. */
function nearest(word: string, others: readonly string[], allowed: number): string[] {
  const distances = others.map((other) => editDistance(word, other));
  const least = Math.min(...distances);
  return least > allowed ? [] : others.filter((_, i) => distances[i] === least);
}

const pairsOf = (word: string) => Array.from({ length: word.length + 1 }, (_, i) => ` ${word} `.slice(i, i + 2));

function candidates(word: string, byPair: ReadonlyMap<string, readonly string[]>): string[] {
  const shared = new Map<string, number>();
  for (const pair of pairsOf(word))
    for (const other of byPair.get(pair) ?? []) shared.set(other, (shared.get(other) ?? 0) + 1);
  return [...shared]
    .filter(([other]) => Math.abs(other.length - word.length) <= 2)
    .sort((a, b) => b[1] - a[1])
    .slice(0, CANDIDATES)
    .map(([other]) => other);
}

/** Insertions, deletions, replacements and swaps of neighbours between two words (optimal string alignment). */
export function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let least = Math.min(replaced, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (before[j - 2] ?? 0) + 1);
      row.push(least);
    }
    before = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
