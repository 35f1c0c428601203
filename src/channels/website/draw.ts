import type { Activity, CardAction, Entity } from 'botbuilder';
import type { Choice, Citation, Reply, Table } from '../../../dialogs/reply.ts';
import { answerOf, isRated } from '../answer.ts';
import { escapeMarkdown, markdownBlock } from '../markdown.ts';
import { imprint, plainText } from '../plain-text.ts';
import { tableCard } from './table-card.ts';
import { thumbs } from './thumbs.ts';

export interface DrawOptions {
  /** The absolute address of the page about an article, given its id. */
  sourceUrl(article: string): string;
}

/**
 * Draws a reply as one message for Web Chat: Markdown with reference links, a card for each table, the citations as
 * schema.org claims, thumbs to rate it, choices as suggested actions, and the whole as plain text in `speak`.
 */
export function drawForWebChat(reply: Reply, { sourceUrl }: DrawOptions): Partial<Activity>[] {
  const tables = reply.blocks.filter((block): block is Table => block.kind === 'table');
  const links = new Map(reply.citations.map(({ position, article }) => [position, sourceUrl(article)]));
  // A card knows no link definitions, so its markers carry the address themselves.
  const linkMarker = (position: number) => `[[${position}]](${links.get(position) ?? ''})`;
  const text = [...reply.blocks.map(markdownBlock), linkDefinitions(reply.citations, sourceUrl)];
  return [
    {
      type: 'message',
      textFormat: 'markdown',
      text: text.filter(Boolean).join('\n\n'),
      speak: plainText(reply),
      ...(tables.length > 0 && { attachments: tables.map((table) => tableCard(table, linkMarker)) }),
      ...((reply.citations.length > 0 || isRated(reply.kind)) && { entities: [thing(reply, sourceUrl)] }),
      ...(reply.choices.length > 0 && { suggestedActions: { to: [], actions: reply.choices.map(choiceAction) } }),
      channelData: { answer: answerOf(reply) },
    },
  ];
}

/** What Web Chat knows of the message: its citations and what may be done with it. */
function thing({ kind, citations }: Reply, sourceUrl: DrawOptions['sourceUrl']): Entity {
  return {
    '@context': 'https://schema.org',
    '@id': '',
    '@type': 'Message',
    type: 'https://schema.org/Message',
    ...(citations.length > 0 && { citation: citations.map((citation) => claim(citation, sourceUrl)) }),
    ...(isRated(kind) && { potentialAction: thumbs }),
  };
}

/** Looked up by its position for each link definition in the text. */
function claim(citation: Citation, sourceUrl: DrawOptions['sourceUrl']) {
  return {
    '@id': sourceUrl(citation.article),
    '@type': 'Claim',
    position: `${citation.position}`,
    appearance: {
      '@type': 'DigitalDocument',
      name: citation.title,
      url: sourceUrl(citation.article),
      abstract: imprint(citation),
    },
  };
}

/** `messageBack` shows the label as what the user said and sends the id along as `value`. */
function choiceAction({ id, label }: Choice): CardAction {
  return { type: 'messageBack', title: label, displayText: label, text: label, value: { choice: id } };
}

/** `[1]: url "Source"`, one line for each citation. */
function linkDefinitions(citations: readonly Citation[], url: (article: string) => string): string {
  return citations
    .map(
      ({ position, article, title, short = title }) =>
        `[${position}]: ${url(article)} "${escapeMarkdown(short).replaceAll('"', '\\"')}"`,
    )
    .join('\n');
}
