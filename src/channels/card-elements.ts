import type { Chart, Statement, Table } from '../../dialogs/reply.ts';
import { escapeMarkdown, type Marker, markdownStatement } from './markdown.ts';
import { plainChart } from './plain-text.ts';

/** A heading, for the eye and for screen readers. */
export const heading = (text: string) => ({
  ...textBlock(escapeMarkdown(text)),
  weight: 'Bolder',
  size: 'Medium',
  style: 'heading',
});

export interface TableLook {
  readonly marker: Marker;
  /** Shares of the width: of the column of topics and of each program's. */
  readonly topicWidth: number;
  readonly programWidth: number;
}

/** A table with programs across and topics down. */
export function tableElement({ columns, rows }: Table, { marker, topicWidth, programWidth }: TableLook) {
  return {
    type: 'Table',
    firstRowAsHeader: true,
    showGridLines: true,
    columns: [{ width: topicWidth }, ...columns.map(() => ({ width: programWidth }))],
    rows: [
      tableRow([[textBlock('Topic')], ...columns.map(({ name }) => [textBlock(escapeMarkdown(name))])]),
      ...rows.map((row) =>
        tableRow([
          [{ ...textBlock(escapeMarkdown(row.name)), weight: 'Bolder' }],
          ...row.cells.map((statements) => statements.map((statement) => cellText(statement, marker))),
        ]),
      ),
    ],
  };
}

/** A chart as an image as wide as its card, which says the same in words to those who do not see it. */
export const chartElement = (chart: Chart, url: string) => ({
  type: 'Image',
  url,
  altText: plainChart(chart),
  size: 'Stretch',
});

/** A quiet link below the rest. */
export const linkElement = (text: string, url: string) => ({
  ...textBlock(`[${escapeMarkdown(text)}](${url})`),
  size: 'Small',
  horizontalAlignment: 'Right',
});

function cellText(statement: Statement, marker: Marker) {
  const text = textBlock(markdownStatement(statement, marker));
  return statement.citations.length > 0 ? text : { ...text, isSubtle: true };
}

function tableRow(cells: readonly (readonly object[])[]) {
  return { type: 'TableRow', cells: cells.map((items) => ({ type: 'TableCell', items })) };
}

/** Markdown that wraps. */
export function textBlock(text: string) {
  return { type: 'TextBlock', text, wrap: true };
}
