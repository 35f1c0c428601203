import type { KnownBlock } from '@slack/types';
import { describe, expect, test } from 'vitest';
import type { Reply } from '../../../dialogs/reply.ts';
import { drawForSlack } from '../../../src/channels/slack/draw.ts';
import { fitBlocks, fitText } from '../../../src/channels/slack/limits.ts';
import { simpler } from '../../../src/channels/slack/table.ts';
import { comparison, fallback } from '../sample-reply.ts';
import { areTooLong, problemsIn } from './block-kit.ts';

const origin = 'https://chat.school.example';

function draw(reply: Reply, options = {}) {
  const [message, ...more] = drawForSlack(reply, options);
  expect(more).toEqual([]);
  const { text, blocks, answer } = message?.channelData ?? {};
  return { text: text as string, blocks: blocks as KnownBlock[], answer, message };
}

const typesOf = (blocks: readonly KnownBlock[] | undefined) => blocks?.map(({ type }) => type);

describe('a comparison', () => {
  const { text, blocks, answer, message } = draw(comparison, { origin });

  test('is text, a table, quiet notes, sources, choices and thumbs, in that order', () => {
    expect(typesOf(blocks)).toEqual([
      'section',
      'data_table',
      'context',
      'section',
      'context',
      'actions',
      'context_actions',
    ]);
    expect(problemsIn(blocks)).toEqual([]);
  });

  test('says everything in plain text too, for notifications and screen readers', () => {
    expect(text).toBe(message?.text);
    expect(text).toContain('Salary – Medical billing: $46,000 a year [1]; Medical coding: $50,250 a year');
    expect(text).toContain('Two Careers');
    expect(message?.speak).toContain('You can say: What do they cost?');
  });

  test('names its rows and says what is not stated', () => {
    expect(blocks[1]).toMatchObject({
      type: 'data_table',
      caption: 'Billing and coding: salary, remote work',
      row_header_column_index: 0,
      page_size: 2,
    });
    expect(cellsOf(blocks[1])).toEqual([
      ['Topic', 'Medical billing', 'Medical coding'],
      ['Salary', '$46,000 a year [1]', '$50,250 a year [1] [2]\nCertified: $62,689 a year [2]'],
      ['Remote work', 'common [2]', 'not stated in the articles'],
    ]);
  });

  test('links its sources to the pages about them', () => {
    expect(blocks[4]).toMatchObject({
      elements: [
        {
          text: [
            '*Sources*',
            '[1] <https://chat.school.example/sources/002_68e897907d238596|Billing vs. "Coding"> – Research.com, 2025',
            '[2] <https://chat.school.example/sources/007_sample|Two Careers> – A College',
          ].join('\n'),
        },
      ],
    });
  });

  test('links to the article itself where students cannot reach the service', () => {
    const { blocks } = draw(comparison);
    expect(JSON.stringify(blocks[4])).toContain('[1] Billing vs.');
    expect(JSON.stringify(blocks[4])).toContain('<https://college.example/two|Two Careers>');
  });

  test('offers its choices by their ids', () => {
    expect(blocks[5]).toMatchObject({
      elements: [
        { type: 'button', text: { text: 'What do they cost?' }, value: '{"choice":"ask:cost"}' },
        { type: 'button', text: { text: 'How long do they take?' }, value: '{"choice":"ask:duration"}' },
      ],
    });
  });

  test('carries in its thumbs what is kept of a vote', () => {
    const { elements } = blocks[6] as unknown as { elements: [{ positive_button: { value: string } }] };
    expect(JSON.parse(elements[0].positive_button.value)).toEqual({
      vote: 'up',
      kind: 'comparison',
      programs: ['billing', 'coding'],
      topics: ['salary', 'remote'],
      confidence: 0.93,
      articles: ['002_68e897907d238596', '007_sample'],
    });
    expect(answer).toMatchObject({ kind: 'comparison', programs: ['billing', 'coding'] });
  });
});

test('a reply without sources and choices is its text, and thumbs where it can be rated', () => {
  expect(typesOf(draw(fallback).blocks)).toEqual(['section', 'context_actions']);
  expect(typesOf(draw({ ...fallback, kind: 'smalltalk' }).blocks)).toEqual(['section']);
});

