import type { Activity, Attachment, Entity } from 'botbuilder';
import type { Choice, Citation, Reply, Table } from '../../../dialogs/reply.ts';
import { answerOf, isRated } from '../answer.ts';
import { markdownBlock } from '../markdown.ts';
import { imprint, plainText } from '../plain-text.ts';
import { type CardOptions, choicesCard, tablesCard } from './card.ts';
import { LIMITS } from './limits.ts';

export interface DrawOptions extends CardOptions {
  /** Whether the user talks with the bot alone: older clients show suggested actions only there. */
  readonly isPersonal: boolean;
}

/**
 * Draws a reply for Teams: a message of text, then one with a card if there are tables or more choices than can be
 * suggested. Apart, for Teams splits a message that holds both and its id is lost. The first one stands for the reply:
 * it alone carries `channelData.answer`, the whole as plain text in `speak`, the citations and the thumbs.
 */
export function drawForTeams(reply: Reply, options: DrawOptions): Partial<Activity>[] {
  const text = reply.blocks.map(markdownBlock).filter(Boolean).join('\n\n');
  const tables = reply.blocks.filter((block): block is Table => block.kind === 'table');
  const isSuggested = options.isPersonal && tables.length === 0 && reply.choices.length <= LIMITS.suggestedActions;
  const choices = isSuggested ? [] : reply.choices;
  const messages = [
    ...(text ? [textMessage(text, reply, isSuggested)] : []),
    ...(tables.length > 0 ? [cardMessage(tablesCard(tables, reply, choices, options), tables[0]?.caption)] : []),
    ...(tables.length === 0 && choices.length > 0 ? [cardMessage(choicesCard(choices))] : []),
  ];
  const [first = textMessage('', reply, isSuggested), ...rest] = messages;
  return [standingFor(reply, first, options), ...rest];
}

function textMessage(text: string, { choices }: Reply, isSuggested: boolean): Partial<Activity> {
  return {
    type: 'message',
    textFormat: 'markdown',
    text,
    ...(isSuggested && choices.length > 0 && { suggestedActions: { to: [], actions: choices.map(suggestion) } }),
  };
}

function cardMessage(card: Attachment, summary?: string): Partial<Activity> {
  return { type: 'message', attachments: [card], ...(summary && { summary }) };
}

function standingFor(reply: Reply, message: Partial<Activity>, options: DrawOptions): Partial<Activity> {
  const cited = reply.citations.filter(({ position }) => message.text?.includes(`[${position}]`));
  return {
    ...message,
    speak: plainText(reply),
    ...(cited.length > 0 && { entities: [citationsEntity(cited, options)] }),
    channelData: { answer: answerOf(reply), ...(isRated(reply.kind) && { feedbackLoop: { type: 'default' } }) },
  };
}

/** What Teams shows at the markers `[1]` of the text. Teams refuses a message with two of these. */
function citationsEntity(citations: readonly Citation[], { sourceUrl }: CardOptions): Entity {
  return {
    type: 'https://schema.org/Message',
    '@type': 'Message',
    '@context': 'https://schema.org',
    '@id': '',
    citation: citations.slice(0, LIMITS.citations).map((citation) => ({
      '@type': 'Claim',
      position: citation.position,
      appearance: {
        '@type': 'DigitalDocument',
        name: cut(citation.title, LIMITS.citationName),
        url: sourceUrl(citation.article),
        abstract: cut([citation.author, imprint(citation)].filter(Boolean).join(', '), LIMITS.citationAbstract),
      },
    })),
  };
}

function suggestion({ label }: Choice) {
  return { type: 'imBack', title: label, value: label };
}

/** A text within so many characters; what is cut off leaves a mark. */
const cut = (text: string, most: number) => (text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text);
