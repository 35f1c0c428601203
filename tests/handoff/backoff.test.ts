import { expect, test } from 'vitest';
import { delayAfter, PACE } from '../../src/handoff/backoff.ts';

const minutes = (attempts: number, chance = 0.5) => delayAfter(attempts, PACE, chance) / 60_000;

test('the pause doubles from a minute to six hours', () => {
  expect([1, 2, 3, 4, 9, 10, 100, 10_000].map((attempts) => minutes(attempts))).toEqual([
    1, 2, 4, 8, 256, 360, 360, 360,
  ]);
});

test('chance moves it by a tenth at most', () => {
  expect([0, 0.25, 1].map((chance) => minutes(4, chance))).toEqual([7.2, 7.6, 8.8]);
  expect(minutes(100, 1)).toBe(396);
});
