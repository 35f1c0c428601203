import { expect, test } from 'vitest';
import type { Block, Citation } from '../../../dialogs/reply.ts';
import { joinSources } from '../../../src/channels/website/join-sources.ts';
import { comparison } from '../sample-reply.ts';

const citation = (position: number, article: string): Citation => ({
  ...{ position, article, title: `On ${article}`, publisher: 'A College' },
});
const says = (...citations: number[]): Block => ({ kind: 'paragraph', statements: [{ text: 'So.', citations }] });

test('an article has one number over all sections, in the order of first use', () => {
  const joined = joinSources([
    { blocks: [says(1), says(2)], citations: [citation(1, 'a'), citation(2, 'b')] },
    { blocks: [says(2), says(1, 2)], citations: [citation(1, 'c'), citation(2, 'b')] },
    { blocks: [says(1)], citations: [citation(1, 'b')] },
  ]);
  expect(joined.citations.map(({ position, article }) => [position, article])).toEqual([
    [1, 'a'],
    [2, 'b'],
    [3, 'c'],
  ]);
  expect(joined.sections).toEqual([[says(1), says(2)], [says(2), says(3, 2)], [says(2)]]);
});

test('every kind of block is renumbered, and nothing else of it changes', () => {
  const others = { blocks: [says(1)], citations: [citation(1, 'elsewhere')] };
  const { sections } = joinSources([others, comparison]);
  const later = JSON.parse(
    JSON.stringify(comparison.blocks).replace(/"citations":\[([\d,]*)\]/g, (_, list: string) => {
      const positions = list
        .split(',')
        .filter(Boolean)
        .map((position) => Number(position) + 1);
      return `"citations":[${positions.join(',')}]`;
    }),
  );
  expect(new Set(comparison.blocks.map(({ kind }) => kind)).size).toBe(5);
  expect(sections[1]).toEqual(later);
});
