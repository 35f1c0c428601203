import { doubleMetaphone } from 'double-metaphone';
import Fuse from 'fuse.js';
import { createCandidates } from './letter-pairs.ts';
import { STOP_WORDS } from './text.ts';

/** Corrects a word to a known one, or gives it back. */
export type Speller = (word: string) => string;

const SHORTEST = 3;
/** Longer than any word there is. */
const LONGEST = 40;

/**
 * A spelling corrector over known words. Words it knows, words that are `right` as they are and words under three letters
 * or over forty stay; of words equally near those are taken that are `likelier`. Two neighbouring letters swapped are the likeliest slip; otherwise an index of letter pairs picks the candidates,
 * an edit distance decides (at most 1 up to seven letters, 2 above), and sound and Fuse.js choose among those equally near. A word that is
 * near to none may be written by ear: it becomes one that sounds the same.
 */
export function createSpeller(
  known: ReadonlySet<string>,
  right: ReadonlySet<string> = new Set(),
  likelier: ReadonlySet<string> = known,
): Speller {
  const spellable = [...known].filter((word) => word.length >= SHORTEST && !/\d/.test(word));
  const candidates = createCandidates(spellable);
  const alike = createSoundIndex(spellable);
  return (word) => {
    if (word.length < SHORTEST || word.length > LONGEST || known.has(word) || !/^[a-z']+$/.test(word)) return word;
    if (isContraction(word, known)) return word;
    // A letter held down is no word at all: "hhh".
    if (/^(.)\1+$/.test(word)) return word;
    const short = drawnOut(word).find((other) => known.has(other));
    if (short) return short;
    const isRight = right.has(word) || right.has(withoutEnding(word));
    const swapped = isRight ? undefined : swaps(word).find((other) => known.has(other));
    if (swapped && likelier.has(swapped)) return swapped;
    const allowed = word.length > 7 ? 2 : 1;
    const near = nearest(word, candidates(word, allowed), allowed);
    // A right word is at most another form of a known one: "deliver" and "delivery".
    if (isRight)
      return choose(
        word,
        near.filter((other) => other.startsWith(word) || word.startsWith(other)),
      );
    if (near.length === 0) return choose(word, alike(word));
    const plain = near.filter((other) => STOP_WORDS.has(other));
    if (plain.length > 0 && word.length > SHORTEST) return choose(word, plain);
    const likely = near.filter((other) => likelier.has(other));
    if (likely.length === 0 && editDistance(word, near[0] as string) > 1) return word;
    if (swapped && likely.length === 0) return swapped;
    const among = likely.length > 0 ? likely : near;
    return choose(word, among.length > 1 ? heardAmong(word, among) : among);
  };
}

/** The same, each word looked up once however often it stands. */
export function remembering(spell: Speller): Speller {
  const met = new Map<string, string>();
  return (word) => {
    const known = met.get(word) ?? spell(word);
    met.set(word, known);
    return known;
  };
}

/** "She'll", "daughter's". */
const isContraction = (word: string, known: ReadonlySet<string>) => {
  const [, base] = /^([a-z]+)'(?:s|ll|d|ve|re|m)$/.exec(word) ?? [];
  return base !== undefined && (known.has(base) || STOP_WORDS.has(base));
};

/** What a word with letters held down may be: "hiii", "sooo". */
const drawnOut = (word: string) =>
  /(.)\1\1/.test(word) && !/^(.)\1*$/.test(word)
    ? ['$1$1', '$1'].map((letters) => word.replace(/(.)\1{2,}/g, letters))
    : [];

/** The word that a right one is a form of; the word itself where it has no such ending. */
const withoutEnding = (word: string) => word.replace(/(?<=\w{3}[^e])(?:ing|ed|[eo]rs?)$|(?<=\w{3}[^sy])s$/, '');

/** Of words equally near the one that Fuse.js finds most similar; the word itself where there is none. */
const choose = (word: string, near: readonly string[]) =>
  near.length < 2 ? (near[0] ?? word) : (new Fuse(near, { threshold: 1 }).search(word, { limit: 1 })[0]?.item ?? word);

/** The word with each two neighbouring letters swapped. */
const swaps = (word: string) =>
  Array.from(word).flatMap((letter, i) =>
    i === 0 || letter === word[i - 1] ? [] : `${word.slice(0, i - 1)}${letter}${word[i - 1]}${word.slice(i + 1)}`,
  );

/** The words at the least edit distance, if that is one allowed; hardly anybody gets two letters wrong and the first of them. */
function nearest(word: string, others: readonly string[], allowed: number): string[] {
  const asLong = others.filter((other) => Math.abs(other.length - word.length) <= allowed);
  const distances = asLong.map((other) => editDistance(word, other));
  const least = Math.min(...distances);
  const isNear = (other: string, distance: number) => distance === least && (distance < 2 || other[0] === word[0]);
  return least > allowed ? [] : asLong.filter((other, i) => isNear(other, distances[i] as number));
}

/** The shortest word that is looked up by its sound: shorter ones sound like too many others. */
const SHORTEST_HEARD = 4;
/** The most of a word's letters, as a share, in which one that sounds alike may differ. */
const MOST_DIFFERENT = 0.4;

const soundOf = (word: string) => doubleMetaphone(word)[0];

/** Of some words those that sound like another; all where none does. */
function heardAmong(word: string, others: readonly string[]): readonly string[] {
  const sound = soundOf(word);
  const heard = others.filter((other) => soundOf(other) === sound);
  return heard.length > 0 ? heard : others;
}

/** Finds the words that sound like one that is written by ear, those with the fewest letters changed. */
function createSoundIndex(words: readonly string[]): (word: string) => string[] {
  const bySound = new Map<string, string[]>();
  for (const word of words) {
    if (word.length < SHORTEST_HEARD) continue;
    const sound = soundOf(word);
    const others = bySound.get(sound);
    if (others) others.push(word);
    else bySound.set(sound, [word]);
  }
  return (word) =>
    word.length < SHORTEST_HEARD
      ? []
      : nearest(word, bySound.get(soundOf(word)) ?? [], Math.floor(word.length * MOST_DIFFERENT));
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
