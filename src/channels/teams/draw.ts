import type { Activity, Attachment, Entity } from 'botbuilder';
import type { Choice, Citation, Reply, Table } from '../../../dialogs/reply.ts';
import { comparisonAddress } from '../addresses.ts';
import { answerOf, isRated } from '../answer.ts';
import { markdownBlock } from '../markdown.ts';
import { imprint, plainText } from '../plain-text.ts';
import { type CardOptions, choiceAction, choicesCard, type Element, figuresCard } from './card.ts';
import { cut, isWithin } from './fit.ts';
import { LIMITS } from './limits.ts';

export interface DrawOptions extends CardOptions {
  /** Whether the user talks with the bot alone: older clients show suggested actions only there. */
  readonly isPersonal: boolean;
}

type Message = Partial<Activity>;

/**
 * Draws a reply for Teams: a message of text, then one with a card if there are tables or more choices than can be
 * suggested. Apart, for Teams splits a message that holds both and its id is lost. The first one stands for the reply:
 * it alone carries `channelData.answer`, the whole as plain text in `speak`, the citations and the thumbs.
 */
export function drawForTeams(reply: Reply, options: DrawOptions): Message[] {
  const text = reply.blocks.map(markdownBlock).filter(Boolean).join('\n\n');
  const hasTables = reply.blocks.some(({ kind }) => kind === 'table');
  const isSuggested = options.isPersonal && !hasTables && reply.choices.length <= LIMITS.suggestedActions;
  const buttons = isSuggested ? [] : reply.choices;
  const [first = textMessage('', []), ...rest] = [
    ...(text ? [textMessage(text, isSuggested ? reply.choices : [])] : []),
    ...(hasTables ? figureMessages(reply, actionsOf(reply, options), options) : []),
    ...(!hasTables && buttons.length > 0 ? [cardMessage(choicesCard(buttons))] : []),
  ];
  return [standingFor(reply, first, options), ...rest];
}

function textMessage(text: string, choices: readonly Choice[]): Message {
  const suggestedActions = {
    to: [],
    actions: choices.map(({ label }) => ({ type: 'imBack', title: label, value: label })),
  };
  return {
    type: 'message',
    textFormat: 'markdown',
    text: cut(text, LIMITS.textLength),
    ...(choices.length > 0 && { suggestedActions }),
  };
}

function cardMessage(card: Attachment, summary?: string): Message {
  return { type: 'message', attachments: [card], ...(summary && { summary }) };
}

/** What the reply offers, and the page of a comparison, which can be shared. */
function actionsOf(reply: Reply, { origin }: CardOptions): Element[] {
  const page = { type: 'Action.OpenUrl', title: 'Share or print', url: origin + comparisonAddress(reply) };
  return [...reply.choices.map(choiceAction), ...(reply.kind === 'comparison' ? [page] : [])];
}

/** One message with all figures; where it were too large, several, the actions below the last. */
function figureMessages(reply: Reply, actions: readonly Element[], options: CardOptions): Message[] {
  const caption = reply.blocks.find((block): block is Table => block.kind === 'table')?.caption;
  const message = cardMessage(figuresCard(reply, actions, options), caption);
  if (isWithin(message)) return [message];
  const [one, other] = halves(reply);
  if (!one || !other) return [textMessage(plainText({ ...reply, citations: [], choices: [] }), [])];
  return [...figureMessages(one, [], options), ...figureMessages(other, actions, options)];
}

/** A reply's figures shared out between two replies, by blocks or by a table's rows; nothing where they cannot be. */
function halves(reply: Reply): [Reply, Reply] | [] {
  const figures = reply.blocks.filter(({ kind }) => kind === 'table' || kind === 'chart');
  const [only] = figures;
  if (figures.length > 1) return halved(figures, (blocks) => ({ ...reply, blocks }));
  if (only?.kind !== 'table' || only.rows.length < 2) return [];
  return halved(only.rows, (rows) => ({ ...reply, blocks: [{ ...only, rows }] }));
}

function halved<Part>(parts: readonly Part[], withParts: (parts: readonly Part[]) => Reply): [Reply, Reply] {
  const middle = Math.ceil(parts.length / 2);
  return [withParts(parts.slice(0, middle)), withParts(parts.slice(middle))];
}

function standingFor(reply: Reply, message: Message, options: CardOptions): Message {
  const cited = reply.citations.filter(({ position }) => message.text?.includes(`[${position}]`));
  return {
    ...message,
    speak: cut(plainText(reply), LIMITS.textLength),
    ...(cited.length > 0 && { entities: [citationsEntity(cited, options)] }),
    channelData: { answer: answerOf(reply), ...(isRated(reply.kind) && { feedbackLoop: { type: 'default' } }) },
  };
}

/** What Teams shows at the markers `[1]` of the text. Teams refuses a message with two of these. */
function citationsEntity(citations: readonly Citation[], { origin }: CardOptions): Entity {
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
        url: `${origin}/sources/${encodeURIComponent(citation.article)}`,
        abstract: cut([citation.author, imprint(citation)].filter(Boolean).join(', '), LIMITS.citationAbstract),
      },
    })),
  };
}
