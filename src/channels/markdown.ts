import type { Block, Statement } from '../../dialogs/reply.ts';

/** Draws what is cited: turns a citation's position into its marker. */
export type Marker = (position: number) => string;

/** A marker that the channel resolves by what it sends along, `[1]`. */
export const referenceMarker: Marker = (position) => `[${position}]`;

/** A block as Markdown. Empty for a table and a chart: those are a card, and text never repeats it. */
export function markdownBlock(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return markdownStatements(block.statements);
    case 'points':
      return block.statements.map((statement) => `- ${markdownStatement(statement, referenceMarker)}`).join('\n');
    case 'note':
      return `> ${markdownStatements(block.statements)}`;
    case 'table':
    case 'chart':
      return '';
    default:
      return block satisfies never;
  }
}

/** A statement on one line: the label in bold, the text escaped, then a marker for each citation. */
export function markdownStatement({ label, text, citations }: Statement, marker: Marker): string {
  // The space between markers matters: `[1][2]` would be one link, reading "1" and leading to 2.
  return [label && `**${escapeMarkdown(label)}:**`, escapeMarkdown(text), ...citations.map(marker)]
    .filter(Boolean)
    .join(' ');
}

/** Text on one line that Markdown shows as it stands, with no more backslashes than that takes. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\`*_[\]<]|~(?=~)|&(?=#?\w+;)/g, '\\$&')
    .replace(/^(?:[#>+-]|\d+(?=[.)]\s))/, (start) => (/^\d/.test(start) ? `${start}\\` : `\\${start}`));
}

function markdownStatements(statements: readonly Statement[]): string {
  return statements.map((statement) => markdownStatement(statement, referenceMarker)).join(' ');
}
