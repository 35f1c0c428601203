import type { DataTableBlock, KnownBlock, RawTextElement, TableBlock } from '@slack/types';
import type { Statement, Table } from '../../../dialogs/reply.ts';
import { plainStatement } from '../plain-text.ts';
import { mrkdwn, section } from './blocks.ts';
import { fitBlocks, limits } from './limits.ts';
import { escapeLines, escapeMrkdwn } from './mrkdwn.ts';

/** A comparison as Slack's own table: programs across, topics down; the topic names its row for screen readers. */
export function dataTable({ caption, columns, rows }: Table): DataTableBlock {
  const header = ['Topic', ...columns.map(({ name }) => name)];
  const body = rows.map((row) => [row.name, ...columns.map((_, i) => cellText(row.cells[i] ?? []))]);
  return {
    type: 'data_table',
    caption,
    row_header_column_index: 0,
    page_size: Math.min(Math.max(body.length, 1), limits.pageSize),
    rows: [header, ...body].map((row) => row.map(rawText)),
  };
}

/**
 * The same blocks in the next simpler form, for workspaces and clients that refuse them: a `data_table` as a `table`, a
 * `table` as sections with fields, anything else as none at all, since the message's text says the same. Nothing where
 * there are none to simplify.
 */
export function simpler(blocks: readonly KnownBlock[]): KnownBlock[] | undefined {
  if (blocks.some(isDataTable))
    return fitBlocks(blocks.flatMap((block) => (isDataTable(block) ? asTable(block) : block)));
  if (blocks.some(isTable)) return fitBlocks(blocks.flatMap((block) => (isTable(block) ? asFields(block) : block)));
  return blocks.length > 0 ? [] : undefined;
}

const isDataTable = (block: KnownBlock): block is DataTableBlock => block.type === 'data_table';
const isTable = (block: KnownBlock): block is TableBlock => block.type === 'table';
const rawText = (text: string): RawTextElement => ({ type: 'raw_text', text });

/** A `table` has no caption of its own. */
function asTable({ caption, rows }: DataTableBlock): KnownBlock[] {
  const wrapped = (rows[0] ?? []).map(() => ({ is_wrapped: true }));
  return [section(`*${escapeMrkdwn(caption)}*`), { type: 'table', rows, column_settings: wrapped }];
}

function asFields({ rows: [header = [], ...rows] }: TableBlock): KnownBlock[] {
  return rows.map(([name, ...cells]) => ({
    type: 'section',
    text: mrkdwn(`*${escapeMrkdwn(textOf(name))}*`),
    fields: cells.map((cell, i) => mrkdwn(`*${escapeMrkdwn(textOf(header[i + 1]))}*\n${escapeLines(textOf(cell))}`)),
  }));
}

const textOf = (cell: TableBlock['rows'][number][number] | undefined) => (cell?.type === 'raw_text' ? cell.text : '');

/** One line a statement. */
function cellText(statements: readonly Statement[]): string {
  return statements.map(plainStatement).join('\n');
}
