import { expect, test } from 'vitest';
import { hostileMessages, literalPatterns, madePatterns, type Pattern, timeOf } from './patterns.ts';

/** Milliseconds that one pattern may take over the longest message. */
const limit = 5;
const longest = 2000;
/** A time that needs no second measuring. */
const enough = 1;

/** Short messages first: what doubles with each character would never come to an end with long ones. */
function worstOf(pattern: Pattern): number {
  let worst = 0;
  for (const length of [24, 200, 700, longest]) {
    for (const message of hostileMessages(pattern, length)) {
      worst = Math.max(worst, timeOf(pattern, message, enough));
      if (worst > limit) return worst;
    }
  }
  return worst;
}

test.each(['(a+)+b', '^(\\w+\\s?)*$', '(x|x)*y', '\\d+\\d+;\\d+$', '\\s+$'])(
  'the search finds that /%s/ can be driven',
  (source) => {
    expect(worstOf({ source, flags: 'u', where: '' })).toBeGreaterThan(source === '\\s+$' ? 1 : limit);
  },
);

test('no message can drive a pattern beyond 5 ms', { timeout: 300_000 }, async () => {
  const made = await madePatterns(async () => {
    const [{ study, createEngine }, { compose }, { readConfig }] = await Promise.all([
      import('../../src/engine.ts'),
      import('../../dialogs/index.ts'),
      import('../../src/config.ts'),
      import('../../src/app.ts'),
    ]);
    const { kit, understand } = createEngine(study(readConfig({}).knowledgeDir), 30);
    compose(understand('what does the second one cost'), kit);
  });
  const all = [...literalPatterns(), ...made];
  const patterns = [...new Map(all.map((pattern) => [`/${pattern.source}/${pattern.flags}`, pattern])).entries()];
  expect(patterns.length).toBeGreaterThan(150);
  expect(made.map(({ where }) => where)).toContain('knowledge/figures.ts');
  const slow = patterns.flatMap(([name, pattern]) => {
    const worst = worstOf(pattern);
    return worst > limit ? [`${pattern.where}: ${name.slice(0, 120)} takes ${worst.toFixed(1)} ms`] : [];
  });
  expect(slow).toEqual([]);
});
