import type { Block, Chart, Citation, Reply, Statement, Table } from '../../dialogs/reply.ts';

/**
 * The whole reply as plain text, for reading aloud, for terminals and for channels without cards: blocks in their
 * order, a table row by row, then the sources as a numbered list and what may be said next. Lines are not wrapped.
 */
export function plainText(reply: Reply): string {
  return [...reply.blocks.map(plainBlock), plainSources(reply.citations), plainChoices(reply)]
    .filter(Boolean)
    .join('\n\n')
    .replace(COMMANDS, '');
}

/** What moves a terminal's cursor or turns the direction of the text: no words, whoever wrote them. */
const COMMANDS = /(?!\n)\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu;

/** A table for the ear: the caption, then one line a row, `Cost – Billing: $900. [1]; Coding: $1,200. [2]`. */
export function plainTable(table: Table): string {
  const lines = table.rows.map((row) => {
    const cells = table.columns.map((column, i) => `${column.name}: ${plainStatements(row.cells[i] ?? [])}`);
    return `${row.name} – ${cells.join('; ')}`;
  });
  return [table.caption, ...lines].join('\n');
}

/** A chart in words, for those who do not see it: `Pay per year. Billing: $46,000; Coding: $50,250. Source: Research.com.` */
export function plainChart({ caption, bars, source }: Chart): string {
  const figures = bars.map(({ name, note, text }) => `${name}${note ? ` (${note})` : ''}: ${text}`);
  return `${caption}. ${figures.join('; ')}.${source ? ` Source: ${source}.` : ''}`;
}

/** Who published an article and when, as far as that is known: `Research.com, 2026`. */
export function imprint(citation: Citation): string {
  return [citation.publisher, citation.date].filter(Boolean).join(', ');
}

function plainBlock(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return plainStatements(block.statements);
    case 'points':
      return block.statements.map((statement) => `- ${plainStatement(statement)}`).join('\n');
    case 'note':
      return `Note: ${plainStatements(block.statements)}`;
    case 'table':
      return plainTable(block);
    case 'chart':
      return '';
    default:
      return block satisfies never;
  }
}

function plainStatements(statements: readonly Statement[]): string {
  return statements.map(plainStatement).join(' ');
}

/** A statement on one line: its label, its text, a marker `[1]` for each citation. */
export function plainStatement({ label, text, citations }: Statement): string {
  const markers = citations.map((position) => `[${position}]`);
  return [label && `${label}:`, text.replace(/\s+/g, ' ').trim(), ...markers].filter(Boolean).join(' ');
}

function plainSources(citations: readonly Citation[]): string {
  if (citations.length === 0) return '';
  return ['Sources:', ...citations.map((citation) => `${citation.position}. ${plainSource(citation)}`)].join('\n');
}

function plainSource(citation: Citation): string {
  const source = `${citation.title} – ${[citation.author, imprint(citation)].filter(Boolean).join(', ')}`;
  return citation.url ? `${source}. ${citation.url}` : source;
}

function plainChoices({ choices }: Reply): string {
  return choices.length === 0 ? '' : `You can say: ${choices.map(({ label }) => label).join(' · ')}`;
}
