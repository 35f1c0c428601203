import type { Activity, Attachment, CardAction, Entity } from 'botbuilder';
import type { Choice, Citation, Reply } from '../../../dialogs/reply.ts';
import { answerOf, isRated } from '../answer.ts';
import { escapeMarkdown, markdownBlock } from '../markdown.ts';
import { imprint, plainText } from '../plain-text.ts';
import { comparisonCard } from './comparison-card.ts';

import { thumbs } from './thumbs.ts';

export interface DrawOptions {
  /** Where browsers reach the service: `https://chat.school.example`. */
  readonly origin: string;
}

/**
 * Draws a reply as one message for Web Chat: Markdown with reference links, a card with the table and its charts, the
 * citations as schema.org claims, thumbs to rate it, choices as suggested actions, and the whole as plain text in `speak`.
 */
export function drawForWebChat(reply: Reply, { origin }: DrawOptions): Partial<Activity>[] {
  const sourceUrl: SourceUrl = (article) => `${origin}/sources/${article}`;
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
      ...attached(comparisonCard(reply, { marker: linkMarker, origin })),
      ...((reply.citations.length > 0 || isRated(reply.kind)) && { entities: [thing(reply, sourceUrl)] }),
      ...(reply.choices.length > 0 && { suggestedActions: { to: [], actions: reply.choices.map(choiceAction) } }),
      channelData: { answer: answerOf(reply) },
    },
  ];
}

type SourceUrl = (article: string) => string;

const attached = (card: Attachment | undefined) => card && { attachments: [card] };

/** What Web Chat knows of the message: its citations and what may be done with it. */
function thing({ kind, citations }: Reply, sourceUrl: SourceUrl): Entity {
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
function claim(citation: Citation, sourceUrl: SourceUrl) {
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
