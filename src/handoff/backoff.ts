const minute = 60_000;
const hour = 60 * minute;

/** How long things may take, in milliseconds. */
export interface Pace {
  /** Before the second attempt; doubled before each one after it. */
  readonly firstDelay: number;
  readonly longestDelay: number;
  /** How long a handoff is tried before it is given up. */
  readonly giveUpAfter: number;
  /** How long one attempt may take. */
  readonly attempt: number;
  /** How long the student waits to hear what became of the first attempt. */
  readonly firstAnswer: number;
}

export const PACE: Pace = {
  firstDelay: minute,
  longestDelay: 6 * hour,
  giveUpAfter: 72 * hour,
  attempt: 10_000,
  firstAnswer: 3000,
};

/**
 * The pause after so many attempts, within a tenth of what doubling gives, so that what failed together does not come
 * back together. `chance` is from 0 to 1.
 */
export function delayAfter(
  attempts: number,
  { firstDelay, longestDelay }: Pick<Pace, 'firstDelay' | 'longestDelay'>,
  chance: number,
): number {
  const delay = Math.min(firstDelay * 2 ** (attempts - 1), longestDelay);
  return Math.round(delay * (0.9 + chance / 5));
}
