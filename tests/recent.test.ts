import { expect, test } from 'vitest';
import { createRecent } from '../src/recent.ts';

test('keeps what was used last, and no more than it may', () => {
  const recent = createRecent<number>(2);
  recent.keep('one', 1);
  recent.keep('two', 2);
  expect(recent.get('one')).toBe(1);
  expect(recent.keep('three', 3)).toBe(3);
  expect(recent.get('two')).toBeUndefined();
  expect(recent.get('one')).toBe(1);
  expect(recent.get('three')).toBe(3);
});
