import type { DataTableBlock, KnownBlock, SectionBlock, TableBlock } from '@slack/types';
import { context } from './blocks.ts';
import { cutMrkdwn } from './mrkdwn.ts';

/**
 * What Slack takes in one message, as its reference said in August 2026 (docs.slack.dev/reference/block-kit). It
 * publishes no limit for all blocks together; messages of some 13,200 characters of JSON have been refused with
 * `msg_blocks_too_long`.
 */
export const limits = {
  blocks: 50,
  /** Characters of all blocks together, as JSON. */
  message: 13_000,
  /** Top-level text; longer ones are advised against, and cut by Slack at 40,000. */
  text: 4000,
  section: 3000,
  fields: 10,
  field: 2000,
  contextElements: 10,
  contextText: 3000,
  actions: 25,
  buttonText: 75,
  buttonValue: 2000,
  /** Of a button and of a block. */
  id: 255,
  columns: 20,
  /** Of a `table`, and of a `data_table` with its header. */
  rows: { table: 100, data_table: 101 },
  /** Characters of all cells of a message; counted here as JSON, so that a table leaves room for the rest. */
  cells: 10_000,
  tables: 1,
  pageSize: 100,
  /** Suggested prompts. */
  prompts: 4,
} as const;

const cutShort = 'The rest does not fit into one message on Slack.';

/** Blocks that Slack takes: what is too long is split where it can be, and else cut, which the last block says. */
export function fitBlocks(blocks: readonly KnownBlock[]): KnownBlock[] {
  const fitted = blocks.flatMap(fitBlock);
  if (fits(fitted)) return fitted;
  const note = context(cutShort);
  while (fitted.length > 0 && !fits([...fitted, note])) fitted.pop();
  return [...fitted, note];
}

/** Top-level text that Slack shows in full. */
export function fitText(text: string): string {
  if (text.length <= limits.text) return text;
  const [start = ''] = cutMrkdwn(text, limits.text - cutShort.length - 2);
  return `${start}\n\n${cutShort}`;
}

function fits(blocks: readonly KnownBlock[]): boolean {
  return blocks.length <= limits.blocks && JSON.stringify(blocks).length <= limits.message;
}

function fitBlock(block: KnownBlock): KnownBlock[] {
  switch (block.type) {
    case 'section':
      return fitSection(block);
    case 'context':
      return [{ ...block, elements: block.elements.slice(0, limits.contextElements).map(fitElement) }];
    case 'actions':
      return [{ ...block, elements: block.elements.slice(0, limits.actions).map(fitButton) }];
    case 'data_table':
      return fitTable(block, limits.rows.data_table);
    case 'table':
      return fitTable(block, limits.rows.table);
    default:
      return [block];
  }
}

/** Several sections where one cannot hold it; the first fields stay with the text. */
function fitSection({ text, fields = [], ...block }: SectionBlock): KnownBlock[] {
  const texts = text ? cutMrkdwn(text.text, limits.section).map((part) => ({ text: { ...text, text: part } })) : [];
  const clipped = fields.map((field) => ({ ...field, text: clip(field.text, limits.field) }));
  const groups = Array.from({ length: Math.ceil(clipped.length / limits.fields) }, (_, i) => ({
    fields: clipped.slice(i * limits.fields, (i + 1) * limits.fields),
  }));
  const joint = { ...texts.at(-1), ...groups[0] };
  return [...texts.slice(0, -1), joint, ...groups.slice(1)].map((part) => ({ ...block, ...part }));
}

function fitElement<T extends { type: string }>(element: T): T {
  return 'text' in element && typeof element.text === 'string'
    ? { ...element, text: clip(element.text, limits.contextText) }
    : element;
}

function fitButton<T extends { type: string }>(element: T): T {
  if (!('text' in element) || typeof element.text !== 'object' || element.text === null) return element;
  const { text = '' } = element.text as { text?: string };
  return { ...element, text: { ...element.text, text: clip(text, limits.buttonText) } };
}

function fitTable<T extends DataTableBlock | TableBlock>(block: T, rows: number): KnownBlock[] {
  const fitted = fitRows(block.rows, rows);
  return [{ ...block, rows: fitted }, ...(fitted.length < block.rows.length ? [context(cutShort)] : [])];
}

/** As many rows as the limits allow, from the top; a cell is never empty. */
function fitRows<T extends { type: string }>(rows: T[][], atMost: number): T[][] {
  let room: number = limits.cells;
  const fitted = rows.slice(0, atMost).map((row) => row.slice(0, limits.columns).map(filled));
  const end = fitted.findIndex((row) => {
    room -= JSON.stringify(row).length;
    return room < 0;
  });
  return end < 0 ? fitted : fitted.slice(0, Math.max(end, 2));
}

const textOf = (cell: object) => ('text' in cell && typeof cell.text === 'string' ? cell.text : '');
const filled = <T extends { type: string }>(cell: T): T =>
  cell.type === 'raw_text' && textOf(cell).trim() === '' ? { ...cell, text: '–' } : cell;

function clip(text: string, atMost: number): string {
  return text.length <= atMost ? text : `${(cutMrkdwn(text, atMost - 1)[0] ?? '').trimEnd()}…`;
}
