/** A seeded source of chance (mulberry32), so that a failing property fails again. */
export function createRandom(seed: number) {
  let state = seed;
  /** A number from 0 up to, but not including, 1. */
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  /** A whole number from 0 up to, but not including, `end`. */
  const below = (end: number) => Math.floor(next() * end);
  const pick = <T>(items: readonly T[]): T => items[below(items.length)] as T;
  /** Up to `most` picks, joined. */
  const text = (letters: readonly string[], most: number, between = '') =>
    Array.from({ length: below(most + 1) }, () => pick(letters)).join(between);
  return { below, pick, text };
}
