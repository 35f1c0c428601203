import { expect, test } from 'vitest';
import { collectFeatures, createFeatureReader } from '../../knowledge/features.ts';
import { createMatcher, indexPhrasings } from '../../knowledge/matcher.ts';
import { tokenise } from '../../knowledge/text.ts';
import { createRandom } from './random.ts';

function matcherOf(phrasings: readonly (readonly [entry: string, text: string])[]) {
  const table = collectFeatures(phrasings.map(([, text]) => tokenise(text)));
  const reader = createFeatureReader(table);
  const read = (text: string) => reader(tokenise(text));
  const learnt = phrasings.map(([entry, text]) => ({ entry, text, vector: read(text) }));
  const match = createMatcher(indexPhrasings(learnt, table.names.length));
  return { read, learnt, match: (text: string, limit?: number) => match(read(text), limit) };
}

const { match } = matcherOf([
  ['length', 'how long does it take'],
  ['length', 'how many months'],
  ['cost', 'what does it cost'],
  ['cost', 'how much is tuition'],
  ['pay', 'how much will I earn'],
  ['home', 'work from home'],
]);

test('ranks each entry once, by its nearest phrasing', () => {
  expect(match('how much is the tuition').map(({ entry, phrasing }) => [entry, phrasing])).toEqual([
    ['cost', 'how much is tuition'], // all its words but one
    ['pay', 'how much will I earn'], // "how much"
    ['length', 'how many months'], // "how" and the beginning of "much", in a shorter text than its other phrasing
  ]);
});

test('a phrasing itself is as near as can be', () => {
  expect(match('work from home')[0]).toEqual({
    entry: 'home',
    phrasing: 'work from home',
    similarity: expect.closeTo(1, 5),
  });
});

test('gives at most as many as asked for', () => {
  expect(match('how much is it', 2)).toHaveLength(2);
  expect(match('how much is it', 0)).toEqual([]);
});

test('entries that share nothing are left out', () => {
  expect(match('')).toEqual([]);
  expect(match('ωωω')).toEqual([]);
});

test('similarity is the cosine, and the order is that of a plain search', () => {
  const random = createRandom(21);
  const words = ['cost', 'pay', 'long', 'home', 'exam', 'how', 'what', 'work', 'costs', 'paid'];
  for (let round = 0; round < 60; round += 1) {
    const entries = Array.from({ length: 8 }, () => [`q${random.below(4)}`, random.text(words, 5, ' ')] as const);
    const { read, learnt, match } = matcherOf(entries);
    const query = random.text(words, 5, ' ');
    const asked = read(query);
    const best = new Map<string, number>();
    for (const { entry, vector } of learnt) {
      const cosine = [...vector.at].reduce((sum, feature, i) => {
        const at = asked.at.indexOf(feature);
        return at < 0 ? sum : sum + (vector.weight[i] ?? 0) * (asked.weight[at] ?? 0);
      }, 0);
      if (cosine > (best.get(entry) ?? 0)) best.set(entry, cosine);
    }
    const found = match(query, 9);
    expect(new Set(found.map((m) => m.entry))).toEqual(new Set(best.keys()));
    found.forEach((m, i) => {
      expect(m.similarity).toBeCloseTo(best.get(m.entry) ?? 0, 5);
      expect(m.similarity).toBeLessThanOrEqual(found[i - 1]?.similarity ?? 1.00001);
    });
  }
});
