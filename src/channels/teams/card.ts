import type { Attachment } from 'botbuilder';
import type { Block, Choice, Citation, Reply, Statement, Table } from '../../../dialogs/reply.ts';
import { chartAddress } from '../../charts/address.ts';
import { chartElement, heading, tableElement, textBlock } from '../card-elements.ts';
import { escapeMarkdown, markdownStatement, referenceMarker } from '../markdown.ts';
import { imprint, plainTable, plainText } from '../plain-text.ts';
import { LIMITS } from './limits.ts';

export interface CardOptions {
  /** Where browsers reach the service: `https://chat.school.example`. */
  readonly origin: string;
}

export type Element = Readonly<Record<string, unknown>>;

/**
 * What of a reply is no text as one card over the full width: tables, charts, the sources of what they say, and its
 * actions.
 */
export function figuresCard(reply: Reply, actions: readonly Element[], options: CardOptions): Attachment {
  const tables = reply.blocks.filter((block): block is Table => block.kind === 'table');
  const figures = reply.blocks.filter(({ kind }) => kind === 'table' || kind === 'chart');
  const cited = new Set(tables.flatMap(statementsIn).flatMap(({ citations }) => citations));
  const sources = drawSources(
    reply.citations.filter(({ position }) => cited.has(position)),
    options,
  );
  const body = [...figures.flatMap((block) => drawBlock(block, options)), ...sources, ...actionSets(actions)];
  return card(tables.map(plainTable).join('\n\n'), body);
}

/** A whole reply as one card, for where there is no message beside it. */
export function replyCard(reply: Reply, actions: readonly Element[], options: CardOptions): Attachment {
  const blocks = reply.blocks.flatMap((block) => drawBlock(block, options));
  return card(plainText({ ...reply, choices: [] }), [
    ...blocks,
    ...drawSources(reply.citations, options),
    ...actionSets(actions),
  ]);
}

/** Buttons alone, for choices that stand beside no table. */
export const choicesCard = (choices: readonly Choice[]): Attachment =>
  card(choices.map(({ label }) => label).join(' · '), actionSets(choices.map(choiceAction)));

/** A tap shows the label as what the user said and sends the id along. Clients other than Teams send `data` as it is. */
export function choiceAction({ id, label }: Choice): Element {
  const value = { choice: id };
  const msteams = { type: 'messageBack', text: label, displayText: label, value };
  return { type: 'Action.Submit', title: label, data: { ...value, msteams } };
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

function drawBlock(block: Block, { origin }: CardOptions): Element[] {
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
      // Teams loads images over HTTPS alone, and shows a gap for any other.
      return origin.startsWith('https:') ? [chartElement(block, origin + chartAddress(block, 'png'))] : [];
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

/** `[1] Title, Publisher, 2026`, the title as a link. */
function drawSources(citations: readonly Citation[], { origin }: CardOptions): Element[] {
  return citations.map(({ position, article, title, short = title, ...rest }) => {
    const link = `[${escapeMarkdown(short)}](${origin}/sources/${encodeURIComponent(article)})`;
    const line = `${referenceMarker(position)} ${link}, ${escapeMarkdown(imprint({ position, article, title, ...rest }))}`;
    return { ...textBlock(line), size: 'Small', isSubtle: true, spacing: 'Small' };
  });
}

function actionSets(actions: readonly Element[]): Element[] {
  const sets = Math.ceil(actions.length / LIMITS.actionsInRow);
  return Array.from({ length: sets }, (_, i) => ({
    type: 'ActionSet',
    actions: actions.slice(i * LIMITS.actionsInRow, (i + 1) * LIMITS.actionsInRow),
  }));
}

const drawn = (statement: Statement) => markdownStatement(statement, referenceMarker);

const joined = (statements: readonly Statement[]) => statements.map(drawn).join(' ');

const statementsIn = ({ rows }: Table) => rows.flatMap(({ cells }) => cells.flat());
