import { expect, test } from 'vitest';
import { createFeatureReader } from '../../knowledge/features.ts';
import { createMatcher, indexPhrasings } from '../../knowledge/matcher.ts';
import { tokenise } from '../../knowledge/text.ts';
import { collected } from './collected.ts';
import { createRandom } from './random.ts';

function matcherOf(phrasings: readonly (readonly [entry: string, text: string])[]) {
  const { table, vectors } = collected(phrasings.map(([, text]) => text));
  const reader = createFeatureReader(table);
  const read = (text: string) => reader(tokenise(text));
  const learnt = phrasings.map(([entry, text]) => ({ entry, text, vector: read(text) }));
  const find = createMatcher(
    indexPhrasings(
      phrasings.map(([entry]) => entry),
      vectors,
      table.hashes.length,
    ),
  );
  const match = (text: string, limit?: number) =>
    find(read(text), limit).map(({ entry, phrasing, similarity }) => {
      return { entry, similarity, phrasing: phrasings.filter(([of]) => of === entry)[phrasing]?.[1] };
    });
  return { read, learnt, match };
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
    similarity: expect.closeTo(1, 3),
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
    entries.sort(([a], [b]) => a.localeCompare(b));
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
      expect(m.similarity).toBeCloseTo(best.get(m.entry) ?? 0, 3);
      expect(m.similarity).toBeLessThanOrEqual(found[i - 1]?.similarity ?? 1.001);
    });
  }
});

test('where features are common, the nearest of thousands of phrasings is found all the same', () => {
  const random = createRandom(5);
  const words = ['cost', 'pay', 'long', 'home', 'exam', 'how', 'what', 'work', 'much', 'many', 'does', 'for'];
  const texts = Array.from({ length: 4000 }, () => `how ${random.text(words, 9, ' ')}`);
  const { match } = matcherOf(texts.map((text, i) => [`q${i}`, text]));
  for (let round = 0; round < 200; round += 1) {
    const text = texts[random.below(texts.length)] as string;
    expect(match(text, 1)[0]?.similarity, text).toBeCloseTo(1, 2);
  }
});
