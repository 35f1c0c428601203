import type { Activity, TurnContext } from 'botbuilder';
import type { Reply } from '../../../dialogs/reply.ts';
import { type CardOptions, replyCard } from './card.ts';
import { drawForTeams } from './draw.ts';

const IN_PLACE = Symbol('in place');

/** Has what a turn answers drawn as a card that takes the place of the one that was tapped. */
export const drawInPlace = (context: TurnContext) => void context.turnState.set(IN_PLACE, true);

/** Draws a reply for the turn it is said in. */
export function createDraw(options: CardOptions): (reply: Reply, context: TurnContext) => Partial<Activity>[] {
  return (reply, { turnState, activity }) =>
    turnState.get(IN_PLACE)
      ? [{ type: 'message', attachments: [replyCard(reply, options)] }]
      : drawForTeams(reply, { ...options, isPersonal: !activity.conversation.isGroup });
}
