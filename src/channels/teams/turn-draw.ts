import type { Activity, TurnContext } from 'botbuilder';
import type { Reply } from '../../../dialogs/reply.ts';
import { choiceAction, replyCard } from './card.ts';
import { drawForTeams } from './draw.ts';

const IN_PLACE = Symbol('in place');

/** Has what a turn answers drawn as a card that takes the place of the one that was tapped. */
export const drawInPlace = (context: TurnContext) => void context.turnState.set(IN_PLACE, true);

/** Draws a reply for the turn it is said in. @param origin where browsers reach the service. */
export function drawForTurn(reply: Reply, { turnState, activity }: TurnContext, origin: string): Partial<Activity>[] {
  if (!turnState.get(IN_PLACE)) return drawForTeams(reply, { origin, isPersonal: !activity.conversation.isGroup });
  return [{ type: 'message', attachments: [replyCard(reply, reply.choices.map(choiceAction), { origin })] }];
}
