import type { Button, KnownBlock } from '@slack/types';
import type { Activity } from 'botbuilder';
import type { Block, Choice, Citation, Reply } from '../../../dialogs/reply.ts';
import { answerOf } from '../answer.ts';
import { imprint, plainText } from '../plain-text.ts';
import { context, section } from './blocks.ts';
import { feedbackButtons } from './feedback.ts';
import { fitBlocks, fitText, limits } from './limits.ts';
import { escapeLines, escapeMrkdwn, mrkdwnBlock, mrkdwnLink } from './mrkdwn.ts';
import { dataTable } from './table.ts';

export interface DrawOptions {
  /** Where students reach the service, and its pages about the sources; without it, links lead to the articles. */
  origin?: string | undefined;
  /** Whether answers can be rated; they can, unless it is false. */
  withThumbs?: boolean;
}

/**
 * Draws a reply as one message for Slack. `channelData` is Slack's own message: the blocks, and as `text` the whole in
 * plain text, which notifications and screen readers use. The Bot Framework's Slack channel takes it as it stands.
 */
export function drawForSlack(reply: Reply, options: DrawOptions = {}): Partial<Activity>[] {
  const spoken = plainText(reply);
  const text = fitText(escapeLines(spoken));
  const blocks = fitBlocks([
    ...reply.blocks.flatMap(drawBlock),
    ...sourcesBlock(reply.citations, options),
    ...choicesBlock(reply.choices),
    ...(options.withThumbs === false ? [] : feedbackButtons(reply)),
  ]);
  return [{ type: 'message', text, speak: spoken, channelData: { text, blocks, answer: answerOf(reply) } }];
}

function drawBlock(block: Block): KnownBlock | [] {
  if (block.kind === 'table') return dataTable(block);
  if (block.kind === 'chart') return [];
  return block.kind === 'note' ? context(mrkdwnBlock(block)) : section(mrkdwnBlock(block));
}

function sourcesBlock(citations: readonly Citation[], options: DrawOptions): KnownBlock[] {
  if (citations.length === 0) return [];
  return [context(['*Sources*', ...citations.map((citation) => sourceLine(citation, options))].join('\n'))];
}

function sourceLine({ position, article, title, url, ...citation }: Citation, { origin }: DrawOptions): string {
  const link = origin ? `${origin}/sources/${article}` : url;
  const name = link ? mrkdwnLink(link, title) : escapeMrkdwn(title);
  return `[${position}] ${[name, escapeMrkdwn(imprint({ position, article, title, ...citation }))].filter(Boolean).join(' – ')}`;
}

function choicesBlock(choices: readonly Choice[]): KnownBlock[] {
  const buttons = choices.map(choiceButton).filter(({ value = '' }) => value.length <= limits.buttonValue);
  return buttons.length === 0 ? [] : [{ type: 'actions', elements: buttons }];
}

/** Its value comes back as that of the activity. */
function choiceButton({ id, label }: Choice, i: number): Button {
  return {
    type: 'button',
    action_id: `choice:${i}`,
    text: { type: 'plain_text', text: label, emoji: false },
    value: JSON.stringify({ choice: id }),
  };
}
