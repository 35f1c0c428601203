import type { Attachment } from 'botbuilder';
import type { Statement, Table } from '../../../dialogs/reply.ts';
import { plainTable } from '../plain-text.ts';
import { escapeMarkdown, type Marker, markdownStatement } from './markdown.ts';

/**
 * A table as an Adaptive Card 1.5: programs across, topics down. `fallbackText` and `speak` hold the same in plain
 * text, for clients that cannot draw tables and for screen readers.
 */
export function tableCard(table: Table, marker: Marker): Attachment {
  const spoken = plainTable(table);
  return {
    contentType: 'application/vnd.microsoft.card.adaptive',
    content: {
      $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
      type: 'AdaptiveCard',
      version: '1.5',
      fallbackText: spoken,
      speak: spoken,
      body: [
        { ...textBlock(escapeMarkdown(table.caption)), weight: 'Bolder', size: 'Medium', style: 'heading' },
        drawTable(table, marker),
      ],
    },
  };
}

function drawTable({ columns, rows }: Table, marker: Marker) {
  return {
    type: 'Table',
    firstRowAsHeader: true,
    showGridLines: true,
    columns: [{ width: 2 }, ...columns.map(() => ({ width: 3 }))],
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

function cellText(statement: Statement, marker: Marker) {
  const text = textBlock(markdownStatement(statement, marker));
  return statement.citations.length > 0 ? text : { ...text, isSubtle: true };
}

function tableRow(cells: readonly (readonly object[])[]) {
  return { type: 'TableRow', cells: cells.map((items) => ({ type: 'TableCell', items })) };
}

function textBlock(text: string) {
  return { type: 'TextBlock', text, wrap: true };
}
