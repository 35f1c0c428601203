/** Words like another one, found by the pairs of letters they share. */

/** The most words given back. */
const CANDIDATES = 24;
/** How far words may differ in length. */
const LONGER = 2;
/** The most pairs of a word that one slip changes: two neighbours swapped. */
const CHANGED = 3;

/** Pairs of neighbouring letters, the word's ends counted. */
function pairsOf(word: string): string[] {
  const letters = ` ${word} `;
  return Array.from({ length: word.length + 1 }, (_, i) => letters.slice(i, i + 2));
}

/**
 * Finds the words that share most letter pairs with a word and are about as long, those that share more first; only ones
 * that share as many as they must to be no more than `slips` slips away.
 */
export function createCandidates(words: readonly string[]): (word: string, slips: number) => string[] {
  const byPair = indexPairs(words);
  // Counted by a word's number and kept between calls: a misspelt word shares a pair with thousands of words.
  const shared = new Uint16Array(words.length);
  return (word, slips) => {
    const lists = pairsOf(word).flatMap((pair) => byPair.get(pair) ?? []);
    countAll(lists, shared);
    const fewest = Math.max(1, word.length + 1 - CHANGED * slips);
    return takeFrom(lists, shared, fewest)
      .filter(({ number }) => Math.abs((words[number] as string).length - word.length) <= LONGER)
      .sort((a, b) => b.count - a.count)
      .slice(0, CANDIDATES)
      .map(({ number }) => words[number] as string);
  };
}

/** Of each pair of letters the numbers of the words that contain it, as often as they do. */
function indexPairs(words: readonly string[]): Map<string, Int32Array> {
  const lists = new Map<string, number[]>();
  words.forEach((word, number) => {
    for (const pair of pairsOf(word)) {
      const numbers = lists.get(pair);
      if (numbers) numbers.push(number);
      else lists.set(pair, [number]);
    }
  });
  return new Map([...lists].map(([pair, numbers]) => [pair, Int32Array.from(numbers)]));
}

function countAll(lists: readonly Int32Array[], counts: Uint16Array): void {
  counts.fill(0);
  for (const numbers of lists)
    for (let i = 0; i < numbers.length; i += 1) {
      const number = numbers[i] as number;
      counts[number] = (counts[number] as number) + 1;
    }
}

/** The numbers that were counted often enough, each once, in the order of the lists. */
function takeFrom(lists: readonly Int32Array[], counts: Uint16Array, fewest: number) {
  const taken: { number: number; count: number }[] = [];
  for (const numbers of lists)
    for (let i = 0; i < numbers.length; i += 1) {
      const number = numbers[i] as number;
      const count = counts[number] as number;
      if (count < fewest) continue;
      taken.push({ number, count });
      counts[number] = 0;
    }
  return taken;
}