test('what is refused becomes a table, then sections with fields, then text alone', () => {
  const table = simpler(draw(comparison).blocks) ?? [];
  expect(typesOf(table)?.slice(1, 3)).toEqual(['section', 'table']);
  expect(problemsIn(table)).toEqual([]);
  expect(JSON.stringify(table[1])).toContain('*Billing and coding: salary, remote work*');
  const fields = simpler(table) ?? [];
  expect(fields[2]).toMatchObject({
    text: { text: '*Salary*' },
    fields: [
      { text: '*Medical billing*\n$46,000 a year [1]' },
      { text: '*Medical coding*\n$50,250 a year [1] [2]\nCertified: $62,689 a year [2]' },
    ],
  });
  expect(typesOf(fields)).not.toContain('table');
  expect(problemsIn(fields)).toEqual([]);
  expect(simpler(fields)).toEqual([]);
  expect(simpler([])).toBeUndefined();
});

describe('limits', () => {
  const words = (count: number) => Array.from({ length: count }, (_, i) => `word${i}`).join(' ');
  const replyOf = (blocks: Reply['blocks']): Reply => ({ ...fallback, blocks });
  const paragraph = (text: string) => ({ kind: 'paragraph' as const, statements: [{ text, citations: [] }] });

  test('a long text goes on in the next section, whole', () => {
    const { blocks } = draw(replyOf([paragraph(words(900))]));
    expect(problemsIn(blocks)).toEqual([]);
    const said = blocks.flatMap((block) => (block.type === 'section' ? (block.text?.text ?? '') : [])).join(' ');
    expect(said).toBe(words(900));
  });

  test('too much for a message is cut, and it says so', () => {
    const { blocks, text } = draw(replyOf(Array.from({ length: 80 }, () => paragraph(words(100)))));
    expect(problemsIn(blocks)).toEqual([]);
    expect(areTooLong(blocks)).toBe(false);
    expect(JSON.stringify(blocks.at(-1))).toContain('does not fit into one message');
    expect(text.length).toBeLessThanOrEqual(4000);
    expect(text).toContain('does not fit into one message');
    expect(fitText('short')).toBe('short');
  });

  test('many short blocks are cut at fifty', () => {
    const { blocks } = draw(replyOf(Array.from({ length: 60 }, () => paragraph('x'))));
    expect(blocks).toHaveLength(50);
    expect(problemsIn(blocks)).toEqual([]);
  });

  test('a table is as long and as wide as Slack takes it, and no cell is empty', () => {
    const columns = Array.from({ length: 25 }, (_, i) => ({ program: `p${i}`, name: `P${i}` }));
    const cells = columns.map(() => [{ text: '', citations: [] }]);
    const rows = Array.from({ length: 150 }, (_, i) => ({ topic: `t${i}`, name: `T${i}`, cells }));
    const [table] = draw(replyOf([{ kind: 'table', caption: 'All', columns, rows }])).blocks;
    const fitted = cellsOf(table);
    expect(fitted.length).toBeLessThanOrEqual(101);
    expect(fitted[0]).toHaveLength(20);
    expect(fitted[1]?.[1]).toBe('–');
  });

  test('cells of a whole book are left out from the end', () => {
    const rows = Array.from({ length: 50 }, (_, i) => [`T${i}`, 'x'.repeat(400)].map(raw));
    const blocks = fitBlocks([{ type: 'data_table', caption: 'All', rows: [['a', 'b'].map(raw), ...rows] }]);
    expect(problemsIn(blocks)).toEqual([]);
  });

  test('a label that is too long for a button is cut; what it means is not', () => {
    const { blocks } = draw({ ...fallback, choices: [{ id: 'ask/x', label: words(40) }] });
    expect(problemsIn(blocks)).toEqual([]);
    expect(JSON.stringify(blocks)).toContain('…');
    expect(JSON.stringify(blocks)).toContain('ask/x');
  });
});

const raw = (text: string) => ({ type: 'raw_text' as const, text });

function cellsOf(block: KnownBlock | undefined): string[][] {
  const { rows } = block as unknown as { rows: { text: string }[][] };
  return rows.map((row) => row.map(({ text }) => text));
}
