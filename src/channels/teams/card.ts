import type { Attachment } from 'botbuilder';
import type { Block, Choice, Citation, Reply, Statement, Table } from '../../../dialogs/reply.ts';
import { heading, tableElement, textBlock } from '../card-elements.ts';
import { escapeMarkdown, markdownStatement, referenceMarker } from '../markdown.ts';
import { imprint, plainTable, plainText } from '../plain-text.ts';
import { LIMITS } from './limits.ts';

export interface CardOptions {
  /** The absolute address of the page about an article, given its id. */
  sourceUrl(article: string): string;
}

export type Element = Readonly<Record<string, unknown>>;

/** A reply's tables as one card over the full width, with the sources of what they say and a button for each choice. */
export function tablesCard(tables: readonly Table[], reply: Reply, choices: readonly Choice[], options: CardOptions) {
  const spoken = tables.map(plainTable).join('\n\n');
  const cited = new Set(tables.flatMap(statementsIn).flatMap(({ citations }) => citations));
  const citations = reply.citations.filter(({ position }) => cited.has(position));
  return card(spoken, [...tables.flatMap(drawTable), ...sources(citations, options), ...buttons(choices)]);
}

/** A whole reply as one card, for where there is no message beside it. */
export function replyCard(reply: Reply, options: CardOptions, actions: readonly Element[] = []): Attachment {
  const body = [...reply.blocks.flatMap(drawBlock), ...sources(reply.citations, options)];
  return card(plainText({ ...reply, choices: [] }), [...body, ...actionSets(actions)]);
}

/** Buttons alone, for choices that stand in no card. */
export function choicesCard(choices: readonly Choice[]): Attachment {
  return card(choices.map(({ label }) => label).join(' · '), buttons(choices));
}

function card(spoken: string, body: readonly Element[]): Attachment {
  return {
    contentType: 'application/vnd.microsoft.card.adaptive',
    content: {
      $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
      type: 'AdaptiveCard',
      version: LIMITS.cardVersion,
      fallbackText: spoken,
      speak: spoken,
      msteams: { width: 'Full' },
      body,
    },
  };
}

function drawBlock(block: Block): Element[] {
  switch (block.kind) {
    case 'paragraph':
      return [textBlock(joined(block.statements))];
    case 'points':
      return [textBlock(block.statements.map((statement) => `- ${drawn(statement)}`).join('\n'))];
    case 'note':
      return [{ ...textBlock(joined(block.statements)), isSubtle: true }];
    case 'table':
      return drawTable(block);
    case 'chart':
      return [];
    default:
      return block satisfies never;
  }
}

/** A wide table becomes several, each with its share of the programs. */
function drawTable(table: Table): Element[] {
  return [heading(table.caption), ...split(table).map((part) => ({ ...tableOf(part), fallback: factSets(part) }))];
}

/** Teams gives all columns the same width, whatever is asked for. */
const tableOf = (table: Table) => ({
  ...tableElement(table, { marker: referenceMarker, topicWidth: 1, programWidth: 1 }),
  gridStyle: 'accent',
});

function split(table: Table): Table[] {
  const parts = Math.max(1, Math.ceil(table.columns.length / LIMITS.programsAcross));
  const width = Math.ceil(table.columns.length / parts);
  return Array.from({ length: parts }, (_, i) => {
    const [from, to] = [i * width, (i + 1) * width];
    const rows = table.rows.map((row) => ({ ...row, cells: row.cells.slice(from, to) }));
    return { ...table, columns: table.columns.slice(from, to), rows };
  });
}

/** The same program by program, for clients that know no tables. */
function factSets({ columns, rows }: Table): Element {
  const programs = columns.flatMap(({ name }, i) => [
    { ...textBlock(escapeMarkdown(name)), weight: 'Bolder' },
    { type: 'FactSet', facts: rows.map((row) => ({ title: row.name, value: joined(row.cells[i] ?? []) })) },
  ]);
  return { type: 'Container', items: programs };
}

function sources(citations: readonly Citation[], { sourceUrl }: CardOptions): Element[] {
  if (citations.length === 0) return [];
  const lines = citations.map(
    (citation) =>
      `${referenceMarker(citation.position)} [${escapeMarkdown(citation.short ?? citation.title)}](${sourceUrl(citation.article)}), ${escapeMarkdown(imprint(citation))}`,
  );
  return lines.map((line) => ({ ...textBlock(line), size: 'Small', isSubtle: true, spacing: 'Small' }));
}

const buttons = (choices: readonly Choice[]) => actionSets(choices.map(button));

function actionSets(actions: readonly Element[]): Element[] {
  const sets = Math.ceil(actions.length / LIMITS.actionsInRow);
  return Array.from({ length: sets }, (_, i) => ({
    type: 'ActionSet',
    actions: actions.slice(i * LIMITS.actionsInRow, (i + 1) * LIMITS.actionsInRow),
  }));
}

/** A tap shows the label as what the user said and sends the id along. Clients other than Teams send `data` as it is. */
function button({ id, label }: Choice): Element {
  const value = { choice: id };
  const msteams = { type: 'messageBack', text: label, displayText: label, value };
  return { type: 'Action.Submit', title: label, data: { ...value, msteams } };
}

const drawn = (statement: Statement) => markdownStatement(statement, referenceMarker);

const joined = (statements: readonly Statement[]) => statements.map(drawn).join(' ');

const statementsIn = ({ rows }: Table) => rows.flatMap(({ cells }) => cells.flat());
