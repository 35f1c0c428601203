/**
 * What Slack's reference says of the blocks of a message, written down a second time so that the service's own table of
 * limits is not checked against itself.
 */

type Json = Record<string, unknown>;

/** Why Slack would not take the blocks, as pointers and reasons; empty where it takes them. */
export function problemsIn(blocks: unknown): string[] {
  if (!Array.isArray(blocks)) return ['/blocks must be a list'];
  const tables = blocks.filter(({ type }) => type === 'table').length;
  const cells = blocks.flatMap(({ type, rows }) => (/table$/.test(type) ? rows.flat() : []));
  const characters = cells.reduce((sum: number, { text }: { text: string }) => sum + (text ?? '').length, 0);
  return [
    ...(blocks.length > 50 ? ['/blocks: no more than 50 items allowed'] : []),
    ...(tables > 1 ? ['/blocks: only one table allowed'] : []),
    ...(characters > 10_000 ? ['/blocks: cells of more than 10,000 characters'] : []),
    ...repeated(blocks.flatMap(({ elements }) => (elements ?? []).map((e: Json) => e.action_id ?? ''))),
    ...blocks.flatMap((block, i) => blockProblems(block).map((problem) => `/blocks/${i}${problem}`)),
  ];
}

/** Whether the blocks together are more than Slack has been seen to take. */
export const areTooLong = (blocks: unknown) => JSON.stringify(blocks).length > 13_200;

function blockProblems(block: Json): string[] {
  const problems = length(block.block_id ?? 'x', 1, 255, '/block_id');
  switch (block.type) {
    case 'section':
      return [...problems, ...sectionProblems(block)];
    case 'context':
      return [...problems, ...list(block.elements, 1, 10, '/elements', (e, at) => textProblems(e, 3000, at))];
    case 'actions':
      return [...problems, ...list(block.elements, 1, 25, '/elements', buttonProblems)];
    case 'context_actions':
      return [...problems, ...list(block.elements, 1, 5, '/elements', feedbackProblems)];
    case 'table':
      return [
        ...problems,
        ...rowProblems(block, 1, 100),
        ...list(block.column_settings ?? [{}], 1, 20, '/column_settings'),
      ];
    case 'data_table':
      return [...problems, ...dataTableProblems(block)];
    default:
      return [`/type: unsupported type: ${block.type}`];
  }
}

function sectionProblems({ text, fields }: Json): string[] {
  if (!text && !fields) return ['/section: text or fields are needed'];
  return [
    ...(text ? textProblems(text as Json, 3000, '/text') : []),
    ...(fields ? list(fields, 1, 10, '/fields', (field, at) => textProblems(field, 2000, at)) : []),
  ];
}

function dataTableProblems(block: Json): string[] {
  const { caption, page_size = 5, row_header_column_index = 0, rows } = block;
  const [header = []] = rows as Json[][];
  return [
    ...rowProblems(block, 2, 101),
    ...length(caption, 1, Number.POSITIVE_INFINITY, '/caption'),
    ...(isWhole(page_size, 1, 100) ? [] : ['/page_size: 1 to 100']),
    ...(isWhole(row_header_column_index, 0, header.length - 1) ? [] : ['/row_header_column_index: no such column']),
    ...(header.some(({ type }) => type === 'rich_text') ? ['/rows/0: no rich_text in a header'] : []),
  ];
}

function rowProblems({ rows }: Json, from: number, to: number): string[] {
  const width = (rows as Json[][])[0]?.length;
  return list(rows, from, to, '/rows', (row, at) => [
    ...list(row, 1, 20, at, (cell, place) =>
      cell.type === 'raw_text'
        ? length(cell.text, 1, Number.POSITIVE_INFINITY, `${place}/text`)
        : [`${place}: no cell`],
    ),
    ...((row as unknown as Json[]).length === width ? [] : [`${at}: rows of different lengths`]),
  ]);
}

function buttonProblems(button: Json, at: string): string[] {
  return [
    ...(button.type === 'button' ? [] : [`${at}/type: ${button.type}`]),
    ...textProblems(button.text as Json, 75, `${at}/text`, 'plain_text'),
    ...length(button.value ?? 'x', 1, 2000, `${at}/value`),
    ...length(button.action_id, 1, 255, `${at}/action_id`),
  ];
}

function feedbackProblems(element: Json, at: string): string[] {
  const buttons = [element.positive_button, element.negative_button] as Json[];
  return [
    ...(element.type === 'feedback_buttons' ? [] : [`${at}/type: ${element.type}`]),
    ...length(element.action_id, 1, 255, `${at}/action_id`),
    ...buttons.flatMap((button, i) => [
      ...textProblems(button.text as Json, 75, `${at}/${i}/text`, 'plain_text'),
      ...length(button.value, 1, 2000, `${at}/${i}/value`),
      ...length(button.accessibility_label ?? 'x', 1, 75, `${at}/${i}/accessibility_label`),
    ]),
  ];
}

function textProblems(element: Json, most: number, at: string, type?: string): string[] {
  const types = type ? [type] : ['mrkdwn', 'plain_text'];
  if (!types.includes(String(element?.type))) return [`${at}/type: ${element?.type}`];
  const bare = String(element.text).replace(/<(?:https?:\/\/[^<>|]+\|[^<>|]+|@U\w+)>/g, '');
  const unescaped = element.type === 'mrkdwn' && /[<>]|&(?!amp;|lt;|gt;)/.test(bare);
  return [...length(element.text, 1, most, `${at}/text`), ...(unescaped ? [`${at}/text: not escaped`] : [])];
}

function list(
  value: unknown,
  from: number,
  to: number,
  at: string,
  each: (item: Json, at: string) => string[] = () => [],
) {
  if (!Array.isArray(value)) return [`${at}: must be a list`];
  const size = value.length < from || value.length > to ? [`${at}: ${value.length} items, not ${from} to ${to}`] : [];
  return [...size, ...value.flatMap((item, i) => each(item, `${at}/${i}`))];
}

function length(value: unknown, from: number, to: number, at: string): string[] {
  if (typeof value !== 'string') return [`${at}: must be a string`];
  return value.length < from || value.length > to ? [`${at}: ${value.length} characters, not ${from} to ${to}`] : [];
}

const isWhole = (value: unknown, from: number, to: number) =>
  Number.isInteger(value) && Number(value) >= from && Number(value) <= to;

const repeated = (ids: readonly string[]) =>
  ids.filter((id, i) => id !== '' && ids.indexOf(id) !== i).map((id) => `/blocks: action_id ${id} twice`);
